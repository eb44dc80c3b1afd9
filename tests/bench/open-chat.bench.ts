import { alternate, repeat, type Sides } from './lib/alternating'
import { filledChats, openFilledDesk, type FilledChat } from './lib/filled-desk'
import { openFloorWindow, type FloorWindow } from './lib/floor-window'
import { OpeningWatch } from './lib/opening-watch'
import { benchPercentile, type BenchResult } from './lib/result'

const CHATS = 130
const PER_CHAT = 60
const FIRST = { blocks: 12, perBlock: 10, warmUp: 10 }
const AGAIN = { blocks: 10, perBlock: 10, warmUp: 10 }
/** So many an agent goes to and fro between. */
const AMONG = 20
const SHARE = 0.95

/**
 * A click on a row of the list → the end of that conversation painted, 95th percentile: each chat for the first time, then
 * twenty of them again and again. The rows have stood on the screen for a fifth of a second, so that the desk may have read
 * ahead of them; pointer and click come at once. The last fifty messages and more are read; the window shows those that fit,
 * and the list draws no others. Floor: a click on a bare page of the same Electron → fifty rows read by a raw index of
 * IndexedDB and painted as plain elements, all of them.
 */
export async function measureOpenChat(): Promise<readonly BenchResult[]> {
  const desk = await openFilledDesk({ chats: CHATS, perChat: PER_CHAT })
  try {
    const floor = await openFloorWindow(desk.app)
    const chats = filledChats(CHATS, PER_CHAT)
    await floor.copyMessages(desk.page)
    const watch = await OpeningWatch.begin(desk.page)
    const sides = (among: readonly FilledChat[]): Sides => {
      const onDesk = inTurn(among, ({ id, newest }) =>
        watch.openMs(
          id,
          newest,
          chats.findIndex((one) => one.id === id),
        ),
      )
      const onFloor = inTurn(among, (chat) => openOnFloorMs(floor, chat))
      return { value: (count) => repeat(count, onDesk), floor: (count) => repeat(count, onFloor) }
    }
    const first = await alternate(FIRST, sides(chats))
    const again = await alternate(AGAIN, sides(chats.slice(-AMONG)))
    await floor.close()
    return [
      benchPercentile('open-chat', 'ms', SHARE, first.values, first.floors),
      benchPercentile('open-chat-again', 'ms', SHARE, again.values, again.floors),
    ]
  } finally {
    await desk.close()
  }
}

function inTurn(chats: readonly FilledChat[], open: (chat: FilledChat) => Promise<number>): () => Promise<number> {
  let next = 0
  return () => {
    const chat = chats[next % chats.length]
    next += 1
    if (!chat) throw new Error('There is no chat to open')
    return open(chat)
  }
}

const REST_MS = 200

async function openOnFloorMs({ page }: FloorWindow, { id }: FilledChat): Promise<number> {
  await page.evaluate((chatId) => {
    delete document.documentElement.dataset['opened']
    window.bench.showOpening(chatId)
  }, id)
  await page.mouse.move(30, 20)
  await new Promise((done) => setTimeout(done, REST_MS))
  await page.mouse.down()
  await page.mouse.up()
  await page.waitForFunction(() => 'opened' in document.documentElement.dataset, null, { polling: REST_MS })
  return Number(await page.evaluate(() => document.documentElement.dataset['opened']))
}
