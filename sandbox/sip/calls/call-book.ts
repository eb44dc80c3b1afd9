import { randomUUID } from 'node:crypto'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import type { CallUserRequest } from '../control/sip-control'
import type { Plays } from '../media/media-leg'
import { MediaSession, type CreateMediaLeg } from '../media/media-session'
import { callerShown } from './caller-shown'
import { tagOf } from '../message/address'
import type { SipRequest } from '../message/sip-message'
import type { Bindings } from '../registrar/bindings'
import type { ClientTransactions } from '../transactions/client-transaction'
import type { ServerTransaction } from '../transactions/server-transaction'
import type { Flow } from '../transport/flow'
import { newTag } from './dialog'
import { placeCall, type PlacedCall } from './place-call'
import { SandboxCall, type CallContext } from './sandbox-call'

export interface CallBookOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly host: string
  readonly domain: string
  readonly bindings: Bindings
  readonly requests: ClientTransactions
  readonly createMediaLeg: CreateMediaLeg
}

/** All calls that end at the sandbox, live and ended. */
export class CallBook {
  private readonly byDialog = new Map<string, PlacedCall>()
  private readonly context: CallContext

  constructor(private readonly options: CallBookOptions) {
    const { clock, logger, requests, host, bindings } = options
    this.context = {
      clock,
      logger,
      requests,
      contactOn: (flow, number) =>
        `<sip:${encodeURIComponent(number)}@${host}:${flow.localPort};transport=${flow.protocol.toLowerCase()}>`,
      flowOf: (user) => bindings.newest(user)?.flow,
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
  async callUser(request: CallUserRequest): Promise<string> {
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
    this.keep(placeCall({ call, domain, targetUri: binding.contactUri, displayName: request.displayName, sdp }))
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
