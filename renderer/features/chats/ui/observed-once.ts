import type { Disposable } from '#shared/lib/disposable'

/** The first answer of something that is observed, however soon it comes. */
export function observedOnce<T>(observe: (listener: (value: T) => void) => Disposable): Promise<T> {
  return new Promise((resolve) => {
    let observation: Disposable | null = null
    let isAnswered = false
    observation = observe((value) => {
      if (isAnswered) return
      isAnswered = true
      resolve(value)
      observation?.dispose()
    })
    // Answered while it was being set up.
    if (isAnswered) observation.dispose()
  })
}
