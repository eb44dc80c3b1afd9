import { createStore, type StoreApi } from 'zustand/vanilla'

import type { Disposable } from '#shared/lib/disposable'

/** A value that main owns, as this window last heard it; `null` until the first answer. */
export interface Mirror<T> extends StoreApi<{ readonly value: T | null }>, Disposable {
  /** For requests that answer with the new value, so that the screen need not wait for the event. */
  take(value: T): void
}

export function createMirror<T>(
  read: () => Promise<T>,
  onChanged: (listener: (value: T) => void) => Disposable,
): Mirror<T> {
  const store = createStore<{ readonly value: T | null }>(() => ({ value: null }))
  let heard = false
  const take = (value: T): void => {
    heard = true
    store.setState({ value })
  }
  const subscription = onChanged(take)
  read().then(
    (value) => {
      // An event that came while the answer was under way is newer than the answer.
      if (!heard) store.setState({ value })
    },
    (error: unknown) => {
      reportError(error)
    },
  )
  return {
    ...store,
    take,
    dispose: () => {
      subscription.dispose()
    },
  }
}
