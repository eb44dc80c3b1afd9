import type { Page } from '@playwright/test'

declare global {
  interface Window {
    otklikFrames?: number[]
  }
}

/** One beat of a screen of 60 Hz, and what a beat may be longer than that before one was missed. */
const FRAME_MS = 1000 / 60
const LATE_MS = FRAME_MS * 1.5

export interface Frames {
  readonly count: number
  /** Those between which at least one beat of the screen passed without a frame. */
  readonly late: number
}

/** Counts the frames of a page from within: the times at which the browser began each of them. */
export class FrameWatch {
  private constructor(private readonly page: Page) {}

  static async begin(page: Page): Promise<FrameWatch> {
    await page.evaluate(() => {
      window.otklikFrames = []
      const beat = {
        note(atMs: number) {
          window.otklikFrames?.push(atMs)
          beat.ask()
        },
        ask() {
          requestAnimationFrame((atMs) => {
            beat.note(atMs)
          })
        },
      }
      beat.ask()
    })
    return new FrameWatch(page)
  }

  /** Of what happens meanwhile. */
  async during(work: () => Promise<void>): Promise<Frames> {
    await this.page.evaluate(() => {
      window.otklikFrames = []
    })
    await work()
    const times = await this.page.evaluate(() => window.otklikFrames ?? [])
    const between = times.slice(1).map((time, index) => time - (times[index] ?? time))
    return { count: between.length, late: between.filter((ms) => ms > LATE_MS).length }
  }
}
