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
