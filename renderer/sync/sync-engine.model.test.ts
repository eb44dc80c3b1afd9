import type { ChatId } from '#shared/domain/ids'
import { randomRuns } from '#shared/testing/random-runs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { readBehind } from '../data/behind'
import { demoId } from '../data/demo-rows'
import { ModelHub } from './testing/model-hub'
import { TestDesk } from './testing/test-desk'

const CHATS = 2
const T = Date.UTC(2026, 0, 12, 8, 0, 0)

type Step =
  | { readonly kind: 'clientWrites' | 'agentWrites' | 'agentSendsImage' | 'markRead' | 'open'; readonly chat: number }
  | {
      readonly kind:
        | 'drop'
        | 'dawdle'
        | 'goDown'
        | 'comeBack'
        | 'kill'
        | 'loseNews'
        | 'loseOutcomes'
        | 'loseCommands'
        | 'breakUpload'
        | 'settle'
    }
  | { readonly kind: 'dropAfter'; readonly frames: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'clientWrites' as const,
      'agentWrites' as const,
      'agentSendsImage' as const,
      'markRead' as const,
      'open' as const,
    ),
    chat: fc.integer({ min: 1, max: CHATS }),
  }),
  fc.record({
    kind: fc.constantFrom(
      'drop' as const,
      'dawdle' as const,
      'goDown' as const,
      'comeBack' as const,
      'kill' as const,
      'loseNews' as const,
      'loseOutcomes' as const,
      'loseCommands' as const,
      'breakUpload' as const,
      'settle' as const,
    ),
  }),
  fc.record({ kind: fc.constant('dropAfter' as const), frames: fc.integer({ min: 0, max: 6 }) }),
)

/** Runs the steps, then lets everything heal. Answers what the desk at the end of it all shows. */
async function live(hub: ModelHub, steps: readonly Step[]): Promise<{ desk: TestDesk; written: string[] }> {
  let desk = await new TestDesk(hub).start()
  const written: string[] = []
  let number = 0
  for (const one of steps) {
    number += 1
    switch (one.kind) {
      case 'clientWrites':
        hub.clientWritesNow(one.chat, T + number * 1000)
        break
      case 'agentWrites':
        written.push(await desk.outbox.sendText(demoId<ChatId>('chat', one.chat), `№ ${String(number)}`))
        break
      case 'agentSendsImage':
        written.push(
          await desk.outbox.sendImage(demoId<ChatId>('chat', one.chat), { blob: new Blob(['x']), name: null }),
        )
        break
      case 'markRead':
        await desk.outbox.markRead(demoId<ChatId>('chat', one.chat))
        break
      case 'open':
        desk.engine.words.setOpen(demoId<ChatId>('chat', one.chat))
        break
      case 'dawdle':
        hub.isSlow = !hub.isSlow
        break
      case 'drop':
        hub.dropAll()
        break
      case 'dropAfter':
        hub.framesUntilDrop = one.frames
        break
      case 'goDown':
        hub.isDown = true
        hub.dropAll()
        break
      case 'comeBack':
        hub.isDown = false
        break
      case 'kill':
        desk = desk.restart()
        desk.connect()
        break
      case 'loseNews':
        // Until the next kill nobody hears of anything.
        desk.losesNews = true
        break
      case 'loseOutcomes':
        hub.losesOutcomes = !hub.losesOutcomes
        break
      case 'loseCommands':
        hub.losesCommands = !hub.losesCommands
        break
      case 'breakUpload':
        hub.failingUploads = 1
        break
      case 'settle':
        await desk.clock.advanceAsync(300)
        break
    }
    await expectHonest(desk)
  }
  hub.isSlow = false
  hub.isDown = false
  hub.losesOutcomes = false
  hub.losesCommands = false
  hub.framesUntilDrop = Infinity
  hub.dropAll()
  if (desk.losesNews) {
    desk = desk.restart()
    desk.connect()
  }
  await desk.untilSettled()
  return { desk, written }
}

/** Whatever a row of the list tells of is here, or the conversation is known to lack it. */
async function expectHonest({ db }: TestDesk): Promise<void> {
  await db.transaction('r', [db.chats, db.messages, db.meta], async () => {
    const feed = await db.meta.get('feed')
    if (feed?.key !== 'feed' || !feed.isFilled) return
    const { chatIds } = await readBehind(db)
    for (const { id, base } of await db.chats.toArray()) {
      if (!base.lastMessage || chatIds.includes(id)) continue
      expect(await db.messages.get(base.lastMessage.id)).toBeDefined()
    }
  })
}

/** Of whatever is unread in the end somebody was told, by this start or one before it. */
async function expectTold(hub: ModelHub, desk: TestDesk): Promise<void> {
  for (const { id, unread } of hub.chats) {
    const { messages } = await desk.cache.readTimeline(id, 1000)
    const incoming = messages.filter(({ direction }) => direction === 'in')
    const waiting = unread === 0 ? [] : incoming.slice(-unread)
    await desk.until('the news', () => waiting.every((message) => desk.told.has(message.id)))
  }
}

describe('desk and hub under random drops and kills', () => {
  it('[O1] [O2] [M23] [N5] lose nothing and double nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.constantFrom(1, 5, Infinity), async (steps, long) => {
        const hub = new ModelHub(CHATS)
        hub.longAbsence = long
        const { desk, written } = await live(hub, steps)
        expect(hub.sent.map(({ id }) => id).sort()).toEqual([...written].sort())
        for (const chat of hub.chats) {
          const { messages } = await desk.cache.readTimeline(chat.id, 1000)
          const atHub = hub.messages.filter(({ chatId }) => chatId === chat.id)
          const inOrder = [...atHub].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
          expect(messages).toEqual(inOrder)
          const own = hub.sent.filter(({ chatId }) => chatId === chat.id).map(({ id }) => id)
          expect(own).toEqual(written.filter((id) => own.includes(id as never)))
          expect((await desk.cache.readChat(chat.id))?.unread).toBe(chat.unread)
        }
        const total = hub.chats.reduce((sum, { unread }) => sum + unread, 0)
        expect((await desk.cache.readListFacts()).unreadTotal).toBe(total)
        expect(await readBehind(desk.db)).toMatchObject({ chatIds: [], whole: [] })
        await expectTold(hub, desk)
        expect(new Set(desk.incoming.map(({ message }) => message.id)).size).toBe(desk.incoming.length)
        desk.engine.dispose()
        expect(desk.clock.pendingTimers).toBe(0)
        desk.db.close()
      }),
      randomRuns({ share: 60, full: 1_000 }),
    )
  })
})
