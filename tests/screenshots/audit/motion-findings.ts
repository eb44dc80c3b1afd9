import type { Page } from '@playwright/test'

import type { FoundOnPage } from './finding'

/** Shorter than this nobody sees it move. */
const SEEN_MS = 10

/** What still moves though the system asks for less motion. */
export async function motionFindings(page: Page): Promise<FoundOnPage[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const moving = await page.evaluate((seenMs) => {
    const found: string[] = []
    for (const element of document.querySelectorAll('*')) {
      for (const part of [undefined, '::before', '::after']) {
        const style = getComputedStyle(element, part)
        const longest = Math.max(
          ...`${style.transitionDuration},${style.animationName === 'none' ? '0s' : style.animationDuration}`
            .split(',')
            .map((each) => Number.parseFloat(each) * (each.trim().endsWith('ms') ? 1 : 1_000)),
        )
        if (longest > seenMs)
          found.push(`${element.tagName.toLowerCase()}.${String(element.getAttribute('class'))}${part ?? ''}`)
      }
    }
    const running = document.getAnimations().filter(({ effect, playState }) => {
      const length = Number(effect?.getComputedTiming().activeDuration)
      return playState === 'running' && length > seenMs
    })
    return [...new Set([...found, ...running.map(({ id }) => `animation ${id}`)])]
  }, SEEN_MS)
  return moving.map((where) => ({ gravity: 'serious', what: 'moves-all-the-same', where }))
}
