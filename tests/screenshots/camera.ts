import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import type { Stage } from './stage'

/** What looks at a screen when a scene has brought it up. */
export type Camera = (name: string, page: Page, stage: Stage) => Promise<void>

/** Puts a picture of it into the folder. */
export function photographer(folder: string): Camera {
  mkdirSync(folder, { recursive: true })
  return async (name, page) => {
    await page.screenshot({ path: join(folder, `${name}.png`) })
  }
}
