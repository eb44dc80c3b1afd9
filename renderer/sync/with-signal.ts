import { DisposableStore } from '#shared/lib/disposable'
import type { Emitter } from '#shared/lib/emitter'

import type { CacheChanges } from '../data/cache-changes'

/** Observers of the result are also told whenever `signal` fires. */
export function withSignal(changes: CacheChanges, signal: Emitter<null>): CacheChanges {
  return {
    publish: (change) => {
      changes.publish(change)
    },
    on: (listener) => {
      const both = new DisposableStore()
      both.add(changes.on(listener))
      both.add(
        signal.on(() => {
          listener({ everything: true })
        }),
      )
      return both
    },
  }
}
