import type { HubCallFrame } from '#shared/contract/visitor-calls'
import type { CallEvent } from '#shared/domain/call-state'
import type { CallId, ChatId } from '#shared/domain/ids'
import { assertNever } from '#shared/lib/assert-never'
import type { Disposable } from '#shared/lib/disposable'
import { describeError } from '#shared/lib/logger'
import { mediaEndReason } from '../media/media-refused'
import type { CallSession, OfferPlan, SessionPort } from '../sip/calls/call-session'
import { CallLine, type CallLineDependencies } from './call-line'
import { refusalReason } from './refusal-reason'

export interface VisitorCallDependencies extends SessionPort, Pick<CallLineDependencies, 'open' | 'clock'> {
  readonly callId: CallId
  readonly chatId: ChatId
}

interface Offer {
  readonly sdp: string
  readonly number: number
}

/** A page that lives answers an offer in the time that its microphone and its candidates take. */
const ANSWER_WITHIN_MS = 10_000

/**
 * One call into a visitor's page, carried by the hub (shared/contract/visitor-calls.ts). Only the desk calls and only the
 * desk offers; a lost socket is replaced and the call resumed on it.
 */
export class VisitorCallSession implements CallSession {
  private line: CallLine | null = null
  /** Has the hub said a word about this call? */
  private isKnown = false
  /** The first word on the last socket. */
  private lastWord: 'call' | 'resume' | null = null
  private isTaken = false
  private isAway = false
  private isOver = false
  /** Waits for its description. */
  private offer: Offer | null = null
  private offers = 0
  private answerTimer: Disposable | null = null
  /** Frames are taken one after another: an end must not overtake an answer that is being applied. */
  private taking: Promise<void> = Promise.resolve()

  constructor(private readonly deps: VisitorCallDependencies) {}

  sendInvite(): void {
    this.makeOffer(
      (offer) => {
        this.offer = offer
        const { open, clock, logger } = this.deps
        this.line = new CallLine(
          { open, clock, logger },
          {
            onOpen: () => {
              this.introduce()
            },
            onFrame: (frame) => {
              this.taking = this.taking.then(() => this.take(frame))
            },
            onLost: () => {
              if (!this.isKnown || this.isAway) return
              this.isAway = true
              this.emit({ kind: 'signallingLost' })
            },
            onGone: () => {
              this.end({ kind: 'sessionGone', reason: this.isKnown ? 'connectionLost' : 'hubAway' })
            },
          },
        )
      },
      (error) => {
        this.end({ kind: 'answerFailed', reason: mediaEndReason(error) })
      },
    )
  }

  // Pages do not call: nothing rings here, and there is nothing to answer.
  sendRinging(): void {}
  accept(): void {}
  reject(): void {}

  cancel(): void {
    this.goodbye()
  }

  bye(): void {
    this.goodbye()
  }

  renegotiate(plan: OfferPlan): void {
    this.deps.media.planOffer(plan)
    this.makeOffer(
      (offer) => {
        this.offer = offer
        // While the hub is away it waits here and is said as soon as the call is resumed.
        this.line?.send({ type: 'offer', ...offer })
        this.answerTimer = this.deps.clock.schedule(ANSWER_WITHIN_MS, () => {
          this.giveOfferUp()
        })
      },
      () => {
        this.emit({ kind: 'renegotiationFailed', cause: 'refused' })
      },
    )
  }

  /** Nobody on a page waits for digits. */
  sendInfo(): Promise<boolean> {
    return Promise.resolve(false)
  }

  /** No page can be sent elsewhere; the screen offers none. */
  refer(): void {
    this.deps.emit({ kind: 'transferFailed', reason: 'notSupported' })
  }

  /** The page calls nobody back: its call ends with the process that made it. */
  keep(): null {
    return null
  }

  dispose(): void {
    this.isOver = true
    this.answerTimer?.dispose()
    this.line?.dispose()
  }

  private makeOffer(onMade: (offer: Offer) => void, onFailed: (error: unknown) => void): void {
    this.deps.media.getDescription().then(
      ({ body }) => {
        if (this.isOver) return
        this.offers += 1
        onMade({ sdp: body, number: this.offers })
      },
      (error: unknown) => {
        if (this.isOver) return
        this.deps.logger.warn('no offer for the page', { error: describeError(error) })
        onFailed(error)
      },
    )
  }

  /** The first word on a new socket. */
  private introduce(): void {
    const { callId, chatId } = this.deps
    if (this.lastWord !== null) {
      this.lastWord = 'resume'
      this.line?.send({ type: 'resume', callId })
    } else if (this.offer) {
      this.lastWord = 'call'
      this.line?.send({ type: 'call', callId, chatId, ...this.offer })
    }
  }

  private async take(frame: Exclude<HubCallFrame, { type: 'pong' }>): Promise<void> {
    if (this.isOver) return
    switch (frame.type) {
      case 'rings':
        this.isKnown = true
        this.emit({ kind: 'progress', hasDescription: false })
        return
      case 'description':
        this.isKnown = true
        await this.takeDescription(frame.sdp, frame.number)
        return
      case 'resumed':
        this.handleResumed()
        return
      case 'refused':
        this.handleRefused(frame.reason)
        return
      case 'over':
        this.handleOver(frame.why)
        return
      default:
        assertNever(frame)
    }
  }

  /** What the hub says again after a resumption, or late to an offer that was given up, is passed over. */
  private async takeDescription(sdp: string, number: number | undefined): Promise<void> {
    const { offer } = this
    if (!offer || (number !== undefined && number !== offer.number)) return
    this.offer = null
    this.answerTimer?.dispose()
    const isFirst = !this.isTaken
    try {
      await this.deps.media.setDescription(sdp)
    } catch (error) {
      if (this.hasEnded()) return
      this.deps.logger.warn('the answer of the page could not be applied', { error: describeError(error) })
      if (isFirst) {
        this.line?.send({ type: 'hangUp' })
        this.end({ kind: 'answerFailed', reason: mediaEndReason(error) })
      } else this.emit({ kind: 'renegotiationFailed', cause: 'refused' })
      return
    }
    if (this.hasEnded()) return
    this.isTaken = true
    this.emit({ kind: isFirst ? 'accepted' : 'renegotiated' })
  }

  private handleResumed(): void {
    if (this.isTaken && this.offer) this.line?.send({ type: 'offer', ...this.offer })
    this.comeBack()
  }

  private comeBack(): void {
    if (!this.isAway) return
    this.isAway = false
    this.emit({ kind: 'signallingBack' })
  }

  private handleRefused(reason: Extract<HubCallFrame, { type: 'refused' }>['reason']): void {
    if (reason === 'unknownCall' && !this.isTaken && this.lastWord === 'resume') {
      // The hub never heard of it, or began anew while it rang and has forgotten: it is said once more.
      this.lastWord = null
      this.comeBack()
      this.line?.reopen()
      return
    }
    if (this.isTaken) this.end({ kind: 'sessionGone', reason: 'connectionLost' })
    else this.end({ kind: 'refused', reason: refusalReason(reason) })
  }

  private handleOver(why: 'hungUp' | 'lost'): void {
    if (this.isTaken)
      this.end(why === 'hungUp' ? { kind: 'hungUpThere' } : { kind: 'sessionGone', reason: 'connectionLost' })
    else this.end({ kind: 'refused', reason: why === 'hungUp' ? 'declinedThere' : 'connectionLost' })
  }

  private giveOfferUp(): void {
    this.offer = null
    this.deps.media.rollbackDescription().then(
      () => {
        if (!this.isOver) this.emit({ kind: 'renegotiationFailed', cause: 'noConnection' })
      },
      (error: unknown) => {
        this.deps.logger.warn('an offer could not be taken back', { error: describeError(error) })
        if (!this.isOver) this.emit({ kind: 'renegotiationFailed', cause: 'noConnection' })
      },
    )
  }

  /** Where the hub is away it ends the call by itself when the desk does not come back. */
  private goodbye(): void {
    if (this.isOver) return
    this.line?.send({ type: 'hangUp' })
    this.dispose()
    // Not within the very step of the machine that asked for it.
    queueMicrotask(() => {
      this.emit({ kind: 'sessionGone', reason: 'connectionLost' })
    })
  }

  private end(event: CallEvent): void {
    this.dispose()
    this.emit(event)
  }

  /** Asked after a wait; a field would be narrowed to what it was before. */
  private hasEnded(): boolean {
    return this.isOver
  }

  private emit(event: CallEvent): void {
    this.deps.emit(event)
  }
}
