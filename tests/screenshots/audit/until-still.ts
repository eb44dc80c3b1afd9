import type { Page } from '@playwright/test'

/** What fades or takes another colour is half of it on the way and would be measured so. */
export async function untilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // What begins to move does so with a frame.
    if (!document.hidden) await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))
  })
}
