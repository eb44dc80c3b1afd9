import type { Disposable } from '#shared/lib/disposable'

/** What the system tells: on Linux of sleep alone, on Windows and macOS of the lock screen too. */
export type AbsenceSign = 'lock-screen' | 'unlock-screen' | 'suspend' | 'resume'

/** Electron’s `powerMonitor`, as far as it is asked here. */
export interface SystemSigns {
  on(sign: AbsenceSign, listener: () => void): unknown
  off(sign: AbsenceSign, listener: () => void): unknown
}

export interface Absence extends Disposable {
  readonly isAway: () => boolean
}

/** Is somebody at the computer (spec N9)? One that wakes up locked is still without its person. */
export function watchAbsence(signs: SystemSigns, onChanged: (isAway: boolean) => void): Absence {
  let isLocked = false
  let isAsleep = false
  let wasAway = false
  const tell = (): void => {
    const isAway = isLocked || isAsleep
    if (isAway === wasAway) return
    wasAway = isAway
    onChanged(isAway)
  }
  const listeners: Readonly<Record<AbsenceSign, () => void>> = {
    'lock-screen': () => {
      isLocked = true
      tell()
    },
    'unlock-screen': () => {
      isLocked = false
      tell()
    },
    suspend: () => {
      isAsleep = true
      tell()
    },
    resume: () => {
      isAsleep = false
      tell()
    },
  }
  const entries = Object.entries(listeners) as [AbsenceSign, () => void][]
  for (const [sign, listener] of entries) signs.on(sign, listener)
  return {
    isAway: () => wasAway,
    dispose: () => {
      for (const [sign, listener] of entries) signs.off(sign, listener)
    },
  }
}
