import { expect, type Page } from '@playwright/test'

/** Whoever works without a mouse is never nowhere: where what had the focus is gone, the next key finds another place. */
export async function expectFocusSomewhere(page: Page, after: string): Promise<void> {
  await page.keyboard.press('Shift')
  const holds = () =>
    page.evaluate(() => {
      const here = document.activeElement
      return here !== null && here !== document.body && here.checkVisibility({ visibilityProperty: true })
    })
  await expect.poll(holds, { message: `the focus after ${after}` }).toBe(true)
}
