import { describeError } from '#shared/lib/logger'
import { SipHeaders } from '../message/sip-headers'
import { tagOf } from '../message/address'
import { parseCSeq, type SipRequest, type SipResponse } from '../message/sip-message'
import { serialiseMessage } from '../message/sip-message'
import { dialogOfAnswer } from './dialog'
import { ALLOWED_METHODS, type SandboxCall } from './sandbox-call'

const INVITE_SEQUENCE = 1

export interface PlacedCall {
  readonly call: SandboxCall
  hangUp(): void
}

export interface PlaceCallOptions {
  readonly call: SandboxCall
  readonly domain: string
  readonly targetUri: string
  readonly displayName: string | undefined
  readonly sdp: string | undefined
  /** The dialog at the phone whose place this call takes. */
  readonly replaces?: string | undefined
}

/** The sandbox's side of a call that it makes to a registered phone. */
export function placeCall({ call, domain, targetUri, displayName, sdp, replaces }: PlaceCallOptions): PlacedCall {
  const { callId, number, user, localTag } = call.identity
  const flow = call.currentFlow()
  if (!flow) throw new Error(`Expected ${user} to be registered`)
  const display = displayName === undefined ? '' : `"${displayName.replace(/["\\]/g, '\\$&')}" `
  const headers = SipHeaders.of(
    ['Max-Forwards', '70'],
    ['From', `${display}<sip:${number}@${domain}>;tag=${localTag}`],
    ['To', `<sip:${user}@${domain}>`],
    ['Call-ID', callId],
    ['CSeq', `${INVITE_SEQUENCE} INVITE`],
    ['Contact', call.context.contactOn(flow, number)],
    ['Allow', ALLOWED_METHODS],
    ['User-Agent', 'Otklik sandbox'],
  )
  if (replaces !== undefined) headers.append('Replaces', replaces)
  if (sdp !== undefined) headers.append('Content-Type', 'application/sdp')
  const invite: SipRequest = { kind: 'request', method: 'INVITE', uri: targetUri, headers, body: sdp ?? '' }
  let hasProvisional = false
  let isCancelled = false

  call.request(invite, (outcome) => {
    if (outcome === 'timeout') return call.end(408)
    if (outcome.status < 200) {
      hasProvisional = true
      const tag = tagOf(outcome.headers.get('To'))
      if (tag !== undefined && call.state === 'ringing') call.ringsAt(tag)
      if (isCancelled) sendCancel(call, invite)
      return
    }
    handleFinal(call, invite, outcome, isCancelled)
  })

  return {
    call,
    hangUp() {
      if (call.state !== 'ringing') return call.hangUp()
      isCancelled = true
      // RFC 3261 §9.1: a CANCEL waits for the first provisional response.
      if (hasProvisional) sendCancel(call, invite)
    },
  }
}

function handleFinal(call: SandboxCall, invite: SipRequest, response: SipResponse, isCancelled: boolean): void {
  if (response.status >= 300) {
    call.acknowledgeRefusal(invite, response)
    return call.end(isCancelled ? 'cancelled' : response.status)
  }
  if (call.state === 'answered' || call.state === 'ended') return call.acknowledge(INVITE_SEQUENCE)
  call.dialog = dialogOfAnswer(invite, response)
  call.state = 'answered'
  call.acknowledge(INVITE_SEQUENCE)
  if (isCancelled) return call.hangUp()
  if (response.body.trim() === '') return
  call.media.applyAnswer(response.body).catch((error: unknown) => {
    call.context.logger.error('answer not understood', { error: describeError(error) })
    call.hangUp()
  })
}

/** A CANCEL has the Via, URI, From, To and number of its INVITE (RFC 3261 §9.1). */
function sendCancel(call: SandboxCall, invite: SipRequest): void {
  const headers = SipHeaders.of(
    ['Via', invite.headers.list('Via')[0] ?? ''],
    ['Max-Forwards', '70'],
    ['From', invite.headers.get('From') ?? ''],
    ['To', invite.headers.get('To') ?? ''],
    ['Call-ID', call.identity.callId],
    ['CSeq', `${parseCSeq(invite.headers.get('CSeq'))?.number ?? INVITE_SEQUENCE} CANCEL`],
  )
  call.currentFlow()?.send(serialiseMessage({ kind: 'request', method: 'CANCEL', uri: invite.uri, headers, body: '' }))
}
