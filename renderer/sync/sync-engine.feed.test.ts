import type { ChatId, MessageId } from '#shared/domain/ids'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { isNoRoom } from '../data/cache-health'
import { demoId } from '../data/demo-rows'
import { ModelHub } from './testing/model-hub'
import { TestDesk } from './testing/test-desk'

const chat1 = demoId<ChatId>('chat', 1)
const chat2 = demoId<ChatId>('chat', 2)
const T = Date.UTC(2026, 0, 12, 8, 0, 0)

let hub: ModelHub
let desk: TestDesk

beforeEach(() => {
  hub = new ModelHub()
  desk = new TestDesk(hub)
})

describe('following the feed', () => {
  it('[O1] fills an empty cache and tells nobody of it as news', async () => {
    hub.clientWrites(1, 1, T)
    await desk.start()
    const page = await desk.cache.readChatList({ filter: 'all', search: '', limit: 10 })
    expect({ ids: page.rows.map(({ id }) => id), isFirstFill: page.isFirstFill }).toEqual({
      ids: [chat1, chat2, demoId('chat', 3)],
      isFirstFill: false,
    })
    expect((await desk.cache.readListFacts()).unreadTotal).toBe(1)
    expect(desk.incoming).toEqual([])
    expect(await desk.cache.readMe()).toEqual({ agent: hub.me, own: hub.me })
    expect(desk.statuses).toEqual([{ kind: 'catchingUp' }, { kind: 'online' }])
  })

  it('announces a message that arrives, once, with its chat', async () => {
    await desk.start()
    const message = hub.clientWrites(1, 1, T)
    await desk.untilLive()
    hub.put({ ...message, externalId: 'later' })
    await desk.untilLive()
    expect(desk.incoming.map(({ chat, message: { id } }) => [chat.id, chat.unread, id])).toEqual([
      [chat1, 1, message.id],
    ])
  })

  it('announces what came while this desk was off, but not what a colleague has read', async () => {
    await desk.start()
    const later = desk.restart()
    const waiting = hub.clientWrites(1, 1, T)
    hub.clientWrites(2, 2, T)
    hub.changeChat(chat2, { unread: 0 })
    await later.start()
    await later.until('the news', () => later.incoming.length > 0)
    expect(later.incoming.map(({ message }) => message.id)).toEqual([waiting.id])
  })

  it('does not announce old messages that a channel brings in', async () => {
    await desk.start()
    hub.ingestOld(1, 1, T - 9_000_000)
    hub.clientWrites(2, 1, T)
    await desk.untilLive()
    await desk.until('the news', () => desk.incoming.length > 0)
    expect(desk.incoming.map(({ message }) => message.id)).toEqual([demoId('message', 2)])
  })

  it('counts the unread history of a new channel and announces none of it', async () => {
    await desk.start()
    hub.ingestUnreadHistory(1, 1, T)
    hub.clientWrites(2, 1, T + 1)
    await desk.untilLive()
    await desk.until('the news', () => desk.incoming.length > 0)
    expect(desk.incoming.map(({ message }) => message.id)).toEqual([demoId('message', 2)])
    expect((await desk.cache.readListFacts()).unreadTotal).toBe(2)
  })

  it('[O1] has no gap after a drop in the middle of a batch', async () => {
    for (let number = 1; number <= 20; number += 1) hub.clientWrites(number, 1, T + number)
    hub.framesUntilDrop = 5
    await desk.start()
    const { messages } = await desk.cache.readTimeline(chat1, 100)
    expect(messages.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => demoId('message', index + 1)))
  })

  it('[O1] keeps rows and cursor together when the cache fails half-way', async () => {
    await desk.start()
    const before = await desk.feed.readPosition()
    const broken = vi.spyOn(desk.db.chats, 'bulkPut').mockRejectedValueOnce(new Error('disk'))
    hub.clientWrites(1, 1, T)
    await desk.until('the failure', () => desk.engine.state.kind !== 'live')
    expect(await desk.feed.readPosition()).toEqual(before)
    expect(await desk.readLines(chat1)).toEqual([])
    expect(broken).toHaveBeenCalledTimes(1)
    await desk.untilLive()
    expect(await desk.readLines(chat1)).toHaveLength(1)
  })

  it('[O3] tells when the disk refuses what came, and has it once there is room', async () => {
    await desk.start()
    const refused = new DOMException('no room', 'QuotaExceededError')
    vi.spyOn(desk.db.chats, 'bulkPut').mockRejectedValueOnce(refused)
    hub.clientWrites(1, 1, T)
    await desk.until('the refusal', () => desk.engine.state.kind !== 'live')
    expect(desk.failures.map(isNoRoom)).toEqual([true])
    await desk.untilLive()
    expect(await desk.readLines(chat1)).toHaveLength(1)
    expect(desk.failures).toHaveLength(1)
  })

  it('[O1] empties the cache for another database and keeps what was written here', async () => {
    await desk.start()
    hub.clientWrites(1, 1, T)
    await desk.untilLive()
    await desk.drafts.saveDraft(chat2, { text: 'Почти готово\nи ещё', images: [] })
    hub.isDown = true
    hub.dropAll()
    await desk.outbox.sendText(chat1, 'Доброе утро')
    hub.replaceDatabase()
    hub.isDown = false
    await desk.untilSettled()
    expect(await desk.readLines(chat1)).toEqual(['Доброе утро (sent)'])
    expect(hub.sent).toHaveLength(1)
    expect(await desk.drafts.readDraft(chat2)).toEqual({ text: 'Почти готово\nи ещё', images: [] })
    expect((await desk.cache.readChat(chat2))?.draftText).toBe('Почти готово')
    expect((await desk.cache.readListFacts()).unreadTotal).toBe(0)
  })

  it('[M23] shows as failed what the replaced hub had accepted and the new one does not know', async () => {
    await desk.start()
    hub.framesUntilDrop = 0
    await desk.outbox.sendText(chat1, 'Было принято')
    await desk.until('the command', () => hub.sent.length === 1)
    const pending = await desk.db.outbox.toArray()
    await desk.feed.settle(pending[0]!.id, null)
    hub.replaceDatabase()
    await desk.untilSettled()
    expect(await desk.readLines(chat1)).toEqual(['Было принято (failed)'])
  })

  it('takes the snapshot again when the hub says that the cursor is too old', async () => {
    await desk.start()
    hub.clientWrites(1, 1, T)
    await desk.untilLive()
    hub.mustReset = true
    hub.dropAll()
    await desk.untilLive()
    expect(await desk.readLines(chat1)).toHaveLength(1)
    expect(desk.incoming).toHaveLength(1)
  })
})

describe('[N5] what nobody was told of', () => {
  const idsOf = ({ incoming }: TestDesk): readonly MessageId[] => incoming.map(({ message }) => message.id)

  /** The rows are in the cache, and whoever was to tell of them is gone. */
  async function takeAndDie(): Promise<TestDesk> {
    desk.losesNews = true
    await desk.start()
    hub.clientWrites(1, 1, T)
    hub.clientWrites(2, 2, T)
    await desk.untilLive()
    return desk.restart()
  }

  it('is told by the next start, together, and not by the one after it', async () => {
    const second = await (await takeAndDie()).start()
    await second.until('the news', () => second.incoming.length > 0)
    expect(idsOf(second)).toEqual([demoId('message', 1), demoId('message', 2)])
    expect([...second.told]).toEqual(idsOf(second))
    hub.clientWrites(3, 3, T)
    await second.untilLive()
    await second.until('the third', () => second.incoming.length === 3)

    const third = await second.restart().start()
    hub.clientWrites(4, 3, T)
    await third.until('the fourth', () => idsOf(third).includes(demoId('message', 4)))
    // Of the last telling nothing had been written yet: main is asked again, and has told of it.
    expect(idsOf(third)).toEqual([demoId('message', 3), demoId('message', 4)])
    hub.changeChat(chat1, { unread: 0 })
    await third.untilLive()

    const fourth = await third.restart().start()
    hub.clientWrites(5, 3, T)
    await fourth.until('the fifth', () => fourth.incoming.length > 0)
    expect(idsOf(fourth)).toEqual([demoId('message', 5)])
  })

  it('is told before anything else was told of by that start, also where the rows were announced by nobody', async () => {
    await desk.start()
    // Killed right after the commit.
    vi.spyOn(desk.feed, 'readUnread').mockImplementation(() => new Promise(() => undefined))
    hub.clientWrites(1, 1, T)
    await desk.untilLive()
    expect(desk.incoming).toEqual([])
    const later = desk.restart()
    hub.clientWrites(2, 2, T)
    await later.start()
    await later.until('the news', () => later.incoming.length > 0)
    expect(new Set(idsOf(later))).toEqual(new Set([demoId('message', 1), demoId('message', 2)]))
    expect(later.incoming).toHaveLength(2)
  })

  it('is not told once a colleague has read it, or it is gone', async () => {
    const later = await takeAndDie()
    hub.changeChat(chat1, { unread: 0 })
    hub.removeMessage(demoId('message', 2))
    await later.start()
    hub.clientWrites(3, 3, T)
    await later.until('the news', () => later.incoming.length > 0)
    expect(idsOf(later)).toEqual([demoId('message', 3)])
  })

  it('is told after the hub had the whole cache taken anew', async () => {
    const later = await takeAndDie()
    hub.mustReset = true
    await later.start()
    await later.until('the news', () => later.incoming.length > 0)
    expect(idsOf(later)).toEqual([demoId('message', 1), demoId('message', 2)])
  })

  it('is told after a failure of the cache while it was judged', async () => {
    await desk.start()
    const broken = vi.spyOn(desk.feed, 'readUnread').mockRejectedValueOnce(new Error('disk'))
    hub.clientWrites(1, 1, T)
    await desk.until('the news', () => desk.incoming.length > 0)
    expect(idsOf(desk)).toEqual([demoId('message', 1)])
    expect(broken).toHaveBeenCalledTimes(2)
  })
})
