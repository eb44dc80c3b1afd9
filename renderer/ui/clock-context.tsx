import { createContext, use, useEffect, useState, type ReactNode } from 'react'

import { systemClock, type Clock } from '#shared/lib/clock'

const ClockContext = createContext<Clock>(systemClock)

/** Tests stand components in a `ManualClock`; the windows need no provider. */
export function ClockProvider({ clock, children }: { readonly clock: Clock; readonly children: ReactNode }) {
  return <ClockContext value={clock}>{children}</ClockContext>
}

export function useClock(): Clock {
  return use(ClockContext)
}

/** The present, refreshed every `everyMs`. For words such as «ещё 41 мин» and «вчера». */
export function useNow(everyMs: number): number {
  const clock = useClock()
  const [nowMs, setNowMs] = useState(() => clock.now())
  useEffect(() => {
    const tick = () => {
      setNowMs(clock.now())
      timer = clock.schedule(everyMs, tick)
    }
    let timer = clock.schedule(everyMs, tick)
    return () => {
      timer.dispose()
    }
  }, [clock, everyMs])
  return nowMs
}
