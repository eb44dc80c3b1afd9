import type { Page } from '@playwright/test'

import { findAlike } from './find-alike'
import type { FoundOnPage } from './finding'
import { untilStill } from './until-still'

/** What the colours of the system (Windows' contrast themes) make alike that is not. */
export async function colourFindings(page: Page, draw: () => Promise<void>): Promise<FoundOnPage[]> {
  await page.emulateMedia({ forcedColors: 'active' })
  try {
    await untilStill(page)
    await page.evaluate('globalThis.__name ??= (named) => named')
    const found = await page.evaluate(findAlike)
    await draw()
    return found.map(({ what, where }) => ({ gravity: 'serious', what, where }))
  } finally {
    await page.emulateMedia({ forcedColors: null })
  }
}
