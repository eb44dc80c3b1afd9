import { describe, expect, it } from 'vitest'

import { SharedWrites } from './shared-writes'
import type { Write } from './store'

/** Transactions that begin when the test lets them, each with the works that it did. */
function rig() {
  const transactions: string[][] = []
  const gates: (() => void)[] = []
  let did: string[] = []
  const writes = new SharedWrites(async (work) => {
    await new Promise<void>((open) => gates.push(open))
    did = []
    const value = await work({} as Write)
    transactions.push(did)
    return value
  })
  const add = (name: string, fails = false) =>
    writes.add(async () => {
      await Promise.resolve()
      did.push(name)
      if (fails) throw new Error(name)
      return name
    })
  const openAll = async () => {
    for (let round = 0; round < 100; round += 1) {
      gates.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { add, openAll, transactions }
}

describe('what is written together', () => {
  it('the first goes alone and at once, what comes meanwhile together and in its order', async () => {
    const { add, openAll, transactions } = rig()
    const all = [add('a'), add('b'), add('c')]
    await openAll()
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c'])
    expect(transactions).toEqual([['a'], ['b', 'c']])
  })

  it('where one fails, the others count all the same, and only it is told so', async () => {
    const { add, openAll, transactions } = rig()
    const all = [add('first'), add('a'), add('broken', true), add('c')].map((one) =>
      one.catch((error: unknown) => (error instanceof Error ? `failed: ${error.message}` : 'failed')),
    )
    await openAll()
    expect(await Promise.all(all)).toEqual(['first', 'a', 'failed: broken', 'c'])
    expect(transactions).toEqual([['first'], ['a'], ['c']])
  })

  it('thousands are not one transaction', async () => {
    const { add, openAll, transactions } = rig()
    const all = Array.from({ length: 60 }, (_, index) => add(String(index)))
    await openAll()
    await Promise.all(all)
    expect(transactions.map(({ length }) => length)).toEqual([1, 25, 25, 9])
  })
})
