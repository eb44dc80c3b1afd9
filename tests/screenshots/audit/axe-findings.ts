import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

import type { FoundOnPage } from './finding'
import { untilStill } from './until-still'

const SHOWN_LENGTH = 200

/**
 * Rules of WCAG 2.2 A and AA and axe's best practices. `legacyMode`: a page of Electron cannot be opened beside the tested
 * one, which axe otherwise does to finish. One exception: an open list of choices, menu or tooltip floats at the end of the
 * page, outside of its landmarks (`region`), where a control may have it, since it names it (`aria-controls`,
 * `aria-describedby`).
 */
export async function axeFindings(page: Page): Promise<FoundOnPage[]> {
  await untilStill(page)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const found: FoundOnPage[] = []
  for (const { id, impact, nodes } of violations) {
    for (const { html, any, target } of nodes) {
      if (id === 'region' && (await holdsFloating(page, target))) continue
      const why = any[0] ? ` (${any[0].message})` : ''
      found.push({ gravity: impact ?? 'minor', what: id, where: `${html.slice(0, SHOWN_LENGTH)}${why}` })
    }
  }
  return found
}

/** In the page itself and something that floats, or something in it. */
async function holdsFloating(page: Page, target: readonly unknown[]): Promise<boolean> {
  const [selector] = target
  if (target.length !== 1 || typeof selector !== 'string') return false
  return page.evaluate((where) => {
    const FLOATING = '[role=listbox], [role=menu], [role=tooltip]'
    const element = document.querySelector(where)
    const around = element?.closest(FLOATING)
    const floating = around ? [around] : [...(element?.querySelectorAll(FLOATING) ?? [])]
    return floating.some(
      ({ id }) => document.querySelector(`[aria-controls="${id}"], [aria-describedby~="${id}"]`) !== null,
    )
  }, selector)
}
