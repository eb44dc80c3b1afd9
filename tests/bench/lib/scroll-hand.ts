import type { Page } from '@playwright/test'

const STEP_MS = 16

/** Scrolls a list as a person does; each lasts for so long. */
export class ScrollHand {
  constructor(
    private readonly page: Page,
    private readonly selector: string,
  ) {}

  /** The wheel, two notches at a time. */
  async wheel(forMs: number): Promise<void> {
    const { left, top, width, height } = await this.place()
    await this.page.mouse.move(left + width / 2, top + height / 2)
    await spaced(forMs, STEP_MS * 2, () => this.page.mouse.wheel(0, 240))
  }

  /** The bar at its side, all the way down and back. */
  async drag(forMs: number): Promise<void> {
    const { left, top, width, height } = await this.place()
    await this.toTop()
    const x = left + width - 4
    await this.page.mouse.move(x, top + 6)
    await this.page.mouse.down()
    const beganMs = performance.now()
    await spaced(forMs, STEP_MS, async () => {
      const share = (performance.now() - beganMs) / forMs
      await this.page.mouse.move(x, top + 6 + (height - 12) * Math.min(1, share))
    })
    await this.page.mouse.up()
  }

  /** Page after page, as fast as a held key repeats. */
  async pageDown(forMs: number): Promise<void> {
    await this.page.locator(this.selector).focus()
    await spaced(forMs, STEP_MS * 2, () => this.page.keyboard.press('PageDown'))
  }

  private async toTop(): Promise<void> {
    await this.page.evaluate((selector) => {
      document.querySelector(selector)?.scrollTo({ top: 0 })
    }, this.selector)
  }

  private async place() {
    return this.page.evaluate((selector) => {
      const { left, top, width, height } = document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect()
      return { left, top, width, height }
    }, this.selector)
  }
}

async function spaced(forMs: number, everyMs: number, act: () => Promise<void>): Promise<void> {
  const endMs = performance.now() + forMs
  while (performance.now() < endMs) {
    const nextMs = performance.now() + everyMs
    await act()
    await new Promise((done) => setTimeout(done, Math.max(0, nextMs - performance.now())))
  }
}
