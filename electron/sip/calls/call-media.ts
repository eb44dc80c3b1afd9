import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js'

import type { MediaFailure } from '#shared/contract/ipc/media'
import type { MediaEndReason } from '#shared/domain/call-state'
import type { CallId } from '#shared/domain/ids'
import { describeError, type Logger } from '#shared/lib/logger'
import type { Result } from '#shared/lib/result'
import { MediaWindowGone, type MediaPort } from '../../media/media-port'
import { mediaEndReason, MediaRefused } from '../../media/media-refused'
import type { OfferPlan, SessionMedia } from './call-session'
import { hasTelephoneEvent, isHoldingUs } from './sdp'
import { continueOrigin, originAfterRestart, type SdpOrigin } from './sdp-origin'

export interface CallMediaDependencies {
  readonly callId: CallId
  readonly media: MediaPort
  readonly logger: Logger
  readonly isHeldByUs: () => boolean
  readonly isMutedByUs: () => boolean
  readonly onRemoteHold: (isHeld: boolean) => void
}

type Signalling =
  { readonly kind: 'stable' } | { readonly kind: 'offered' } | { readonly kind: 'asked'; readonly offer: string }

const SDP = 'application/sdp'

/** Offers and answers of one call, made by the media window, in the library's own terms. */
export class CallMedia implements SessionDescriptionHandler, SessionMedia {
  /** What the far side said last; decides how digits travel. */
  remoteTakesTelephoneEvents = true
  /** Why the library had to give up, where it was for media. */
  failure: MediaEndReason | null = null
  /** Hears why an offer cannot be answered before the library does, which refuses whatever the reason with 480. */
  onAnswerRefused: ((reason: MediaEndReason) => void) | null = null
  /** The window died after our offer: its answer has nothing to apply to, a new offer follows. */
  private isLost = false
  private lastOrigin: SdpOrigin | null = null
  private isClosed = false
  private prepared: string | null = null
  private plan: OfferPlan = { hold: false, iceRestart: false }
  private signalling: Signalling = { kind: 'stable' }

  constructor(private readonly deps: CallMediaDependencies) {}

  get origin(): SdpOrigin | null {
    return this.lastOrigin
  }

  /** The process before this one described the call last. */
  goOn(origin: SdpOrigin | null, takesTelephoneEvents: boolean): void {
    this.lastOrigin = originAfterRestart(origin)
    this.remoteTakesTelephoneEvents = takesTelephoneEvents
  }

  /** Makes the first offer before the INVITE, so that a missing microphone is told before anyone's phone rings. */
  async prepareOffer(): Promise<void> {
    this.prepared = await this.createOffer()
  }

  planOffer(plan: OfferPlan): void {
    this.plan = plan
  }

  /** 183 with SDP: heard before the answer (facts/telephony.md c.4 row 12). The final answer may differ. */
  async applyEarlyAnswer(answer: string): Promise<void> {
    // The library tells of the 183 a few turns late: the final answer may have overtaken it.
    if (this.isLost || this.isClosed || this.signalling.kind !== 'offered') return
    const { callId, media } = this.deps
    unwrap(await media.requests.applyAnswer({ callId, answer, isFinal: false }))
  }

  handleMediaRestarted(): void {
    this.prepared = null
    this.isLost = true
  }

  hasDescription(contentType: string): boolean {
    return contentType === SDP
  }

  async getDescription(): Promise<BodyAndContentType> {
    if (this.isClosed) throw new MediaRefused('mediaFailed')
    const made =
      this.signalling.kind === 'asked' ? await this.createAnswer(this.signalling.offer) : await this.takeOffer()
    const { sdp: body, origin } = continueOrigin(made, this.lastOrigin)
    this.lastOrigin = origin
    return { body, contentType: SDP }
  }

  async setDescription(sdp: string): Promise<void> {
    if (this.isClosed) throw new MediaRefused('mediaFailed')
    this.remoteTakesTelephoneEvents = hasTelephoneEvent(sdp)
    if (this.signalling.kind !== 'offered') {
      this.signalling = { kind: 'asked', offer: sdp }
      this.deps.onRemoteHold(isHoldingUs(sdp))
      return
    }
    const offeredHold = this.plan.hold
    this.signalling = { kind: 'stable' }
    // Our own hold makes every answer look like one.
    if (!offeredHold) this.deps.onRemoteHold(isHoldingUs(sdp))
    if (this.isLost) return
    await this.applyAnswer(sdp)
  }

  async rollbackDescription(): Promise<void> {
    const { callId, media } = this.deps
    const wasOffered = this.signalling.kind === 'offered'
    this.signalling = { kind: 'stable' }
    if (!wasOffered || this.isLost || this.isClosed) return
    try {
      this.take(await media.requests.rollback({ callId }))
    } catch (error) {
      if (!(error instanceof MediaWindowGone)) throw error
      this.isLost = true
    }
  }

  /** Digits go by `sendDigits`; the library's own path is not used. */
  sendDtmf(): boolean {
    return false
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.deps.media.requests.close({ callId: this.deps.callId }).catch((error: unknown) => {
      if (error instanceof MediaWindowGone) return
      this.deps.logger.warn('media of the call could not be closed', { error: describeError(error) })
    })
  }

  private async takeOffer(): Promise<string> {
    const { prepared } = this
    this.prepared = null
    const offer = prepared ?? (await this.createOffer())
    this.signalling = { kind: 'offered' }
    return offer
  }

  private async createOffer(): Promise<string> {
    const { callId, media, isMutedByUs } = this.deps
    const plan = this.plan
    const { sdp } = await this.persist(() =>
      media.requests.createOffer({ callId, hold: plan.hold, iceRestart: plan.iceRestart, muted: isMutedByUs() }),
    )
    return sdp
  }

  private async createAnswer(offer: string): Promise<string> {
    const { callId, media, isMutedByUs } = this.deps
    const hold = this.deps.isHeldByUs()
    try {
      const { sdp } = await this.persist(() =>
        media.requests.createAnswer({ callId, offer, hold, muted: isMutedByUs() }),
      )
      this.signalling = { kind: 'stable' }
      return sdp
    } catch (error) {
      this.onAnswerRefused?.(mediaEndReason(error))
      throw error
    }
  }

  private async applyAnswer(answer: string): Promise<void> {
    const { callId, media } = this.deps
    try {
      this.take(await media.requests.applyAnswer({ callId, answer, isFinal: true }))
    } catch (error) {
      if (!(error instanceof MediaWindowGone)) throw error
      // The call stands; the new window gets a fresh offer.
      this.isLost = true
    }
  }

  private take<T>(result: Result<T, MediaFailure>): T {
    try {
      const value = unwrap(result)
      this.failure = null
      return value
    } catch (error) {
      this.failure = mediaEndReason(error)
      throw error
    }
  }

  /** A window that dies meanwhile is replaced, and the request made once more of the new one. */
  private async persist<T>(ask: () => Promise<Result<T, MediaFailure>>): Promise<T> {
    try {
      const made = this.take(await ask())
      this.isLost = false
      return made
    } catch (error) {
      if (!(error instanceof MediaWindowGone)) throw error
      const made = this.take(await ask())
      this.isLost = false
      return made
    }
  }
}

function unwrap<T>(result: Result<T, MediaFailure>): T {
  if (result.ok) return result.value
  throw new MediaRefused(result.error.reason === 'unknownCall' ? 'mediaFailed' : result.error.reason)
}
