import { useState } from 'react'
import { useStore } from 'zustand'

import { hubTime } from '../ipc/hub-time'
import { clockOffOf, type ClockOff } from '../ui/clock-off'

/** Less is the same wrong clock, measured once more. */
const ANOTHER_MS = 60_000

export interface ClockTrouble {
  /** The person has not been told of it. */
  readonly off: ClockOff | null
  readonly understand: () => void
}

/** Is the clock of this computer off? Whoever cannot set it need not read of it all day. */
export function useClockOff(): ClockTrouble {
  const aheadMs = -useStore(hubTime(), ({ value }) => value?.aheadMs ?? 0)
  const [understoodMs, setUnderstoodMs] = useState(0)
  return {
    off: Math.abs(aheadMs - understoodMs) < ANOTHER_MS ? null : clockOffOf(aheadMs),
    understand: () => {
      setUnderstoodMs(aheadMs)
    },
  }
}
