import type { ChatId, MessageId } from '#shared/domain/ids'
import { beforeEach, describe, expect, it } from 'vitest'

import { demoId } from '../data/demo-rows'
import { ModelHub } from './testing/model-hub'
import { TestDesk } from './testing/test-desk'

const chat1 = demoId<ChatId>('chat', 1)
const T = Date.UTC(2026, 0, 12, 8, 0, 0)

let hub: ModelHub
let desk: TestDesk

beforeEach(() => {
  hub = new ModelHub()
  desk = new TestDesk(hub)
})

describe('older messages', () => {
  it('come page by page until the beginning', async () => {
    for (let number = 1; number <= 7; number += 1) hub.plantHistory(number, 1, T + number)
    await desk.start()
    hub.clientWrites(8, 1, T + 8)
    await desk.untilLive()
    const counts: [string, number, boolean][] = []
    for (let page = 0; page < 3; page += 1) {
      const answer = await desk.engine.loadOlder(chat1)
      const { messages, hasOlder } = await desk.cache.readTimeline(chat1, 100)
      counts.push([answer, messages.length, hasOlder])
    }
    expect(counts).toEqual([
      ['loaded', 6, true],
      ['loaded', 8, false],
      ['atBeginning', 8, false],
    ])
    expect(desk.incoming).toHaveLength(1)
  })

  it('are not cached one by one: a changed old message leaves no gap', async () => {
    hub.plantHistory(1, 1, T - 9_000_000)
    hub.plantHistory(2, 1, T - 8_000_000)
    await desk.start()
    hub.clientWrites(3, 1, T)
    await desk.untilLive()
    hub.put({ ...hub.messages[0]!, externalId: 'changed' })
    await desk.untilLive()
    expect(await desk.readLines(chat1)).toHaveLength(1)
    expect(await desk.engine.loadOlder(chat1)).toBe('loaded')
    expect((await desk.cache.readTimeline(chat1, 10)).messages.map(({ externalId }) => externalId)).toEqual([
      'changed',
      'demo-2',
      'demo-3',
    ])
  })

  it('do not include one that is only late: it is shown and announced', async () => {
    await desk.start()
    await desk.outbox.sendText(chat1, 'ответ')
    await desk.untilSettled()
    hub.clientWritesNow(1, T)
    await desk.until('the news', () => desk.incoming.length === 1)
    expect(await desk.readLines(chat1)).toHaveLength(2)
  })

  it('begin with the newest: a changed old message of a chat that was never opened is left to its page', async () => {
    hub.plantHistory(1, 1, T - 9_000_000)
    hub.plantHistory(2, 1, T - 8_000_000)
    const last = { id: demoId<MessageId>('message', 2), atMs: T - 8_000_000, direction: 'in' as const }
    hub.changeChat(chat1, { lastMessage: { ...last, content: { kind: 'text', text: '' }, delivery: null } })
    await desk.start()
    hub.put({ ...hub.messages[0]!, externalId: 'changed' })
    await desk.untilLive()
    expect(await desk.readLines(chat1)).toEqual([])
    await desk.engine.loadOlder(chat1)
    expect(await desk.readLines(chat1)).toHaveLength(2)
  })

  it('come also where the cache does not know how far back it holds the chat', async () => {
    for (let number = 1; number <= 7; number += 1) hub.plantHistory(number, 1, T + number)
    await desk.start()
    hub.clientWrites(8, 1, T + 8)
    await desk.untilLive()
    await desk.engine.loadOlder(chat1)
    await desk.db.histories.delete(chat1)
    // The newest page is here: what is asked for stands before it.
    expect(await desk.engine.loadOlder(chat1)).toBe('loaded')
    expect((await desk.cache.readTimeline(chat1, 100)).messages).toHaveLength(8)
    await desk.db.histories.delete(chat1)
    // Nothing is left to come: whoever asks hears it at once.
    expect(await desk.engine.loadOlder(chat1)).toBe('atBeginning')
  })

  it('cannot come without a hub', async () => {
    expect(await desk.engine.loadOlder(chat1)).toBe('offline')
  })
})
