import { toDisposable, type Disposable } from './disposable'

/** The only source of time and timers. Tests pass a `ManualClock`. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Runs `action` once after `delayMs`; disposing the handle cancels it. */
  schedule(delayMs: number, action: () => void): Disposable
}

/** Every runtime of Otklik has these two; `shared` compiles without the types of any of them. */
const timers = globalThis as unknown as {
  setTimeout(action: () => void, delayMs: number): unknown
  clearTimeout(handle: unknown): void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(delayMs, action) {
    const handle = timers.setTimeout(action, delayMs)
    return toDisposable(() => {
      timers.clearTimeout(handle)
    })
  },
}

export function sleep(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(delayMs, resolve)
  })
}
