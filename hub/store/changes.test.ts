import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DATABASE_KINDS } from '../testing/databases'
import { QueueRig } from '../testing/queue-rig'
import { PREPARING_MS } from '../testing/test-folder'
import { changesAfter, headOfFeed, oldestUsableCursor, pruneFeed } from './changes'

describe.each(DATABASE_KINDS)('change feed in a database that is %s', (kind) => {
  let rig: QueueRig
  beforeAll(async () => {
    rig = await QueueRig.open(kind)
  }, PREPARING_MS)
  afterAll(() => rig.close())

  it('keeps the newest changes and knows below which cursor a desk must begin anew', async () => {
    for (let index = 0; index < 6; index += 1) await rig.chat(`chat-${String(index)}`)
    const head = await rig.store.read(headOfFeed)
    expect(await rig.store.read(oldestUsableCursor)).toBe(0)

    await rig.store.write((tx) => pruneFeed(tx, 2))
    expect(await rig.store.read(oldestUsableCursor)).toBe(head - 2)
    expect((await rig.store.read((view) => changesAfter(view, head - 2, 10))).map((change) => change.seq)).toEqual([
      head - 1,
      head,
    ])
    expect(await rig.store.write((tx) => pruneFeed(tx, 2))).toBe(0)

    await rig.store.write((tx) => pruneFeed(tx, 0))
    expect(await rig.store.read(headOfFeed)).toBe(head)
  })

  it('writes nothing when a transaction fails', async () => {
    const head = await rig.store.read(headOfFeed)
    const failing = rig.store.write(async (tx) => {
      tx.changed('chat', 'x')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await rig.store.read(headOfFeed)).toBe(head)
  })

  it('does what was to be done afterwards once it is durable, and never where a transaction fails', async () => {
    const done: string[] = []
    const failing = rig.store.write(async (tx) => {
      tx.whenDurable(() => done.push('never'))
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await rig.store.write(async (tx) => {
      tx.whenDurable(() => done.push('afterwards'))
      await Promise.resolve()
      done.push('within')
    })
    expect(done).toEqual(['within', 'afterwards'])
  })

  it('announces commits in their order', async () => {
    const announced: number[] = []
    const subscription = rig.store.committed.on((changes) => announced.push(...changes.map((change) => change.seq)))
    await Promise.all(Array.from({ length: 30 }, (_, index) => rig.chat(`many-${String(index)}`)))
    subscription.dispose()
    expect(announced.length).toBeGreaterThanOrEqual(30)
    expect(announced).toEqual(announced.toSorted((a, b) => a - b))
  })
})
