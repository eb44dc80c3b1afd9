import { describe, expect, it } from 'vitest'

import { forgetRead, Lasting, readOnce, Seen } from './read-once'
import type { Write } from './store'

const transaction = (lasting: Lasting | null) => ({ seen: new Seen(lasting) }) as Write

/** What is asked, and when it is answered. */
function asking() {
  const answers: ((value: string) => void)[] = []
  const ask = () =>
    new Promise<string>((resolve) => {
      answers.push(resolve)
    })
  return { ask, answers }
}

async function asked(view: Write, value: string): Promise<string> {
  return readOnce(view, 'facts', () => Promise.resolve(value))
}

describe('what administrators set', () => {
  it('is asked for once in a transaction, and anew in the next where other hubs may write', async () => {
    const first = transaction(null)
    expect([await asked(first, 'a'), await asked(first, 'b')]).toEqual(['a', 'a'])
    expect(await asked(transaction(null), 'b')).toBe('b')
  })

  it('lasts where nobody else writes, until it is written', async () => {
    const lasting = new Lasting()
    expect(await asked(transaction(lasting), 'a')).toBe('a')
    const writing = transaction(lasting)
    expect(await asked(writing, 'b')).toBe('a')
    forgetRead(writing, 'facts')
    // Not committed yet: for this transaction alone.
    expect(await asked(writing, 'c')).toBe('c')
    expect(await asked(transaction(lasting), 'd')).toBe('d')
    expect(await asked(transaction(lasting), 'e')).toBe('d')
  })

  it('an answer that comes after somebody has written does not last', async () => {
    const lasting = new Lasting()
    const { ask, answers } = asking()
    const before = readOnce(transaction(lasting), 'facts', ask)
    forgetRead(transaction(lasting), 'facts')
    answers[0]?.('old')
    expect(await before).toBe('old')
    expect(await asked(transaction(lasting), 'new')).toBe('new')
  })

  it('nobody waits for an answer that another has asked for: it may wait for them', async () => {
    const lasting = new Lasting()
    const { ask, answers } = asking()
    const slow = readOnce(transaction(lasting), 'facts', ask)
    expect(await asked(transaction(lasting), 'quick')).toBe('quick')
    answers[0]?.('slow')
    expect(await slow).toBe('slow')
  })

  it('what could not be read is asked for again', async () => {
    const lasting = new Lasting()
    const broken = readOnce(transaction(lasting), 'facts', () => Promise.reject(new Error('gone')))
    await expect(broken).rejects.toThrow('gone')
    expect(await asked(transaction(lasting), 'there')).toBe('there')
  })

  it('people are asked for each time: much else changes their rows', async () => {
    const lasting = new Lasting()
    const people = (value: string) => readOnce(transaction(lasting), 'agents', () => Promise.resolve(value))
    expect([await people('a'), await people('b')]).toEqual(['a', 'b'])
  })
})
