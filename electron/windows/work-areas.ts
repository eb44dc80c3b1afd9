import { screen } from 'electron'

import type { Rectangle } from './window-bounds'

/** What each screen leaves to programs, the first one of the system before all. */
export function workAreas(): readonly Rectangle[] {
  return [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea)
}
