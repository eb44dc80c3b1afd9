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
  const add = (name: string, fails = false, group = '') =>
    writes.add(
      async () => {
        await Promise.resolve()
        did.push(name)
        if (fails) throw new Error(name)
        return name
      },
      () => Promise.resolve(group),
    )
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

  it('works of one group are done one after another, those of others beside them', async () => {
    const steps: string[] = []
    let open: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    const writes = new SharedWrites(async (work) => {
      await gate
      return work({} as Write)
    })
    const add = (name: string, group: string) =>
      writes.add(
        async () => {
          steps.push(`${name} begins`)
          await Promise.resolve()
          steps.push(`${name} ends`)
        },
        () => Promise.resolve(group),
      )
    const all = [add('alone', 'x'), add('a1', 'a'), add('b', 'b'), add('a2', 'a')]
    open()
    await Promise.all(all)
    expect(steps.slice(2)).toEqual(['a1 begins', 'b begins', 'a1 ends', 'b ends', 'a2 begins', 'a2 ends'])
  })

  it('a transaction is not over before the last of its works is, also where another has failed', async () => {
    const steps: string[] = []
    const writes = new SharedWrites(async (work) => {
      try {
        return await work({} as Write)
      } finally {
        steps.push('over')
      }
    })
    const slow = async () => {
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
      steps.push('slow ends')
    }
    const failing = () => Promise.reject(new Error('broken'))
    const first = writes.add(slow, () => Promise.resolve('a'))
    const all = [first, writes.add(failing, () => Promise.resolve('b')), writes.add(slow, () => Promise.resolve('c'))]
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(steps).toEqual(['slow ends', 'over', 'slow ends', 'over', 'over', 'slow ends', 'over'])
  })
})
