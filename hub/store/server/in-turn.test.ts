import { describe, expect, it } from 'vitest'
import type { QueryResult } from 'pg'

import { inTurn } from './in-turn'

/** A connection that refuses to be asked before it has answered. */
function connection() {
  const asked: string[] = []
  let isBusy = false
  const query = async ({ text }: { text: string }) => {
    if (isBusy) throw new Error('It was asked while it was at work.')
    isBusy = true
    asked.push(text)
    await new Promise((resolve) => setImmediate(resolve))
    isBusy = false
    if (text === 'broken') throw new Error('broken')
    return { rows: [text] } as unknown as QueryResult
  }
  return { asked, client: { query } }
}

describe('a connection that many ask', () => {
  it('is asked one thing after another, in their order', async () => {
    const { asked, client } = connection()
    const turns = inTurn(client)
    const answers = await Promise.all(['a', 'b', 'c'].map((text) => turns.query({ text })))
    expect(answers).toEqual(['a', 'b', 'c'].map((text) => ({ rows: [text] })))
    expect(asked).toEqual(['a', 'b', 'c'])
  })

  it('goes on after what failed', async () => {
    const turns = inTurn(connection().client)
    const all = await Promise.allSettled(['broken', 'b'].map((text) => turns.query({ text })))
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(await turns.query({ text: 'c' })).toEqual({ rows: ['c'] })
  })
})
