import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { trayIconName } from './icon-name'

it('[M17] the tray has an icon for each count, and one for all from ten on', () => {
  const names = [0, 1, 9, 10, 250].map(trayIconName)
  expect(names).toEqual(['tray', 'tray-1', 'tray-9', 'tray-9plus', 'tray-9plus'])
  const files = readdirSync(join(import.meta.dirname, '../../resources/icons'))
  for (const name of names) expect(files).toContain(`${name}.png`)
})
