import type { Disposable } from '#shared/lib/disposable'

/** The first answer of something that is observed, however soon it comes. */
export function observedOnce<T>(observe: (listener: (value: T) => void) => Disposable): Promise<T> {
  return new Promise((resolve) => {
    const first = { isHere: false }
    const observation = observe((value) => {
      if (first.isHere) return
      first.isHere = true
      resolve(value)
      // Not yet known while the answer comes during the call itself.
      queueMicrotask(() => {
        observation.dispose()
      })
    })
  })
}
