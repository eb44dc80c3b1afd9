import { expect, type Locator, type Page } from '@playwright/test'

/** Whoever works without a mouse is never nowhere: where what had the focus is gone, another place has it, without a key. */
export async function expectFocusSomewhere(page: Page, after: string): Promise<void> {
  const holds = () =>
    page.evaluate(() => {
      const here = document.activeElement
      return here !== null && here !== document.body && here.checkVisibility({ visibilityProperty: true })
    })
  await expect.poll(holds, { message: `the focus after ${after}` }).toBe(true)
}

/** Walks by a key to what has to be reached; a row of controls is never longer than this. */
export async function walkUntil(
  isThere: () => Promise<boolean>,
  step: () => Promise<void>,
  atMost = 12,
): Promise<void> {
  for (let steps = 0; steps < atMost; steps += 1) {
    if (await isThere()) return
    await step()
  }
  expect(await isThere(), `reached within ${String(atMost)} steps`).toBe(true)
}

/** By Escape, and no once more: that would leave the conversation, too. */
export async function leaveDialog(dialog: Locator, escape: () => Promise<void>): Promise<void> {
  await escape()
  await expect(dialog).toHaveCount(0)
}

export const hasFocus = (element: Locator): Promise<boolean> =>
  element.evaluate((it) => it === document.activeElement || it.contains(document.activeElement))
