import type { Clock } from '#shared/lib/clock'
import { toDisposable, type Disposable } from '#shared/lib/disposable'

/** Runs `action` every so often, the first time after one such while. */
export function repeat(clock: Clock, everyMs: number, action: () => void): Disposable {
  const next = (): void => {
    timer = clock.schedule(everyMs, next)
    action()
  }
  let timer = clock.schedule(everyMs, next)
  return toDisposable(() => {
    timer.dispose()
  })
}
