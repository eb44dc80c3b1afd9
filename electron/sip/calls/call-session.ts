import type { CallEvent } from '#shared/domain/call-state'
import type { CallId, ChatId } from '#shared/domain/ids'
import type { Logger } from '#shared/lib/logger'
import type { Disposable } from '#shared/lib/disposable'
import type { KeptDialog } from './kept-dialog'

/**
 * The other end of one call as the call machine sees it: its effects go in, its events come out by `emit`. Who carries
 * them, SIP or the hub, is known to nobody beyond (docs/adr/0020).
 */
export interface CallSession extends Disposable {
  /** Offers the call; the first answer means that it was taken. */
  sendInvite(): void
  sendRinging(): void
  accept(): void
  reject(statusCode: number): void
  cancel(): void
  bye(): void
  renegotiate(plan: OfferPlan): void
  /** `false`: the other side takes no digits this way. */
  sendInfo(digit: string): Promise<boolean>
  /** Sends the other side elsewhere; how that goes is told by `transferProgress`, `transferDone`, `transferFailed`. */
  refer(target: ReferTarget): void
  /** What another process could go on with, should this one die; `null`: nothing. */
  keep(): KeptDialog | null
}

/** A number as dialled, or the other side of another call of ours, in whose dialog it takes our place. */
export type ReferTarget = { readonly number: string } | { readonly replacing: CallSession }

export interface OfferPlan {
  readonly hold: boolean
  readonly iceRestart: boolean
}

/** Offers and answers of one call. Rejects with `MediaRefused` where no description can be made or taken. */
export interface SessionMedia {
  planOffer(plan: OfferPlan): void
  /** The next thing to be said: our offer, or the answer to the one that was set. */
  getDescription(): Promise<{ readonly body: string }>
  setDescription(sdp: string): Promise<void>
  /** Takes back an offer that nobody will answer. */
  rollbackDescription(): Promise<void>
}

/** What a session is given of its call. */
export interface SessionPort<Media extends SessionMedia = SessionMedia> {
  readonly media: Media
  readonly logger: Logger
  readonly emit: (event: CallEvent) => void
}

/** Makes the session of a call into a visitor's page. */
export type OpenPageCall = (
  call: { readonly callId: CallId; readonly chatId: ChatId },
  port: SessionPort,
) => CallSession
