import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import type { CallerShown, CallSnapshot } from '../control/sip-control'
import type { MediaSession } from '../media/media-session'
import { NotAcceptable } from '../media/media-session'
import type { SipRequest, SipResponse } from '../message/sip-message'
import { addVia, newBranch, type ClientTransactions } from '../transactions/client-transaction'
import { T1_MS, T2_MS, TRANSACTION_LIFETIME_MS, type ServerTransaction } from '../transactions/server-transaction'
import type { Flow } from '../transport/flow'
import { serialiseMessage, parseCSeq } from '../message/sip-message'
import { contactUri, dialogRequest, type Dialog } from './dialog'
import { digitOfInfo } from './info-dtmf'

export const ALLOWED_METHODS = 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, MESSAGE, NOTIFY, REFER, SUBSCRIBE'

export interface CallContext {
  readonly clock: Clock
  readonly logger: Logger
  readonly requests: ClientTransactions
  contactOn(flow: Flow, number: string): string
  /** The newest connection of a user; in-dialog requests go there after the old one is gone. */
  flowOf(user: string): Flow | undefined
  /** A call began, went on or ended. */
  onChanged(): void
  /** The far end of the call is sent elsewhere. */
  onRefer(call: SandboxCall, transaction: ServerTransaction): void
}

export interface CallIdentity {
  readonly callId: string
  readonly direction: CallSnapshot['direction']
  readonly user: string
  readonly number: string
  readonly shows: CallerShown | null
  readonly localTag: string
}

/** One call between a phone and the sandbox, from either side: what is the same once there is a dialog. */
export class SandboxCall {
  dialog: Dialog | undefined
  /** Whom the phone sent this far end to. */
  transferredTo: string | null = null
  /** Of a call to a phone: how it goes, as statuses of SIP. */
  onProgress: ((status: number) => void) | undefined
  private current: CallSnapshot['state'] = 'ringing'
  private earlyTag = ''
  private ended: CallSnapshot['ended'] = null
  private repeating: Disposable | undefined
  private remoteSequence = 0
  private isOfferPending = false
  private pendingAck: { sequence: number } | undefined

  constructor(
    readonly identity: CallIdentity,
    readonly context: CallContext,
    readonly media: MediaSession,
    private flow: Flow,
  ) {}

  get state(): CallSnapshot['state'] {
    return this.current
  }

  set state(next: CallSnapshot['state']) {
    this.current = next
    if (next === 'answered') this.onProgress?.(200)
    this.context.onChanged()
  }

  /** The phone's; empty until it has said it. */
  get remoteTag(): string {
    return this.dialog?.remoteTag ?? this.earlyTag
  }

  ringsAt(tag: string): void {
    this.earlyTag = tag
    this.onProgress?.(180)
    this.context.onChanged()
  }

  snapshot(): CallSnapshot {
    const { callId, direction, user, number, shows } = this.identity
    return {
      callId,
      direction,
      user,
      number,
      shows,
      state: this.state,
      ended: this.ended,
      transferredTo: this.transferredTo,
      isHeld: this.media.isHeld,
      media: this.media.stats(),
      dtmf: this.media.dtmf,
      ...this.media.heard(),
    }
  }

  end(how: NonNullable<CallSnapshot['ended']>): void {
    if (this.state === 'ended') return
    this.ended = how
    this.state = 'ended'
    this.onProgress?.(typeof how === 'number' ? how : 487)
    this.repeating?.dispose()
    this.media.close()
  }

  /** The 2xx is repeated until its ACK comes, over every transport (RFC 3261 §13.3.1.4). */
  accept(transaction: ServerTransaction, sdp: string | undefined): void {
    const headers: [string, string][] = [
      ['Contact', this.context.contactOn(transaction.flow, this.identity.number)],
      ['Allow', ALLOWED_METHODS],
    ]
    if (sdp !== undefined) headers.push(['Content-Type', 'application/sdp'])
    transaction.respond(200, { toTag: this.identity.localTag, headers, body: sdp ?? '' })
    this.pendingAck = { sequence: parseCSeq(transaction.request.headers.get('CSeq'))?.number ?? 0 }
    this.repeatUntilAck(transaction, T1_MS, TRANSACTION_LIFETIME_MS)
  }

  handleAck(request: SipRequest): void {
    if (parseCSeq(request.headers.get('CSeq'))?.number !== this.pendingAck?.sequence) return
    this.pendingAck = undefined
    this.repeating?.dispose()
  }

  /** A request inside the dialog. */
  handleRequest(transaction: ServerTransaction): void {
    const { request, flow } = transaction
    this.flow = flow
    const sequence = parseCSeq(request.headers.get('CSeq'))?.number ?? 0
    // RFC 3261 §12.2.2: out of order.
    if (sequence < this.remoteSequence) return transaction.respond(500)
    this.remoteSequence = sequence
    const target = contactUri(request.headers)
    if (this.dialog && target !== undefined) this.dialog.remoteTarget = target
    switch (request.method) {
      case 'INVITE':
      case 'UPDATE':
        return this.handleOffer(transaction)
      case 'BYE':
        transaction.respond(200)
        return this.end('phone-hung-up')
      case 'INFO': {
        const digit = digitOfInfo(request)
        if (digit !== undefined) this.media.addDigit(digit)
        return transaction.respond(200)
      }
      case 'REFER':
        return this.context.onRefer(this, transaction)
      case 'OPTIONS':
      case 'MESSAGE':
      case 'NOTIFY':
        return transaction.respond(200, { headers: [['Allow', ALLOWED_METHODS]] })
      default:
        return transaction.respond(405, { headers: [['Allow', ALLOWED_METHODS]] })
    }
  }

  hangUp(): void {
    if (this.state !== 'answered' || !this.dialog) return
    const dialog = this.dialog
    this.end('sandbox-hung-up')
    this.request(dialogRequest(dialog, 'BYE'), () => undefined)
  }

  async reinvite(isHeld: boolean): Promise<void> {
    const { dialog } = this
    if (this.state !== 'answered' || !dialog) throw new Error('Only an answered call can be held or resumed')
    this.isOfferPending = true
    const sdp = await this.media.offerHold(isHeld)
    const invite: SipRequest = { ...dialogRequest(dialog, 'INVITE'), body: sdp ?? '' }
    invite.headers.append('Contact', this.context.contactOn(this.flow, this.identity.number))
    if (sdp !== undefined) invite.headers.append('Content-Type', 'application/sdp')
    const sequence = dialog.localSequence
    await new Promise<void>((resolve, reject) => {
      this.request(invite, (outcome) => {
        if (outcome !== 'timeout' && outcome.status < 200) return
        this.isOfferPending = false
        if (outcome === 'timeout') return reject(new Error('The phone did not answer the re-INVITE'))
        if (outcome.status >= 300) {
          this.acknowledgeRefusal(invite, outcome)
          return reject(new Error(`The phone refused the re-INVITE with ${outcome.status}`))
        }
        this.acknowledge(sequence)
        this.media.applyAnswer(outcome.body).then(resolve, reject)
      })
    })
  }

  /** The ACK of a 2xx is its own transaction (RFC 3261 §13.2.2.4). */
  acknowledge(sequence: number): void {
    if (!this.dialog) return
    const ack = dialogRequest(this.dialog, 'ACK', sequence)
    const flow = this.currentFlow()
    if (!flow) return
    addVia(ack, flow, newBranch())
    flow.send(serialiseMessage(ack))
  }

  /** The ACK of a refusal repeats the INVITE's Via and takes the response's To (RFC 3261 §17.1.1.3). */
  acknowledgeRefusal(invite: SipRequest, response: SipResponse): void {
    const headers = invite.headers.clone()
    for (const name of ['Contact', 'Content-Type', 'Allow', 'Supported']) headers.remove(name)
    headers.set('To', response.headers.get('To') ?? '')
    headers.set('CSeq', `${parseCSeq(invite.headers.get('CSeq'))?.number ?? 1} ACK`)
    this.currentFlow()?.send(serialiseMessage({ ...invite, method: 'ACK', headers, body: '' }))
  }

  request(request: SipRequest, onOutcome: (outcome: SipResponse | 'timeout') => void): void {
    const flow = this.currentFlow()
    if (flow) this.context.requests.send(flow, request, onOutcome)
    else onOutcome('timeout')
  }

  currentFlow(): Flow | undefined {
    if (this.flow.isOpen) return this.flow
    return this.context.flowOf(this.identity.user)
  }

  private handleOffer(transaction: ServerTransaction): void {
    const { request } = transaction
    const isInvite = request.method === 'INVITE'
    if (this.isOfferPending || this.state === 'ringing') return transaction.respond(491)
    if (this.state === 'ended') return transaction.respond(481)
    if (request.body.trim() === '' && !isInvite) return transaction.respond(200)
    const answer = request.body.trim() === '' ? this.media.offerHold(false) : this.media.answer(request.body)
    answer.then(
      (sdp) => {
        if (isInvite) return this.accept(transaction, sdp)
        const headers: [string, string][] = [
          ['Contact', this.context.contactOn(transaction.flow, this.identity.number)],
          ['Content-Type', 'application/sdp'],
        ]
        transaction.respond(200, { headers, body: sdp ?? '' })
      },
      (error: unknown) => {
        this.refuseOffer(transaction, error)
      },
    )
  }

  refuseOffer(transaction: ServerTransaction, error: unknown): void {
    const isUnacceptable = error instanceof NotAcceptable
    if (!isUnacceptable) this.context.logger.error('offer failed', { error: describeError(error) })
    transaction.respond(isUnacceptable ? 488 : 500, { toTag: this.identity.localTag })
  }

  private repeatUntilAck(transaction: ServerTransaction, delayMs: number, leftMs: number): void {
    this.repeating?.dispose()
    this.repeating = this.context.clock.schedule(delayMs, () => {
      if (!this.pendingAck || this.state === 'ended') return
      if (leftMs <= 0) {
        this.hangUp()
        this.ended = 'no-ack'
        return
      }
      transaction.repeatLastResponse()
      this.repeatUntilAck(transaction, Math.min(delayMs * 2, T2_MS), leftMs - delayMs)
    })
  }
}
