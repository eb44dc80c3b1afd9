import type { Clock } from '#shared/lib/clock'
import { toDisposable, type Disposable } from '#shared/lib/disposable'

interface Beat {
  readonly listeners: Set<(nowMs: number) => void>
  timer: Disposable
}

const beats = new WeakMap<Clock, Map<number, Beat>>()

/**
 * Tells the present every `everyMs`, to everybody who asked for that pace in the same moment: whatever counts on a screen
 * changes in one frame instead of one frame each. Nobody asks: no timer runs.
 */
export function onBeat(clock: Clock, everyMs: number, listener: (nowMs: number) => void): Disposable {
  const paces = beats.get(clock) ?? new Map<number, Beat>()
  beats.set(clock, paces)
  const beat = paces.get(everyMs) ?? begin(clock, everyMs)
  paces.set(everyMs, beat)
  beat.listeners.add(listener)
  return toDisposable(() => {
    beat.listeners.delete(listener)
    if (beat.listeners.size > 0 || paces.get(everyMs) !== beat) return
    beat.timer.dispose()
    paces.delete(everyMs)
  })
}

function begin(clock: Clock, everyMs: number): Beat {
  const tick = () => {
    beat.timer = clock.schedule(everyMs, tick)
    const nowMs = clock.now()
    for (const listener of [...beat.listeners]) if (beat.listeners.has(listener)) listener(nowMs)
  }
  const beat: Beat = { listeners: new Set(), timer: clock.schedule(everyMs, tick) }
  return beat
}
