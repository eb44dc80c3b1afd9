import type { Browser } from '@playwright/test'

import { openVisitorBrowser } from '../lib/visitor-browser'
import { test as base } from './fixtures'

/** With the browser of a visitor beside the desk. */
export const test = base.extend<{ readonly browser: Browser }>({
  browser: async ({}, use) => {
    const browser = await openVisitorBrowser()
    await use(browser)
    await browser.close()
  },
})

export { expect } from './fixtures'
