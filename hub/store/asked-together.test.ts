import { describe, expect, it } from 'vitest'

import { askedTogether, readTogether } from './asked-together'
import { Seen } from './read-once'
import type { Read } from './store'

const view = (): Read => ({ db: {} as Read['db'], nowMs: 0, seen: new Seen(null) })

/** Answers each number with its double, and keeps what was asked together. */
function doubling() {
  const asked: (readonly number[])[] = []
  const ask = (keys: readonly number[]) => {
    asked.push([...keys])
    return Promise.resolve(keys.map((key) => key * 2))
  }
  return { asked, ask }
}

describe('what is asked in the same moment', () => {
  it('is one statement, and each is told its own', async () => {
    const tx = view()
    const { asked, ask } = doubling()
    expect(await Promise.all([1, 2, 3].map((key) => askedTogether(tx, 'double', key, ask)))).toEqual([2, 4, 6])
    expect(asked).toEqual([[1, 2, 3]])
  })

  it('works that go side by side stay together, however many steps they have', async () => {
    const tx = view()
    const { asked, ask } = doubling()
    const work = async (key: number) => {
      const once = await askedTogether(tx, 'double', key, ask)
      await Promise.resolve()
      return askedTogether(tx, 'double', once, ask)
    }
    expect(await Promise.all([work(1), work(2)])).toEqual([4, 8])
    expect(asked).toEqual([
      [1, 2],
      [2, 4],
    ])
  })

  it('is never together with what another transaction asks', async () => {
    const { asked, ask } = doubling()
    await Promise.all([view(), view()].map((tx) => askedTogether(tx, 'double', 1, ask)))
    expect(asked).toEqual([[1], [1]])
  })

  it('is asked anew afterwards', async () => {
    const tx = view()
    const { asked, ask } = doubling()
    await askedTogether(tx, 'double', 1, ask)
    await askedTogether(tx, 'double', 1, ask)
    expect(asked).toEqual([[1], [1]])
  })

  it('fails for all who asked', async () => {
    const tx = view()
    const fail = () => Promise.reject(new Error('gone'))
    const all = await Promise.allSettled([1, 2].map((key) => askedTogether(tx, 'fail', key, fail)))
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  it('answers that are not one for each key are an error, and nobody is told another’s', async () => {
    const tx = view()
    const short = () => Promise.resolve([1])
    const all = [1, 2].map((key) => askedTogether(tx, 'short', key, short))
    await expect(Promise.all(all)).rejects.toThrow('short was to answer 2 keys and answered 1.')
  })

  it('reads outside of transactions are together where they are of one pool', async () => {
    const { db } = view()
    const reads = [1, 2].map((key) => ({ key, view: { ...view(), db } }))
    const { asked, ask } = doubling()
    await Promise.all([
      ...reads.map(({ key, view: read }) => readTogether(read, 'double', key, ask)),
      readTogether(view(), 'double', 3, ask),
    ])
    expect(asked).toEqual([[1, 2], [3]])
  })
})
