import { beforeEach, describe, expect, it } from 'vitest'

import type { ChatId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'
import { silentLogger } from '#shared/lib/logger'

import type { ChatPlace, PruneStep } from '../data/prune.repository'
import { CachePruner, type StorageUse } from './cache-pruner'

const DAY_MS = 24 * 3_600_000
const LONG_MS = 10 * 60_000
const FIRST_MS = 5 * 60_000

/** Conversations with a number of messages each, the least recent first; `oldestAtMs` of all. */
class FakeCache {
  readonly steps: [readonly string[], number][] = []
  constructor(
    readonly chats: Map<string, number>,
    private readonly held: ReadonlySet<string> = new Set(),
  ) {}

  async countMessages(): Promise<number> {
    return [...this.chats.values()].reduce((sum, count) => sum + count, 0)
  }

  async withOlder(): Promise<PruneStep<ChatId>> {
    return { chatIds: [...this.chats.keys()] as ChatId[], next: null }
  }

  async leastRecent(before: ChatPlace | null, limit: number): Promise<PruneStep<ChatPlace>> {
    const ids = [...this.chats.keys()] as ChatId[]
    const from = before === null ? 0 : before[0]
    const chatIds = ids.slice(from, from + limit)
    const next = from + limit
    return { chatIds, next: next < ids.length ? [next, chatIds.at(-1) as ChatId] : null }
  }

  /** Of each at most 500 at once, as the real one. */
  async shorten(ids: readonly ChatId[], beforeMs: number, isBusy: (id: ChatId) => boolean): Promise<number> {
    this.steps.push([ids, beforeMs])
    let gone = 0
    for (const id of ids) {
      if (this.held.has(id) || isBusy(id)) continue
      const went = Math.min(500, this.chats.get(id) ?? 0)
      this.chats.set(id, (this.chats.get(id) ?? 0) - went)
      gone += went
    }
    return gone
  }
}

let clock: ManualClock
let storage: StorageUse

beforeEach(() => {
  clock = new ManualClock()
  storage = { usage: 1, quota: 100 }
})

function start(cache: FakeCache, busy: string | null = null): CachePruner {
  return new CachePruner({
    // It has what is asked of the real one, which needs a database.
    cache: cache as unknown as ConstructorParameters<typeof CachePruner>[0]['cache'],
    clock,
    logger: silentLogger,
    estimate: async () => storage,
    isBusy: (id) => id === busy,
  })
}

async function pass(ms: number): Promise<void> {
  clock.advance(ms)
  for (let turn = 0; turn < 200; turn += 1) {
    await Promise.resolve()
    if (turn % 10 === 9) clock.advance(20)
  }
}

describe('the bounds of the cache', () => {
  it('[O3] takes what is older by the hub’s time, whatever the computer’s clock says', async () => {
    const cache = new FakeCache(new Map([['a', 3]]))
    const pruner = start(cache)
    pruner.setAhead(-1_000 * DAY_MS)
    pruner.setBounds({ days: 30, thousands: 0 })
    const nowMs = clock.now()
    await pass(LONG_MS)
    expect(cache.steps[0]).toEqual([['a'], nowMs + FIRST_MS - 1_030 * DAY_MS])
  })

  it('[O2] takes nothing before a hub was there: nothing of it could be fetched again', async () => {
    const cache = new FakeCache(new Map([['a', 3_000]]))
    start(cache).setBounds({ days: 30, thousands: 1 })
    await pass(LONG_MS)
    expect(await cache.countMessages()).toBe(3_000)
  })

  it('[O3] of too many the least recent conversations go, in pieces, and no more than must', async () => {
    const cache = new FakeCache(new Map(Array.from({ length: 30 }, (_, chat) => [`c${String(chat)}`, 100])))
    cache.chats.set('c0', 1_200)
    const pruner = start(cache)
    pruner.setAhead(0)
    pruner.setBounds({ days: 0, thousands: 2 })
    await pass(LONG_MS)
    expect([cache.chats.get('c0'), cache.chats.get('c19'), cache.chats.get('c20')]).toEqual([700, 0, 100])
  })

  it('[O2] leaves what is kept and what is being read, and ends all the same', async () => {
    const cache = new FakeCache(
      new Map([
        ['kept', 900],
        ['read', 900],
        ['free', 900],
      ]),
      new Set(['kept']),
    )
    const pruner = start(cache, 'read')
    pruner.setAhead(0)
    pruner.setBounds({ days: 0, thousands: 1 })
    await pass(LONG_MS)
    expect([...cache.chats.values()]).toEqual([900, 900, 0])
  })

  it('[O3] gives some back where the disk is nearly full', async () => {
    const cache = new FakeCache(new Map(Array.from({ length: 100 }, (_, chat) => [`c${String(chat)}`, 10])))
    const pruner = start(cache)
    pruner.setAhead(0)
    storage = { usage: 90, quota: 100 }
    pruner.setBounds({ days: 0, thousands: 0 })
    await pass(LONG_MS)
    expect(await cache.countMessages()).toBe(800)
  })

  it('[O3] gives a tenth back at once where the disk has refused a write, and no more within a minute', async () => {
    const cache = new FakeCache(new Map(Array.from({ length: 100 }, (_, chat) => [`c${String(chat)}`, 10])))
    const pruner = start(cache)
    expect(await pruner.giveBack()).toBe(0)
    pruner.setAhead(0)
    const gone = [pruner.giveBack(), pruner.giveBack()]
    await pass(0)
    expect(await Promise.all(gone)).toEqual([200, 0])
    clock.advance(60_000)
    const more = pruner.giveBack()
    await pass(0)
    expect(await more).toBe(200)
    expect(await cache.countMessages()).toBe(600)
  })

  it('[O3] follows another bound soon, and none once it is over', async () => {
    const cache = new FakeCache(new Map([['a', 2_400]]))
    const pruner = start(cache)
    pruner.setAhead(0)
    pruner.setBounds({ days: 0, thousands: 0 })
    await pass(LONG_MS)
    pruner.setBounds({ days: 0, thousands: 1 })
    await pass(20_000)
    expect(await cache.countMessages()).toBe(900)
    pruner.dispose()
    pruner.setBounds({ days: 1, thousands: 0 })
    await pass(LONG_MS)
    expect(await cache.countMessages()).toBe(900)
  })
})
