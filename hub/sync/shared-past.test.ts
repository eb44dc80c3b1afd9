import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { hubFrame, type Change, type HubFrame } from '#shared/contract/sync'
import type { AgentId } from '#shared/domain/ids'
import { systemClock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'

import { headOfFeed } from '../store/changes'
import type { Store } from '../store/store'
import { QueueRig } from '../testing/queue-rig'
import { PREPARING_MS } from '../testing/test-folder'
import { DeskSession } from './desk-session'
import { Feed } from './feed'
import { SharedPast } from './shared-past'

const ME = 'me' as AgentId
const FEED = 'feed'
const CHANNELS = { channels: () => Promise.resolve([]), channelsByIds: () => Promise.resolve([]) }

let rig: QueueRig
beforeAll(async () => {
  rig = await QueueRig.open('embedded')
}, PREPARING_MS)
afterAll(() => rig.close())

/** A desk at a line that is always free. */
class QuietDesk {
  readonly frames: HubFrame[] = []
  readonly session: DeskSession

  constructor(feed: Feed) {
    const line = {
      send: (frame: HubFrame) => this.frames.push(frame),
      sendShared: ({ plain }: { plain: Buffer }) => this.frames.push(read(plain)),
      drained: () => Promise.resolve(),
      close: () => undefined,
    }
    this.session = new DeskSession(line, feed.past, { feedId: FEED, hubVersion: '0', me: ME }, null, systemClock)
    feed.join(this.session)
  }

  begin(cursor: number): Promise<void> {
    return this.session.begin({ protocol: 3, cursor, feedId: FEED })
  }

  get changes(): readonly Change[] {
    return this.frames.flatMap((frame) => (frame.type === 'changes' ? frame.changes : []))
  }

  get isUpToDate(): boolean {
    return this.frames.some((frame) => frame.type === 'changes' && frame.caughtUp)
  }
}

/** RFC 6455 §5.2: behind one byte of kind and one to nine of length. */
function read(frame: Buffer): HubFrame {
  const length = frame.readUInt8(1)
  const text = frame.subarray(length < 126 ? 2 : length === 126 ? 4 : 10)
  return hubFrame.parse(JSON.parse(text.toString('utf8')))
}

/** The store, and how often it was read; what is read while it is held has no answer before its release. */
function watched(store: Store) {
  let gate = Promise.resolve()
  const counts = { reads: 0 }
  const reading = new Proxy(store, {
    get(target, name) {
      if (name !== 'read') return Reflect.get(target, name, target) as unknown
      return async (work: Parameters<Store['read']>[0]) => {
        counts.reads += 1
        const held = gate
        const found = await target.read(work)
        await held
        return found
      }
    },
  })
  const hold = () => {
    let release = () => {}
    gate = new Promise((resolve) => (release = resolve))
    const others = () => {
      gate = Promise.resolve()
    }
    return { release, others }
  }
  return { store: reading, counts, hold }
}

async function chats(names: readonly string[]): Promise<void> {
  for (const name of names) await rig.chat(name)
}

const head = () => rig.store.read(headOfFeed)

describe('what desks missed', () => {
  it('[M23] is read once for all who stand at the same cursor', async () => {
    const { store, counts } = watched(rig.store)
    const feed = new Feed({ store, ...CHANNELS }, systemClock, silentLogger)
    const before = await head()
    await chats(['missed-1', 'missed-2', 'missed-3'])
    const alone = new QuietDesk(feed)
    await alone.begin(before)
    const cost = counts.reads
    const desks = Array.from({ length: 50 }, () => new QuietDesk(feed))
    await Promise.all(desks.map((desk) => desk.begin(before)))
    // Each asks where the feed begins and ends; what is in it was read for the first one.
    expect(counts.reads - cost).toBeLessThan(50 * 2 + cost)
    for (const desk of [alone, ...desks]) {
      expect(desk.isUpToDate).toBe(true)
      expect(desk.changes.filter(({ entity }) => entity === 'chat')).toHaveLength(3)
    }
    feed.dispose()
  })

  it('[O1] a desk that is given an older reading does not miss what was told before it came', async () => {
    const { store, hold } = watched(rig.store)
    const feed = new Feed({ store, ...CHANNELS }, systemClock, silentLogger)
    const before = await head()
    const held = hold()
    const begun = feed.past.after(before)
    held.others()
    await settled()
    // Committed after that reading has looked, and told to nobody: the desk is not there yet.
    await chats(['between'])
    await settled()
    const late = new QuietDesk(feed)
    const coming = late.begin(before)
    await settled()
    held.release()
    expect((await begun).news).toBeNull()
    await coming
    expect(late.isUpToDate).toBe(true)
    expect(late.changes.map(({ entity }) => entity)).toContain('chat')
    feed.dispose()
  })

  it('[O1] what is told while a desk reads comes once, and in order', async () => {
    const feed = new Feed({ store: rig.store, ...CHANNELS }, systemClock, silentLogger)
    const before = await head()
    const names = Array.from({ length: 60 }, (_, nth) => `told-${String(nth)}`)
    const desks: QuietDesk[] = []
    const coming: Promise<void>[] = []
    for (const name of names) {
      await rig.chat(name)
      const desk = new QuietDesk(feed)
      desks.push(desk)
      coming.push(desk.begin(before))
    }
    await Promise.all(coming)
    await expect
      .poll(() => desks.every(({ changes }) => changes.filter(({ entity }) => entity === 'chat').length === 60))
      .toBe(true)
    for (const { changes } of desks) {
      const seqs = changes.map(({ seq }) => seq)
      expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b))
    }
    feed.dispose()
  })

  it('[C9] is forgotten as soon as something of it is gone', async () => {
    const feed = new Feed({ store: rig.store, ...CHANNELS }, systemClock, silentLogger)
    const whole = await feed.past.everything()
    const before = await head()
    await chats(['stays'])
    const page = await feed.past.after(before)
    expect(await feed.past.everything()).toBe(whole)
    expect(await feed.past.after(before)).toBe(page)
    const desk = new QuietDesk(feed)
    await desk.begin(before)
    await rig.store.write((tx) => {
      tx.changed('channel', 'is gone')
      return Promise.resolve()
    })
    await expect.poll(() => desk.changes.some(({ row }) => row === null)).toBe(true)
    expect(await feed.past.everything()).not.toBe(whole)
    expect(await feed.past.after(before)).not.toBe(page)
    feed.dispose()
  })

  it('desks with cursors of their own meet at common places', async () => {
    const before = await head()
    await rig.store.write((tx) => {
      for (let nth = 0; nth < 1_200; nth += 1) tx.changed('channel', `apart-${String(nth)}`)
      return Promise.resolve()
    })
    const past = new SharedPast({ store: rig.store, ...CHANNELS }, systemClock)
    const ends = await Promise.all(
      [before, before + 3, before + 11, before + 64].map(async (cursor) => {
        const { news, isLast } = await past.after(cursor)
        expect(isLast).toBe(false)
        expect(news?.changes.every(({ seq }) => seq > cursor && seq <= (news.upTo || 0))).toBe(true)
        return news?.upTo
      }),
    )
    expect(new Set(ends).size).toBe(1)
    expect(await past.after(ends[0] ?? 0)).toBe(await past.after(ends[0] ?? 0))
    past.dispose()
  })
})

/** So long that what was begun has asked the database. */
async function settled(): Promise<void> {
  await rig.store.read(headOfFeed)
  await new Promise((resolve) => setImmediate(resolve))
}
