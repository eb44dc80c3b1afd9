import { randomBytes } from 'node:crypto'
import { parseNameAddr, tagOf } from '../message/address'
import { SipHeaders } from '../message/sip-headers'
import { parseCSeq, type SipRequest, type SipResponse } from '../message/sip-message'

/** The shared memory of two sides of a call (RFC 3261 §12). The sandbox is one side, the phone the other. */
export interface Dialog {
  readonly callId: string
  readonly localTag: string
  readonly remoteTag: string
  readonly localHeader: string
  readonly remoteHeader: string
  readonly routes: readonly string[]
  remoteTarget: string
  localSequence: number
}

export function newTag(): string {
  return randomBytes(5).toString('hex')
}

/** §12.1.1: the sandbox was called. */
export function dialogOfInvite(invite: SipRequest, localTag: string): Dialog {
  const { headers } = invite
  return {
    callId: headers.get('Call-ID') ?? '',
    localTag,
    remoteTag: tagOf(headers.get('From')) ?? '',
    localHeader: `${headers.get('To') ?? ''};tag=${localTag}`,
    remoteHeader: headers.get('From') ?? '',
    routes: headers.list('Record-Route'),
    remoteTarget: contactUri(headers) ?? '',
    localSequence: 0,
  }
}

/** §12.1.2: the sandbox called. */
export function dialogOfAnswer(invite: SipRequest, response: SipResponse): Dialog {
  return {
    callId: invite.headers.get('Call-ID') ?? '',
    localTag: tagOf(invite.headers.get('From')) ?? '',
    remoteTag: tagOf(response.headers.get('To')) ?? '',
    localHeader: invite.headers.get('From') ?? '',
    remoteHeader: response.headers.get('To') ?? '',
    routes: response.headers.list('Record-Route').reverse(),
    remoteTarget: contactUri(response.headers) ?? invite.uri,
    localSequence: parseCSeq(invite.headers.get('CSeq'))?.number ?? 1,
  }
}

export function contactUri(headers: SipHeaders): string | undefined {
  const contact = headers.list('Contact')[0]
  return contact === undefined ? undefined : parseNameAddr(contact)?.uri
}

/** The next request inside the dialog. An ACK keeps the number of its INVITE (§13.2.2.4). */
export function dialogRequest(dialog: Dialog, method: string, sequence?: number): SipRequest {
  if (sequence === undefined) dialog.localSequence += 1
  const headers = SipHeaders.of(
    ['Max-Forwards', '70'],
    ['From', dialog.localHeader],
    ['To', dialog.remoteHeader],
    ['Call-ID', dialog.callId],
    ['CSeq', `${sequence ?? dialog.localSequence} ${method}`],
    ['User-Agent', 'Otklik sandbox'],
  )
  for (const route of dialog.routes) headers.append('Route', route)
  return { kind: 'request', method, uri: dialog.remoteTarget, headers, body: '' }
}
