import { openFilledDesk } from './lib/filled-desk'
import { openFloorWindow } from './lib/floor-window'
import { FrameWatch, type Frames } from './lib/frame-watch'
import { benchOnce, type BenchResult } from './lib/result'
import { ScrollHand } from './lib/scroll-hand'

const ROWS = 100_000
const BLOCKS = 4
const WHEEL_MS = 5_000
const OTHER_MS = 3_000

/**
 * A list of 100,000 chats moved by the wheel, by its bar from one end to the other, and by Page Down held: the share of
 * frames that came later than the screen's next beat, from the times at which the browser began them. Floor: the same hand on
 * a bare list of as many rows of one line, of the library that the desk's lists are made with, in the same Electron.
 */
export async function measureScroll(): Promise<BenchResult> {
  const desk = await openFilledDesk({ chats: ROWS, perChat: 1 })
  try {
    const floor = await openFloorWindow(desk.app)
    await floor.page.evaluate((count) => {
      window.bench.showList(count)
    }, ROWS)
    const onDesk = await Scrolled.of(desk.page, '#chat-list')
    const onFloor = await Scrolled.of(floor.page, '#list')
    for (let block = 0; block <= BLOCKS; block += 1) {
      await onFloor.block()
      await onDesk.block()
      // The first of each pays for compiling.
      if (block === 0) for (const each of [onFloor, onDesk]) each.forget()
    }
    for (const [name, { byHand }] of [
      ['floor', onFloor],
      ['desk', onDesk],
    ] as const)
      console.error(`scroll, ${name}: ${[...byHand].map(([hand, frames]) => `${hand} ${told(frames)}`).join(', ')}`)
    await floor.close()
    const [value, least] = [onDesk.all, onFloor.all]
    // Where the floor missed none it is told by the least that could be seen.
    const floorShare = percent({ ...least, late: Math.max(1, least.late) })
    return { ...benchOnce('scroll', '%', percent(value), floorShare, value.count), of: 'share' }
  } finally {
    await desk.close()
  }
}

type Hand = 'wheel' | 'bar' | 'page down'

class Scrolled {
  readonly byHand = new Map<Hand, Frames>()

  private constructor(
    private readonly watch: FrameWatch,
    private readonly hand: ScrollHand,
  ) {}

  static async of(page: Parameters<typeof FrameWatch.begin>[0], selector: string): Promise<Scrolled> {
    return new Scrolled(await FrameWatch.begin(page), new ScrollHand(page, selector))
  }

  async block(): Promise<void> {
    await this.note('wheel', () => this.hand.wheel(WHEEL_MS))
    await this.note('page down', () => this.hand.pageDown(OTHER_MS))
    await this.note('bar', () => this.hand.drag(OTHER_MS))
  }

  forget(): void {
    this.byHand.clear()
  }

  get all(): Frames {
    return [...this.byHand.values()].reduce(sum, { count: 0, late: 0 })
  }

  private async note(hand: Hand, work: () => Promise<void>): Promise<void> {
    this.byHand.set(hand, sum(this.byHand.get(hand) ?? { count: 0, late: 0 }, await this.watch.during(work)))
  }
}

function sum(one: Frames, other: Frames): Frames {
  return { count: one.count + other.count, late: one.late + other.late }
}

function percent({ count, late }: Frames): number {
  return Math.round((late / count) * 10_000) / 100
}

function told(frames: Frames): string {
  return `${String(percent(frames))} % of ${String(frames.count)}`
}
