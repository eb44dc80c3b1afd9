/**
 * The life of an outgoing message, one line a state:
 *
 * - `local`    typed on this desk, the hub has not acknowledged it (desk only, never in the hub)
 * - `scheduled` in the hub, to be sent at a time: later on, or once it can no longer be taken back
 * - `queued`   in the hub's durable queue
 * - `sending`  a request is under way
 * - `unknown`  the request's outcome is not known; the chat is read back before anything is sent again
 * - `sent`     the channel accepted it
 * - `delivered`, `read`  where the channel tells
 * - `failed`   refused for `reason`; a person may retry or give up
 */
/** The longest time in which one can still take back what one has just sent (spec M22). */
export const UNDO_AT_MOST_MS = 30_000

/**
 * Kept for a chosen time, and not only for the moment in which it can be taken back: nothing has been answered by it yet
 * (docs/adr/0012).
 */
export function isForLater(sendAtMs: number, writtenAtMs: number): boolean {
  return sendAtMs - writtenAtMs > UNDO_AT_MOST_MS
}

export type Delivery =
  | { readonly state: 'local' }
  | { readonly state: 'scheduled'; readonly sendAtMs: number }
  | { readonly state: 'queued'; readonly nextTryAtMs: number | null }
  | { readonly state: 'sending' }
  | { readonly state: 'unknown' }
  | { readonly state: 'sent' }
  | { readonly state: 'delivered' }
  | { readonly state: 'read'; readonly readAtMs: number | null }
  | { readonly state: 'failed'; readonly reason: SendFailure; readonly detail: string | null }

export type DeliveryState = Delivery['state']

/** Why the channel did not take a message. Total: the catalogues have a sentence and an advice for each. */
export type SendFailure =
  | 'tooLong'
  | 'empty'
  | 'imageTooLarge'
  | 'imageTypeUnsupported'
  | 'imageUnreadable'
  | 'fileTooLarge'
  | 'fileTypeUnsupported'
  | 'spam'
  | 'chatGone'
  | 'chatReadOnly'
  | 'clientBlocked'
  | 'notAuthorised'
  | 'tariff'
  | 'forbidden'
  | 'rejected'
  | 'fileMissing'
  | 'channelRemoved'
  | HeldReason

/**
 * Of no channel: the answer was written on a view that was older than the conversation (spec Q21), is held on its desk and
 * is the writer's to send or to change.
 */
export type HeldReason = 'answeredMeanwhile' | 'clientWroteMeanwhile'

export function isHeld(delivery: Delivery | null): boolean {
  if (delivery?.state !== 'failed') return false
  return delivery.reason === 'answeredMeanwhile' || delivery.reason === 'clientWroteMeanwhile'
}
