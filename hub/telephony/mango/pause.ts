import type { Clock } from '#shared/lib/clock'

/** Resolves after so long, or at once when everything stops. */
export function pause(clock: Clock, ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) {
      resolve()
      return
    }
    const end = () => {
      timer.dispose()
      stop.removeEventListener('abort', end)
      resolve()
    }
    const timer = clock.schedule(ms, end)
    stop.addEventListener('abort', end)
  })
}
