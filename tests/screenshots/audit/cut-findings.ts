import type { Page } from '@playwright/test'

import { findCut } from './find-cut'
import type { FoundOnPage } from './finding'

/** What cannot be reached or read in the window as it is now. */
export async function cutFindings(page: Page): Promise<FoundOnPage[]> {
  // What compiles these files names functions by a helper that the page does not have.
  await page.evaluate('globalThis.__name ??= (named) => named')
  const found = await page.evaluate(findCut)
  return found.map(({ what, where }) => ({ gravity: 'serious', what, where }))
}
