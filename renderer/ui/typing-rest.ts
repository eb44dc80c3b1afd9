import { systemClock, type Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

import { afterPaint } from './after-paint'

/** Whoever has pressed no key for so long is not writing at this moment. */
const BETWEEN_KEYS_MS = 400

/**
 * While somebody writes, what only shows how the desk stands begins right after the frame of a key, so that the next key finds
 * nothing under way (docs/adr/0084). Nothing waits longer than `BETWEEN_KEYS_MS`.
 */
export class TypingRest {
  private keyAtMs = Number.NEGATIVE_INFINITY
  private waiting: (() => void)[] = []
  private timer: Disposable | null = null

  constructor(
    private readonly clock: Clock,
    private readonly whenPainted: (action: () => void) => void = afterPaint,
  ) {}

  noteKey(): void {
    this.keyAtMs = this.clock.now()
    this.whenPainted(() => {
      this.run()
    })
  }

  /** At once where nobody writes; in the order of asking. */
  do(action: () => void): void {
    const sinceMs = this.clock.now() - this.keyAtMs
    if (this.waiting.length === 0 && (sinceMs < 0 || sinceMs >= BETWEEN_KEYS_MS)) {
      action()
      return
    }
    this.waiting.push(action)
    this.timer ??= this.clock.schedule(BETWEEN_KEYS_MS, () => {
      this.run()
    })
  }

  private run(): void {
    this.timer?.dispose()
    this.timer = null
    for (const action of this.waiting.splice(0)) action()
  }
}

/** Of this window. */
export const typingRest = new TypingRest(systemClock)

/** From now on this window minds its keys. */
export function watchTyping(): void {
  window.addEventListener(
    'input',
    () => {
      typingRest.noteKey()
    },
    { capture: true, passive: true },
  )
}
