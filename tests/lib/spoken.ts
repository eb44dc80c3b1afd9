import type { Page } from '@playwright/test'

declare global {
  interface Window {
    otklikSpoken?: { readonly said: string[]; readonly lostFocus: string[] }
  }
}

/**
 * What a screen reader would say of a window from now on: each change of a live region is one announcement. A region that
 * comes with its words counts as spoken, too, which some readers do and some do not.
 */
export async function listenTo(page: Page): Promise<void> {
  await page.evaluate(() => {
    const REGIONS = '[aria-live], [role=status], [role=alert], [role=log]'
    const said: string[] = []
    window.otklikSpoken = { said, lostFocus: [] }
    const regionOf = (node: Node): Element | null => {
      const here = node instanceof Element ? node : node.parentElement
      if (!here || here.closest('[aria-hidden=true], [inert]')) return null
      const region = here.closest(REGIONS)
      return region?.getAttribute('aria-live') === 'off' ? null : region
    }
    const isAtomic = (region: Element): boolean => region.matches('[role=status], [role=alert], [aria-atomic=true]')
    new MutationObserver((mutations) => {
      /** Changed regions, each with the words that are new in it. */
      const changed = new Map<Element, string[]>()
      const note = (node: Node): void => {
        const region = regionOf(node)
        if (!region || !node.isConnected) return
        const words = (node.textContent ?? '').trim()
        changed.set(region, [...(changed.get(region) ?? []), ...(words === '' ? [] : [words])])
      }
      for (const { type, target, addedNodes } of mutations) {
        if (type === 'characterData') note(target)
        for (const added of addedNodes) {
          note(added)
          if (added instanceof Element && !regionOf(added))
            for (const region of added.querySelectorAll(REGIONS)) note(region)
        }
      }
      for (const [region, words] of changed) {
        const whole = isAtomic(region) ? [region.textContent.trim()] : words
        said.push(...new Set(whole.filter((each) => each !== '')))
      }
    }).observe(document, { childList: true, characterData: true, subtree: true })
  })
}

/** What was said since `listenTo`, with these words in it. */
export async function spokenIn(page: Page, words: string): Promise<readonly string[]> {
  const said = await page.evaluate(() => window.otklikSpoken?.said ?? [])
  return said.filter((each) => each.includes(words))
}

/** Notes when nothing has the focus for longer than a dialog takes to give it back. */
export async function watchFocus(page: Page): Promise<void> {
  await page.evaluate(() => {
    const LONGEST_MS = 500
    const lostFocus: string[] = []
    window.otklikSpoken = { said: window.otklikSpoken?.said ?? [], lostFocus }
    let lastKey = ''
    let sinceMs: number | null = null
    window.addEventListener(
      'keydown',
      ({ code }) => {
        lastKey = code
      },
      true,
    )
    const look = (nowMs: number): void => {
      const isLost = document.hasFocus() && (!document.activeElement || document.activeElement === document.body)
      if (!isLost) sinceMs = null
      else {
        sinceMs ??= nowMs
        if (nowMs - sinceMs > LONGEST_MS && lostFocus.at(-1) !== lastKey) lostFocus.push(lastKey)
      }
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

/** After which keys the focus was nowhere. */
export function focusLosses(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => window.otklikSpoken?.lostFocus ?? [])
}
