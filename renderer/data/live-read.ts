import { toDisposable, type Disposable } from '#shared/lib/disposable'

import type { CacheChange, CacheChanges } from './cache-changes'
import { keepSame } from './keep-same'

export interface LiveRead<T> {
  readonly read: () => Promise<T>
  readonly concerns: (change: CacheChange) => boolean
  readonly listener: (value: T) => void
  readonly onError: (error: unknown) => void
}

/**
 * Reads now and after every change that concerns it; tells the listener when the answer differs from the one
 * before. Changes that come during a read cause one more read, however many they are.
 */
export function observe<T>(changes: CacheChanges, { read, concerns, listener, onError }: LiveRead<T>): Disposable {
  let told: { readonly value: T } | null = null
  let isReading = false
  let isStale = false
  let isOver = false

  const refresh = async (): Promise<void> => {
    if (isReading) {
      isStale = true
      return
    }
    isReading = true
    try {
      do {
        isStale = false
        const value = await read()
        // Disposed or overtaken while the database was answering.
        if (isDisposed()) return
        tell(value)
      } while (hasBecomeStale())
    } finally {
      isReading = false
    }
  }

  const tell = (value: T): void => {
    const kept = told ? keepSame(told.value, value) : value
    if (told && Object.is(kept, told.value)) return
    told = { value: kept }
    listener(kept)
  }
  const isDisposed = (): boolean => isOver
  const hasBecomeStale = (): boolean => isStale

  const start = (): void => {
    refresh().catch(onError)
  }
  const subscription = changes.on((change) => {
    if (change.everything === true || concerns(change)) start()
  })
  start()
  return toDisposable(() => {
    isOver = true
    subscription.dispose()
  })
}
