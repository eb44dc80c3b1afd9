import type { Delivery, DeliveryState, SendFailure } from './delivery'

/**
 * The life of an outgoing message.
 *
 * ```
 *  scheduled ─── due ──┐
 *            enqueued   ▼      attemptStarted         accepted            deliveredThere     readThere
 *   local ───────────► queued ───────────────► sending ─────────► sent ───────────────► delivered ──────► read
 *                       ▲ ▲ ▲                   │  │  │             ▲
 *                       │ │ └──── notSent ──────┘  │  └─ lostSight  │ accepted
 *                       │ └──────── absent ────────┼──── unknown ───┘
 *                       └── retried ── failed ◄────┘ refused
 * ```
 *
 * Forward only by rank once the channel has it: `sent` < `delivered` < `read` never go back. Whatever the channel
 * itself shows of the message (`accepted`, `deliveredThere`, `readThere`) wins over what we believed.
 * `read` is terminal.
 */
export type DeliveryEvent =
  /** The hub has it durably. */
  | { readonly type: 'enqueued' }
  /** The hub has it durably and keeps it until then. */
  | { readonly type: 'scheduled'; readonly sendAtMs: number }
  /** Its time has come. */
  | { readonly type: 'due' }
  /** Written durably before the request leaves. */
  | { readonly type: 'attemptStarted' }
  | { readonly type: 'accepted' }
  | { readonly type: 'refused'; readonly reason: SendFailure; readonly detail: string | null }
  /** Certainly not accepted; again at `retryAtMs`. */
  | { readonly type: 'notSent'; readonly retryAtMs: number }
  /** The outcome is not known: time-out, lost connection, or this hub ended in between. */
  | { readonly type: 'lostSight' }
  /** Read back: the chat does not hold it. */
  | { readonly type: 'absent' }
  | { readonly type: 'deliveredThere' }
  | { readonly type: 'readThere'; readonly readAtMs: number | null }
  /** A person asks again. */
  | { readonly type: 'retried' }

export type DeliveryEventType = DeliveryEvent['type']

/** `unexpected`: the event has no place in this state; the state is kept and the runner logs it. */
export interface DeliveryStep {
  readonly delivery: Delivery
  readonly outcome: 'moved' | 'kept' | 'unexpected'
}

const SENT: Delivery = { state: 'sent' }
const SENDING: Delivery = { state: 'sending' }
const UNKNOWN: Delivery = { state: 'unknown' }
const QUEUED: Delivery = { state: 'queued', nextTryAtMs: null }

/** How far a message has come on the channel's side; 0 = the channel does not have it for certain. */
const rank: Readonly<Record<DeliveryState, number>> = {
  local: 0,
  scheduled: 0,
  queued: 0,
  sending: 0,
  unknown: 0,
  failed: 0,
  sent: 1,
  delivered: 2,
  read: 3,
}

export function advanceDelivery(from: Delivery, event: DeliveryEvent): DeliveryStep {
  switch (event.type) {
    case 'enqueued':
      return from.state === 'local'
        ? moved(QUEUED)
        : rank[from.state] > 0 || from.state === 'queued' || from.state === 'scheduled'
          ? kept(from)
          : unexpected(from)
    case 'scheduled':
      if (from.state === 'local') return moved({ state: 'scheduled', sendAtMs: event.sendAtMs })
      return from.state === 'scheduled' || rank[from.state] > 0 ? kept(from) : unexpected(from)
    case 'due':
      if (from.state === 'scheduled') return moved(QUEUED)
      return from.state === 'queued' || rank[from.state] > 0 ? kept(from) : unexpected(from)
    case 'attemptStarted':
      return from.state === 'queued' ? moved(SENDING) : unexpected(from)
    case 'accepted':
      return forward(from, SENT)
    case 'deliveredThere':
      return forward(from, { state: 'delivered' })
    case 'readThere':
      return forward(from, { state: 'read', readAtMs: event.readAtMs })
    case 'refused':
      if (from.state === 'sending' || from.state === 'unknown' || from.state === 'queued' || from.state === 'scheduled')
        return moved({ state: 'failed', reason: event.reason, detail: event.detail })
      return unexpected(from)
    case 'notSent':
      return from.state === 'sending' ? moved({ state: 'queued', nextTryAtMs: event.retryAtMs }) : unexpected(from)
    case 'lostSight':
      if (from.state === 'sending') return moved(UNKNOWN)
      return from.state === 'unknown' ? kept(from) : unexpected(from)
    case 'absent':
      return from.state === 'unknown' ? moved(QUEUED) : unexpected(from)
    case 'retried':
      if (from.state === 'failed') return moved(QUEUED)
      return from.state === 'queued' ? kept(from) : unexpected(from)
  }
}

/** May a person take it out of the queue? Only what certainly did not leave. */
export function canDiscard(delivery: Delivery): boolean {
  return delivery.state === 'scheduled' || delivery.state === 'queued' || delivery.state === 'failed'
}

function forward(from: Delivery, to: Delivery): DeliveryStep {
  return rank[to.state] > rank[from.state] ? moved(to) : kept(from)
}

function moved(delivery: Delivery): DeliveryStep {
  return { delivery, outcome: 'moved' }
}

function kept(delivery: Delivery): DeliveryStep {
  return { delivery, outcome: 'kept' }
}

function unexpected(delivery: Delivery): DeliveryStep {
  return { delivery, outcome: 'unexpected' }
}
