import { randomUUID } from 'node:crypto'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import type { CallUserRequest } from '../control/sip-control'
import type { Plays } from '../media/media-leg'
import { MediaSession, type CreateMediaLeg } from '../media/media-session'
import { callerShown } from './caller-shown'
import type { LineDialog } from '../lines/line-dialog'
import { parseUri, tagOf } from '../message/address'
import type { SipRequest } from '../message/sip-message'
import type { Binding, Bindings } from '../registrar/bindings'
import type { ClientTransactions } from '../transactions/client-transaction'
import type { ServerTransaction } from '../transactions/server-transaction'
import type { Flow } from '../transport/flow'
import { newTag } from './dialog'
import { placeCall, type PlacedCall } from './place-call'
import { handleRefer, type ReferWorld } from './refer'
import type { Replaces } from './replaces'
import { SandboxCall, type CallContext } from './sandbox-call'

export interface CallBookOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly host: string
  readonly domain: string
  readonly bindings: Bindings
  readonly requests: ClientTransactions
  readonly createMediaLeg: CreateMediaLeg
  readonly onChanged: () => void
}

/** All calls that end at the sandbox, live and ended. */
export class CallBook implements ReferWorld {
  private readonly byDialog = new Map<string, PlacedCall>()
  private readonly context: CallContext

  constructor(private readonly options: CallBookOptions) {
    const { clock, logger, requests, host, bindings, onChanged } = options
    this.context = {
      clock,
      logger,
      requests,
      contactOn: (flow, number) =>
        `<sip:${encodeURIComponent(number)}@${host}:${flow.localPort};transport=${flow.protocol.toLowerCase()}>`,
      flowOf: (user) => bindings.newest(user)?.flow,
      onChanged,
      onRefer: (call, transaction) => {
        handleRefer(call, transaction, this)
      },
    }
  }

  /** A call by a phone to one of the callees. */
  takeInvite(transaction: ServerTransaction, user: string, number: string, plays: Plays): SandboxCall {
    const { headers } = transaction.request
    const callId = headers.get('Call-ID') ?? ''
    const shows = callerShown(headers)
    const identity = { callId, direction: 'from-phone', user, number, shows, localTag: newTag() } as const
    const call = this.newCall(identity, plays, transaction.flow)
    this.keep({
      call,
      hangUp: () => {
        call.hangUp()
      },
    })
    return call
  }

  /** A call by the sandbox to a registered phone. */
  async callUser(request: CallUserRequest, replaces?: string): Promise<string> {
    const binding = this.options.bindings.newest(request.to)
    if (!binding) throw new Error(`Expected ${request.to} to be registered; registrations() lists who is`)
    const callId = `${randomUUID()}@${this.options.host}`
    const identity = {
      callId,
      direction: 'to-phone',
      user: request.to,
      number: request.from,
      shows: null,
      localTag: newTag(),
    } as const
    const call = this.newCall(identity, request.plays ?? 'tone', binding.flow)
    const media = request.media ?? 'webrtc'
    const sdp = media === 'none' ? undefined : await call.media.offer(media)
    const { domain } = this.options
    this.keep(
      placeCall({ call, domain, targetUri: binding.contactUri, displayName: request.displayName, sdp, replaces }),
    )
    return callId
  }

  /** The call that an in-dialog request belongs to. */
  find(request: SipRequest): SandboxCall | undefined {
    const key = `${request.headers.get('Call-ID') ?? ''} ${tagOf(request.headers.get('To')) ?? ''}`
    return this.byDialog.get(key)?.call
  }

  byCallId(callId: string): PlacedCall {
    const found = this.all().find(({ call }) => call.identity.callId === callId)
    if (!found) throw new Error(`Expected a call of the sandbox, got Call-ID ${callId}`)
    return found
  }

  /** Of RFC 3891 §3: both tags are those of the one who is asked. */
  named({ callId, toTag, fromTag }: Replaces): PlacedCall | undefined {
    return this.all().find(({ call: { identity, remoteTag, state } }) => {
      return state !== 'ended' && identity.callId === callId && identity.localTag === toTag && remoteTag === fromTag
    })
  }

  phoneAt(user: string): string | undefined {
    const isHere = ({ user: name, contactUri }: Binding) => name === user || parseUri(contactUri)?.user === user
    return this.options.bindings.all().find(isHere)?.user
  }

  takePlace(replaces: Replaces): boolean {
    const other = this.named(replaces)
    if (other?.call.state !== 'answered') return false
    other.hangUp()
    return true
  }

  async callOn(
    call: SandboxCall,
    user: string,
    replaces: string | undefined,
    onStatus: (status: number) => void,
  ): Promise<void> {
    const { kind } = call.media.stats()
    const callId = await this.callUser({ to: user, from: call.identity.number, media: kind }, replaces)
    this.byCallId(callId).call.onProgress = onStatus
  }

  /** Of a phone's line, or of a number of the sandbox: the two ends of a call. */
  dialogsOf(line: string): LineDialog[] {
    return this.all().flatMap(({ call }) => {
      const { identity, remoteTag, state } = call
      const { callId, direction, user, number, localTag } = identity
      if (state === 'ended' || remoteTag === '') return []
      const isPhone = user === line
      if (!isPhone && number !== line) return []
      const remote = isPhone ? number : user
      const flow = call.currentFlow()
      const target = flow ? this.context.contactOn(flow, remote).slice(1, -1) : `sip:${remote}@${this.options.domain}`
      return {
        id: callId,
        callId,
        localTag: isPhone ? remoteTag : localTag,
        remoteTag: isPhone ? localTag : remoteTag,
        direction: isPhone === (direction === 'from-phone') ? 'initiator' : 'recipient',
        state: state === 'ringing' ? 'early' : 'confirmed',
        remote: { number: remote, name: null, target: isPhone ? target : `sip:${remote}@${this.options.domain}` },
      }
    })
  }

  all(): PlacedCall[] {
    return [...this.byDialog.values()]
  }

  forgetAll(): void {
    for (const { call } of this.all()) call.end('sandbox-hung-up')
    this.byDialog.clear()
  }

  private newCall(identity: SandboxCall['identity'], plays: Plays, flow: Flow): SandboxCall {
    const media = new MediaSession(plays, this.options.clock, this.options.createMediaLeg)
    return new SandboxCall(identity, this.context, media, flow)
  }

  private keep(placed: PlacedCall): void {
    const { callId, localTag } = placed.call.identity
    this.byDialog.set(`${callId} ${localTag}`, placed)
  }
}
