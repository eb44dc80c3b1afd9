import { createContext, use, useEffect, useState, type ReactNode } from 'react'

import { systemClock, type Clock } from '#shared/lib/clock'

import { onBeat } from './beat'

const ClockContext = createContext<Clock>(systemClock)

/** Tests stand components in a `ManualClock`; the windows need no provider. */
export function ClockProvider({ clock, children }: { readonly clock: Clock; readonly children: ReactNode }) {
  return <ClockContext value={clock}>{children}</ClockContext>
}

export function useClock(): Clock {
  return use(ClockContext)
}

/** The present, refreshed every `everyMs`, with everybody who wants it so often. For words such as «ещё 41 мин» and «вчера». */
export function useNow(everyMs: number): number {
  const clock = useClock()
  const [nowMs, setNowMs] = useState(() => clock.now())
  useEffect(() => {
    const beat = onBeat(clock, everyMs, setNowMs)
    return () => {
      beat.dispose()
    }
  }, [clock, everyMs])
  return nowMs
}

/** A timer of the browser takes no more than 24 days. */
const LONGEST_WAIT_MS = 3_600_000

/** Has that moment come? Whoever asks is drawn anew when it does; `null`: there is none. */
export function useHasCome(atMs: number | null): boolean {
  const clock = useClock()
  const [nowMs, setNowMs] = useState(() => clock.now())
  const hasCome = atMs !== null && nowMs >= atMs
  useEffect(() => {
    if (atMs === null || hasCome) return
    const timer = clock.schedule(Math.max(0, Math.min(atMs - clock.now(), LONGEST_WAIT_MS)), () => {
      setNowMs(clock.now())
    })
    return () => {
      timer.dispose()
    }
  }, [clock, atMs, hasCome, nowMs])
  return hasCome
}
