import type { EventsOf, RequestsOf } from '#shared/contract/define'
import type { MediaContract, MediaReportsContract } from '#shared/contract/ipc/media'
import type { Disposable } from '#shared/lib/disposable'

type Reports = EventsOf<MediaReportsContract>

/**
 * The media window as the rest of main sees it. Requests made while the window is (re)starting wait for it;
 * those under way when it dies reject with `MediaWindowGone`.
 */
export interface MediaPort {
  readonly requests: RequestsOf<MediaContract>
  on<K extends keyof Reports>(name: K, listener: (payload: Reports[K]) => void): Disposable
  /** A new window stands ready and knows none of the calls: every live call must be renegotiated. */
  onRestarted(listener: () => void): Disposable
}

export class MediaWindowGone extends Error {
  override readonly name = 'MediaWindowGone'
}
