import { mkdirSync, writeFileSync } from 'node:fs'
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

/** The same of a window that is drawn larger than usual, of which Playwright's own picture has a quarter. */
export function wholePhotographer(folder: string): Camera {
  mkdirSync(folder, { recursive: true })
  return async (name, page) => {
    const session = await page.context().newCDPSession(page)
    const { data } = await session.send('Page.captureScreenshot', { format: 'png' })
    await session.detach()
    writeFileSync(join(folder, `${name}.png`), Buffer.from(data, 'base64'))
  }
}
