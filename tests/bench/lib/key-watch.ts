import type { Page } from '@playwright/test'

declare global {
  interface Window {
    otklikKeys?: number[]
  }
}

const LETTERS = 'fhsvfgjkbnth'
/** Eight keys a second, as a quick typist. */
const BETWEEN_MS = 120
const TIMEOUT_MS = 10_000

/** From a key, as the browser had it, until the frame that shows its letter in a text field is painted. */
export class KeyWatch {
  private constructor(
    private readonly page: Page,
    private readonly field: string,
  ) {}

  /** `field`: a selector of it. */
  static async begin(page: Page, field: string): Promise<KeyWatch> {
    await page.evaluate(() => {
      window.otklikKeys = []
      let pressedMs = 0
      const waiting: number[] = []
      // Posted in a frame, it comes after that frame's layout and painting.
      const painted = new MessageChannel()
      painted.port1.onmessage = () => {
        const nowMs = performance.now()
        for (const beginMs of waiting.splice(0)) window.otklikKeys?.push(nowMs - beginMs)
      }
      document.addEventListener(
        'keydown',
        ({ timeStamp }) => {
          pressedMs = timeStamp
        },
        true,
      )
      document.addEventListener(
        'input',
        () => {
          waiting.push(pressedMs)
          requestAnimationFrame(() => {
            painted.port2.postMessage(null)
          })
        },
        true,
      )
    })
    return new KeyWatch(page, field)
  }

  async type(count: number): Promise<readonly number[]> {
    const { page } = this
    await page.locator(this.field).focus()
    await page.evaluate(() => {
      window.otklikKeys = []
    })
    for (let key = 0; key < count; key += 1) {
      await page.keyboard.press(LETTERS[key % LETTERS.length] ?? 'f')
      await new Promise((done) => setTimeout(done, BETWEEN_MS))
    }
    const deadline = performance.now() + TIMEOUT_MS
    for (;;) {
      const { times, ...seen } = await page.evaluate((selector) => {
        const field = document.querySelector<HTMLTextAreaElement>(selector)
        return {
          times: window.otklikKeys ?? [],
          holds: field?.value ?? null,
          hasFocus: document.hasFocus() && document.activeElement === field,
        }
      }, this.field)
      if (times.length >= count) return times
      if (performance.now() > deadline)
        throw new Error(`${String(times.length)} of ${String(count)} keys were painted: ${JSON.stringify(seen)}`)
      await new Promise((done) => setTimeout(done, BETWEEN_MS))
    }
  }
}
