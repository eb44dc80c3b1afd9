import { screen } from 'electron'

import type { Disposable } from '#shared/lib/disposable'

const CHANGES = ['display-added', 'display-removed', 'display-metrics-changed'] as const

/** A screen was plugged in or out, turned, scaled, or its taskbar moved. */
export function followScreens(listener: () => void): Disposable {
  // The three events have listeners of different shapes; this one takes nothing.
  for (const name of CHANGES) screen.on(name as 'display-added', listener)
  return {
    dispose: () => {
      for (const name of CHANGES) screen.off(name as 'display-added', listener)
    },
  }
}
