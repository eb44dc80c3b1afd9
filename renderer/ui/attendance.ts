import { useSyncExternalStore } from 'react'

import { systemClock, type Clock } from '#shared/lib/clock'
import { toDisposable, type Disposable } from '#shared/lib/disposable'

/** Whoever has touched nothing for so long looks elsewhere: at another program, or at somebody who is speaking. */
const THERE_FOR_MS = 30_000

/**
 * Is somebody at this desk (docs/adr/0084)? Where nobody is, what comes in a stream and what counts by the second is shown
 * at a slower pace. Somebody always is until `begin`.
 */
export class Attendance {
  private touchedAtMs = 0
  private isAttended = true
  private holds = 0
  private timer: Disposable | null = null
  private readonly listeners = new Set<() => void>()

  constructor(private readonly clock: Clock) {}

  get isThere(): boolean {
    return this.isAttended
  }

  begin(): void {
    this.touch()
    this.lookLater(THERE_FOR_MS)
  }

  touch(): void {
    this.touchedAtMs = this.clock.now()
    if (this.isAttended) return
    this.lookLater(THERE_FOR_MS)
    this.tell(true)
  }

  /** Somebody is there without touching anything: they talk. */
  hold(): Disposable {
    this.holds += 1
    this.touch()
    return toDisposable(() => {
      this.holds -= 1
      this.touch()
    })
  }

  observe(listener: () => void): Disposable {
    this.listeners.add(listener)
    return toDisposable(() => {
      this.listeners.delete(listener)
    })
  }

  private lookLater(delayMs: number): void {
    this.timer?.dispose()
    this.timer = this.clock.schedule(delayMs, () => {
      const leftMs = this.touchedAtMs + THERE_FOR_MS - this.clock.now()
      if (this.holds > 0) this.lookLater(THERE_FOR_MS)
      // A clock that was set back is not waited for.
      else if (leftMs > 0) this.lookLater(Math.min(leftMs, THERE_FOR_MS))
      else this.tell(false)
    })
  }

  private tell(isThere: boolean): void {
    this.isAttended = isThere
    for (const listener of [...this.listeners]) listener()
  }
}

/** Of this window; the desk's hears of the small windows, too. */
export const attendance = new Attendance(systemClock)

const TOUCHES = ['pointermove', 'pointerdown', 'wheel', 'keydown', 'focus'] as const

/** From now on nobody is there when nothing is touched. */
export function watchTouches(touched: () => void = () => undefined): void {
  const touch = () => {
    attendance.touch()
    touched()
  }
  for (const type of TOUCHES) window.addEventListener(type, touch, { capture: true, passive: true })
  attendance.begin()
}

export function useAttended(): boolean {
  return useSyncExternalStore(subscribe, isThere)
}

function subscribe(listener: () => void): () => void {
  const observation = attendance.observe(listener)
  return () => {
    observation.dispose()
  }
}

function isThere(): boolean {
  return attendance.isThere
}
