import fc from 'fast-check'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { isHeld } from '#shared/domain/delivery'
import type { AgentId, ChatId, MessageId } from '#shared/domain/ids'
import { isNewTo } from '#shared/domain/unseen-words'
import { randomRuns } from '#shared/testing/random-runs'
import { isLongRun } from '#shared/testing/test-run'

import { ingestedChat, ingestedMessage } from '../../../hub/channels/fake-channel'
import { addAgent } from '../../../hub/store/agents'
import { changesAfter, headOfFeed } from '../../../hub/store/changes'
import { readFact } from '../../../hub/store/facts'
import { messagesBegunAfter } from '../../../hub/store/new-messages'
import { withPresentRows } from '../../../hub/sync/present-rows'
import { QueueRig } from '../../../hub/testing/queue-rig'
import { PREPARING_MS } from '../../../hub/testing/test-folder'
import { localCacheChanges } from '../../../renderer/data/cache-changes'
import { CacheRepository } from '../../../renderer/data/cache.repository'
import { DeskDatabase } from '../../../renderer/data/database'
import { FeedRepository } from '../../../renderer/data/feed.repository'
import { OutboxRepository } from '../../../renderer/data/outbox.repository'
import { OutboxWriter } from '../../../renderer/data/outbox-writer'
import { PendingRepository } from '../../../renderer/data/pending.repository'

const SCHEDULES = { share: 25, full: 10_000 }
const LONG_MS = 4 * 3_600_000
const SHARE_MS = 120_000
const AGENTS = 5
/** Smaller than what a busy hub sends at once, so that a desk that was away catches up in several frames. */
const PAGE = 4
const ROUNDS = 20

let rig: QueueRig
let feedId = ''
const agents: AgentId[] = []
let chats = 0

beforeAll(async () => {
  rig = await QueueRig.open()
  feedId = (await rig.store.read((view) => readFact(view, 'feedId'))) ?? ''
  await rig.store.write(async (tx) => {
    for (let nth = 0; nth < AGENTS; nth += 1) {
      const id = rig.newId<AgentId>()
      agents.push(id)
      await addAgent(tx, {
        id,
        name: `Сотрудник ${String(nth)}`,
        role: 'agent',
        status: 'online',
        statusSinceMs: 0,
        capacity: null,
        teamIds: [],
        isRemoved: false,
      })
    }
  })
}, PREPARING_MS)
afterAll(() => rig.close())

/** The real cache and outbox of one agent; what the window and the socket do is done by hand. */
class Desk {
  private readonly disk = new IDBFactory()
  private readonly changes = localCacheChanges()
  private readonly db = new DeskDatabase({
    durability: 'relaxed',
    indexedDb: { indexedDB: this.disk, IDBKeyRange },
  })
  private readonly cache = new CacheRepository(this.db)
  private readonly feed = new FeedRepository(this.db, this.changes, newId)
  private readonly pending = new PendingRepository(this.db)
  private outbox = this.newOutbox()
  private painted: ReadonlySet<MessageId> = new Set()
  /** What was before the person's eyes when they pressed Send last. */
  readonly pressed = new Map<MessageId, ReadonlySet<MessageId>>()

  constructor(
    readonly me: AgentId,
    private readonly chatId: ChatId,
  ) {}

  async open(): Promise<void> {
    const head = await rig.store.read(headOfFeed)
    await this.feed.follow(feedId, this.me, false)
    const rows = [{ seq: head, entity: 'chat' as const, id: this.chatId }]
    await this.feed.apply(await withPresentRows(rig.store, async () => [], rows), head, true)
    await this.paint()
  }

  /** One frame of what was missed, or all of it. */
  async pull(isWhole: boolean): Promise<void> {
    for (;;) {
      const { cursor } = await this.feed.readPosition()
      const page = await rig.store.read((view) => changesAfter(view, cursor, PAGE))
      const last = page.at(-1)
      if (!last) {
        await this.feed.apply([], cursor, true)
        return
      }
      const rows = await withPresentRows(rig.store, async () => [], page)
      const isLast = page.length < PAGE
      await this.feed.apply(rows, last.seq, isLast)
      if (isLast || !isWhole) return
    }
  }

  async paint(): Promise<void> {
    const { messages } = await this.cache.readTimeline(this.chatId, 60)
    this.outbox.sight.note(this.chatId, messages)
    this.painted = new Set(messages.map(({ id }) => id))
  }

  async write(text: string): Promise<void> {
    const seen = this.painted
    this.pressed.set(await this.outbox.sendText(this.chatId, text), seen)
  }

  async sendHeld(): Promise<number> {
    const held = await this.held()
    for (const id of held) {
      this.pressed.set(id, this.painted)
      await this.outbox.retryMessage(id)
    }
    return held.length
  }

  async held(): Promise<readonly MessageId[]> {
    const { messages } = await this.cache.readTimeline(this.chatId, 1000)
    return messages.filter(({ delivery }) => isHeld(delivery)).map(({ id }) => id)
  }

  /** Of each wish the outcome may be lost on its way back. */
  async push(lost: 'nothing' | 'everySecond' | 'all'): Promise<void> {
    let nth = 0
    for (const { id, command } of await this.pending.readAfter(0)) {
      const refusal = await rig.apply({ ...command, by: this.me })
      nth += 1
      if (lost === 'nothing' || (lost === 'everySecond' && nth % 2 === 1)) await this.feed.settle(id, refusal)
    }
  }

  /** The window is loaded anew: what it had painted is forgotten, and the chat is painted as it is here. */
  async reload(): Promise<void> {
    this.outbox = this.newOutbox()
    await this.paint()
  }

  countPending(): Promise<number> {
    return this.cache.countPending()
  }

  close(): void {
    this.db.close()
  }

  private newOutbox(): OutboxRepository {
    const writer = new OutboxWriter(this.db, this.changes, rig.clock, newId)
    return new OutboxRepository(this.db, this.changes, rig.clock, newId, writer)
  }
}

const who = fc.nat({ max: AGENTS - 1 })
const lost = fc.constantFrom('nothing' as const, 'nothing' as const, 'everySecond' as const, 'all' as const)
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('push' as const), who, lost }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pushTogether' as const), who, other: who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pull' as const), who, isWhole: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('paint' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sendHeld' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('clientWrites' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('killHub' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('deliver' as const) }) },
)

it(
  '[Q21] of two to five agents with broken lines nobody writes over an answer that he has not seen; nothing is lost or doubled',
  () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: AGENTS }), fc.array(step, { minLength: 6, maxLength: 24 }), play),
      randomRuns(SCHEDULES),
    ),
  isLongRun ? LONG_MS : SHARE_MS,
)

async function play(count: number, steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]) {
  chats += 1
  const name = `chat ${String(chats)}`
  const chatId = await rig.chat(name)
  const desks = agents.slice(0, count).map((me) => new Desk(me, chatId))
  await Promise.all(desks.map((desk) => desk.open()))
  const at = (nth: number): Desk => desks[nth % count] ?? fail()
  const written: string[] = []
  let said = 0
  for (const one of steps) {
    rig.clock.advance(10)
    switch (one.do) {
      case 'write':
        written.push(`${name}: ${String(written.length)}`)
        await at(one.who).write(written.at(-1) ?? '')
        break
      case 'push':
        await at(one.who).push(one.lost)
        break
      case 'pushTogether':
        await Promise.all([at(one.who).push('nothing'), one.who === one.other ? null : at(one.other).push('nothing')])
        break
      case 'pull':
        await at(one.who).pull(one.isWhole)
        break
      case 'paint':
        await at(one.who).paint()
        break
      case 'sendHeld':
        await at(one.who).sendHeld()
        break
      case 'reload':
        await at(one.who).reload()
        break
      case 'killHub':
        await rig.crash()
        break
      case 'deliver':
        await rig.settle()
        break
      case 'clientWrites': {
        said += 1
        const word = ingestedMessage(
          name,
          `in ${String(said)}`,
          { kind: 'text', text: 'вопрос' },
          { atMs: rig.clock.now() },
        )
        await rig.ingest({ chats: [ingestedChat(name)], messages: [word] })
      }
    }
  }
  await endInPeace(desks)

  // Each answer reached the client once, in whatever order.
  expect([...rig.platform.texts(name)].sort()).toEqual([...written].sort())
  const words = await rig.store.read((view) => messagesBegunAfter(view, chatId, 0))
  for (const [place, { id, author, direction }] of words.entries()) {
    if (direction !== 'out' || author.kind !== 'agent') continue
    const writer = desks.find(({ me }) => me === author.agentId)
    const unseen = words
      .slice(0, place)
      .filter((before) => isNewTo(author.agentId)(before) && writer?.pressed.get(id)?.has(before.id) !== true)
    expect(unseen, 'written over what was not seen').toEqual([])
  }
  for (const desk of desks) desk.close()
}

/** Everybody is connected again, reads what is new and decides to send what was held. */
async function endInPeace(desks: readonly Desk[]): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    let isQuiet = true
    for (const desk of desks) {
      await desk.push('nothing')
      await desk.pull(true)
      await desk.paint()
      if ((await desk.sendHeld()) > 0) isQuiet = false
      await desk.push('nothing')
      if ((await desk.countPending()) + (await desk.held()).length > 0) isQuiet = false
    }
    await rig.settle()
    if (isQuiet) {
      await untilDelivered()
      return
    }
  }
  throw new Error('Something is held for ever.')
}

/** What a killed hub was sending is asked for at the channel first, and sent again where that does not have it. */
async function untilDelivered(): Promise<void> {
  for (let minute = 0; minute < 5; minute += 1) {
    await rig.advance(60_000)
    await rig.settle()
  }
}

function fail(): never {
  throw new Error('No such desk')
}
