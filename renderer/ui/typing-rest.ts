import { systemClock, type Clock } from '#shared/lib/clock'
import { toDisposable, type Disposable } from '#shared/lib/disposable'

import { afterPaint } from './after-paint'

/** Whoever has pressed no key for so long is not writing at this moment. */
const BETWEEN_KEYS_MS = 400
/** Whoever has pressed no key for so long has stopped, and looks up. */
const STOPPED_AFTER_MS = 1_500

/**
 * While somebody writes, what only shows how the desk stands begins right after the frame of a key, so that the next key finds
 * nothing under way (docs/adr/0084). Nothing waits longer than `BETWEEN_KEYS_MS`. What is done in the background asks
 * `isWriting`, which stays true between words.
 */
export class TypingRest {
  private keyAtMs = Number.NEGATIVE_INFINITY
  private waiting: (() => void)[] = []
  private timer: Disposable | null = null
  private isAtIt = false
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly clock: Clock,
    private readonly whenPainted: (action: () => void) => void = afterPaint,
  ) {}

  get isWriting(): boolean {
    return this.isAtIt
  }

  /** Told when somebody begins to write, and when they have stopped. */
  observe(listener: () => void): Disposable {
    this.listeners.add(listener)
    return toDisposable(() => {
      this.listeners.delete(listener)
    })
  }

  noteKey(): void {
    this.keyAtMs = this.clock.now()
    if (!this.isAtIt) {
      this.lookLater(STOPPED_AFTER_MS)
      this.tell(true)
    }
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

  private lookLater(delayMs: number): void {
    this.clock.schedule(delayMs, () => {
      const leftMs = this.keyAtMs + STOPPED_AFTER_MS - this.clock.now()
      // A clock that was set back is not waited for.
      if (leftMs > 0) this.lookLater(Math.min(leftMs, STOPPED_AFTER_MS))
      else this.tell(false)
    })
  }

  private tell(isWriting: boolean): void {
    this.isAtIt = isWriting
    for (const listener of [...this.listeners]) listener()
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
