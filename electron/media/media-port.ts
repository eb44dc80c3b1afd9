import type { Contract, EventsOf, RequestsOf } from '#shared/contract/define'
import type { MediaContract, MediaReportsContract } from '#shared/contract/ipc/media'
import type { Disposable } from '#shared/lib/disposable'

/**
 * A part of the sound in a process of its own, as the rest of main sees it. Requests made while it (re)starts wait for
 * it; those under way when it dies reject with `MediaWindowGone`.
 */
export interface PartPort<C extends Contract, R extends Contract> {
  readonly requests: RequestsOf<C>
  on<K extends keyof EventsOf<R>>(name: K, listener: (payload: EventsOf<R>[K]) => void): Disposable
  /** A new one stands ready and knows none of the calls: every live call must be renegotiated. */
  onRestarted(listener: () => void): Disposable
}

export type MediaPort = PartPort<MediaContract, MediaReportsContract>

/** What a request was made of died, be it the media window or the gateway: the call stands and is offered anew. */
export class MediaWindowGone extends Error {
  override readonly name = 'MediaWindowGone'
}
