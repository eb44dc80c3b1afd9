import type { Page } from '@playwright/test'

declare global {
  interface Window {
    otklikPainted?: Map<string, number>
  }
}

const TIMEOUT_MS = 10_000

/** Notes when texts of the form `Замер 17.` were painted within an element of a page. */
export class PaintWatch {
  private last = 0

  private constructor(private readonly page: Page) {}

  static async begin(page: Page, selector: string): Promise<PaintWatch> {
    await page.evaluate((place) => {
      const root = document.querySelector(place)
      if (!root) throw new Error(`The page has no ${place}`)
      const painted = new Map<string, number>()
      window.otklikPainted = painted
      const seen = new Set<string>()
      new MutationObserver((mutations) => {
        for (const { addedNodes, target } of mutations) {
          for (const node of addedNodes.length > 0 ? addedNodes : [target]) {
            // A list that is drawn anew brings older ones with it.
            for (const [text] of (node.textContent ?? '').matchAll(/Замер \d+\./g)) {
              if (seen.has(text)) continue
              seen.add(text)
              requestAnimationFrame(() => {
                requestAnimationFrame(() => {
                  painted.set(text, performance.timeOrigin + performance.now())
                })
              })
            }
          }
        }
      }).observe(root, { subtree: true, childList: true, characterData: true })
    }, selector)
    return new PaintWatch(page)
  }

  nextText(): string {
    this.last += 1
    return `Замер ${this.last}.`
  }

  /** By the machine's clock, as `performance.timeOrigin + performance.now()` tells it here. */
  async paintedMs(text: string): Promise<number> {
    // Asked after the fact, so that no question of a test driver meets the page while it works.
    const deadline = performance.now() + TIMEOUT_MS
    while (performance.now() < deadline) {
      await new Promise((done) => setTimeout(done, 150))
      const atMs = await this.page.evaluate((wanted) => window.otklikPainted?.get(wanted) ?? null, text)
      if (atMs !== null) return atMs
    }
    throw new Error(`«${text}» was not painted within ${TIMEOUT_MS} ms`)
  }
}
