import type { ChatId } from '#shared/domain/ids'
import { beforeEach, describe, expect, it } from 'vitest'

import { readBehind } from '../data/behind'
import { demoId } from '../data/demo-rows'
import { ModelHub } from './testing/model-hub'
import { TestDesk } from './testing/test-desk'

const chat1 = demoId<ChatId>('chat', 1)
const chat2 = demoId<ChatId>('chat', 2)
const chat3 = demoId<ChatId>('chat', 3)
const T = Date.UTC(2026, 0, 12, 8, 0, 0)
const MISSED = 10

let hub: ModelHub
let desk: TestDesk

/** Two clients wrote in turn while the desk was off; what it missed does not come yet. */
function comeBack(open: ChatId | null): TestDesk {
  const later = desk.restart()
  for (let number = 1; number <= MISSED; number += 1) hub.clientWrites(number + 2, 1 + (number % 2), T + number)
  hub.longAbsence = 5
  hub.holdsMissed = true
  if (open !== null) later.engine.words.setOpen(open)
  later.connect()
  return later
}

async function untilListed(later: TestDesk): Promise<void> {
  await later.until('the list', async () => (await later.cache.readChat(chat2))?.unread === 6)
}

/** As soon as the list was right. */
async function comeBackAndBreakOff(): Promise<TestDesk> {
  const later = comeBack(chat1)
  await untilListed(later)
  hub.isDown = true
  hub.dropAll()
  await later.until('the break', () => later.engine.state.kind === 'waiting')
  return later
}

beforeEach(async () => {
  hub = new ModelHub()
  hub.clientWrites(1, 1, T)
  hub.clientWrites(2, 2, T)
  desk = await new TestDesk(hub).start()
})

describe('after a long absence', () => {
  it('[O1] the list and what is open are right before the rest has come', async () => {
    const later = await comeBackAndBreakOff()
    const page = await later.cache.readChatList({ filter: 'all', search: '', limit: 10 })
    expect(page.rows.map(({ id, unread }) => [id, unread])).toEqual([
      [chat1, 6],
      [chat2, 6],
      [chat3, 0],
    ])
    expect((await later.cache.readListFacts()).unreadTotal).toBe(12)
    const [open, other] = [await later.cache.readTimeline(chat1, 50), await later.cache.readTimeline(chat2, 50)]
    expect([open.messages.length, open.isBehind]).toEqual([6, false])
    expect([other.messages.length, other.isBehind]).toEqual([1, true])
    expect(later.incoming).toEqual([])
  })

  it('[M24] nobody has read what is not here, also without a connection and after a kill', async () => {
    const killed = (await comeBackAndBreakOff()).restart()
    await killed.outbox.markRead(chat2)
    expect(await killed.cache.countPending()).toBe(0)
    await killed.outbox.markRead(chat1)
    expect(await killed.cache.countPending()).toBe(1)
    hub.isDown = false
    hub.holdsMissed = false
    killed.connect()
    await killed.untilSettled()
    expect(hub.chats.map(({ unread }) => unread)).toEqual([0, 6, 0])
    await killed.outbox.markRead(chat2)
    expect(await killed.cache.countPending()).toBe(1)
  })

  it('[O1] all comes in its place, once, and is news once', async () => {
    const later = await comeBackAndBreakOff()
    hub.isDown = false
    hub.holdsMissed = false
    await later.untilLive()
    for (const id of [chat1, chat2]) {
      const { messages, isBehind } = await later.cache.readTimeline(id, 50)
      expect([messages.length, isBehind]).toEqual([6, false])
    }
    expect((await later.cache.readListFacts()).unreadTotal).toBe(12)
    await later.until('the news', () => later.incoming.length >= MISSED)
    expect(new Set(later.incoming.map(({ message }) => message.id)).size).toBe(MISSED)
    expect(later.incoming).toHaveLength(MISSED)
    expect(await readBehind(later.db)).toMatchObject({ chatIds: [], whole: [] })
  })

  it('[O1] [N5] what came ahead is news once all is here, once, also after a kill in between', async () => {
    const broken = await comeBackAndBreakOff()
    expect(broken.incoming).toEqual([])
    const killed = broken.restart()
    hub.isDown = false
    hub.holdsMissed = false
    killed.connect()
    await killed.untilLive()
    await killed.until('the news', () => killed.incoming.length >= MISSED)
    expect(new Set(killed.incoming.map(({ message }) => message.id)).size).toBe(MISSED)
    expect(killed.incoming).toHaveLength(MISSED)
    const again = killed.restart()
    again.connect()
    await again.untilLive()
    expect(again.incoming).toEqual([])
  })

  it('[O1] a conversation that is opened meanwhile comes before the rest', async () => {
    const later = comeBack(null)
    await untilListed(later)
    later.engine.words.setOpen(chat2)
    await later.until('the conversation', async () => !(await later.cache.readTimeline(chat2, 50)).isBehind)
    expect((await later.cache.readTimeline(chat2, 50)).messages).toHaveLength(6)
    expect(later.engine.state.kind).toBe('catchingUp')
    hub.tellMissed()
    await later.untilLive()
    expect((await later.cache.readTimeline(chat1, 50)).messages).toHaveLength(6)
  })

  it('[Q21] an answer says that its writer has seen what came ahead', async () => {
    const later = await comeBackAndBreakOff()
    await later.outbox.sendText(chat1, 'Видел всё')
    await later.outbox.sendText(chat2, 'Видел не всё')
    const seen = (await later.db.outbox.toArray()).map(({ command }) =>
      command.name === 'sendMessage' ? command.args.seen?.upTo : null,
    )
    expect(seen[0]).toBe(hub.head)
    expect(seen[1]).toBeLessThan(hub.head)
  })

  describe.each([
    ['was never read here', async () => undefined],
    ['is new here', () => desk.db.chats.bulkDelete([chat2])],
  ])('[O1] a conversation that %s keeps what was missed in it', (_, forget) => {
    beforeEach(async () => {
      await desk.db.histories.clear()
      await desk.db.messages.clear()
      await forget()
    })

    it('where the rest comes next', async () => {
      const later = comeBack(null)
      await untilListed(later)
      hub.tellMissed()
      await later.untilLive()
      expect((await later.cache.readTimeline(chat2, 50)).messages).toHaveLength(MISSED / 2)
    })

    it('after a kill before the rest has come', async () => {
      const killed = (await comeBackAndBreakOff()).restart()
      hub.isDown = false
      hub.holdsMissed = false
      killed.connect()
      await killed.untilLive()
      expect((await killed.cache.readTimeline(chat2, 50)).messages).toHaveLength(MISSED / 2)
    })
  })
})
