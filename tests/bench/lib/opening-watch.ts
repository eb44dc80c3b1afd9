import type { Page } from '@playwright/test'

declare global {
  interface Window {
    otklikOpened?: Map<string, number>
  }
}

const TIMEOUT_MS = 10_000

/**
 * How long a click on a row takes until the conversation is painted: its newest message in view and the window full of those
 * before it. The time begins with the click as the browser had it; a frame counts when its painting is over.
 */
export class OpeningWatch {
  private constructor(private readonly page: Page) {}

  static async begin(page: Page): Promise<OpeningWatch> {
    await page.evaluate(() => {
      const opened = new Map<string, number>()
      window.otklikOpened = opened
      document.addEventListener(
        'click',
        ({ target, timeStamp }) => {
          const row = target instanceof Element ? target.closest('[data-chat]') : null
          const chatId = row?.getAttribute('data-chat')
          if (!chatId) return
          const newest = document.documentElement.dataset['newest'] ?? ''
          // Posted in a frame, it comes after that frame's layout and painting.
          const painted = new MessageChannel()
          painted.port1.onmessage = () => {
            const nowMs = performance.now()
            const last = document.querySelector(`[data-message="${newest}"]`)
            const view = last?.closest('[aria-label="Переписка"]')
            const first = view?.querySelector('[data-message]')
            if (last && view && first && last.checkVisibility({ checkVisibilityCSS: true })) {
              const frame = view.getBoundingClientRect()
              const { top, bottom } = last.getBoundingClientRect()
              const isFull = first.getBoundingClientRect().top <= frame.top
              if (top >= frame.top && bottom <= frame.bottom && isFull) {
                opened.set(chatId, nowMs - timeStamp)
                return
              }
            }
            requestAnimationFrame(() => {
              painted.port2.postMessage(null)
            })
          }
          requestAnimationFrame(() => {
            painted.port2.postMessage(null)
          })
        },
        true,
      )
    })
    return new OpeningWatch(page)
  }

  /** `newest`: the last message of that chat; `place`: where its row stands in the list. */
  async openMs(chatId: string, newest: string, place: number): Promise<number> {
    const { page } = this
    const row = page.locator(`[data-chat="${chatId}"]`)
    await page.evaluate(
      ([id, message, at]) => {
        window.otklikOpened?.delete(id)
        document.documentElement.dataset['newest'] = message
        const list = document.getElementById('chat-list')
        const height = document.querySelector('[data-chat]')?.getBoundingClientRect().height ?? 0
        list?.scrollTo({ top: Math.max(0, at - 2) * height })
      },
      [chatId, newest, place] as const,
    )
    const box = await row.boundingBox()
    if (!box) throw new Error(`The row of ${chatId} is not on the screen`)
    await new Promise((done) => setTimeout(done, REST_MS))
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.up()
    const deadline = performance.now() + TIMEOUT_MS
    while (performance.now() < deadline) {
      // Asked after the fact, so that no question of a test driver meets the page while it works.
      await new Promise((done) => setTimeout(done, REST_MS))
      const ms = await page.evaluate((id) => window.otklikOpened?.get(id) ?? null, chatId)
      if (ms !== null) return ms
    }
    throw new Error(`The conversation ${chatId} was not painted within ${String(TIMEOUT_MS)} ms`)
  }
}

const REST_MS = 200
