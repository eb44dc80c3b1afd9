import { describe, expect, it } from 'vitest'

import { fencedFetch } from './fenced-fetch'

/** Answers when it is aborted, and never otherwise. */
function hanging() {
  const asked: string[] = []
  const perform: typeof fetch = (input, init) => {
    asked.push(typeof input === 'string' ? input : 'other')
    return new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => {
        reject(new Error('given up'))
      })
    })
  }
  return { asked, perform }
}

describe('requests behind a fence', () => {
  it('gives up what is under way and lets nothing more leave', async () => {
    const { asked, perform } = hanging()
    const fence = new AbortController()
    const fenced = fencedFetch(perform, fence.signal)
    const [plain, withSignal] = [fenced('a'), fenced('b', { signal: new AbortController().signal })]
    fence.abort()
    await expect(plain).rejects.toThrow('given up')
    await expect(withSignal).rejects.toThrow('given up')
    await expect(fenced('c')).rejects.toThrow()
    expect(asked).toEqual(['a', 'b'])
  })

  it('keeps the caller’s own time-out', async () => {
    const { perform } = hanging()
    const own = new AbortController()
    const asking = fencedFetch(perform, new AbortController().signal)('a', { signal: own.signal })
    own.abort()
    await expect(asking).rejects.toThrow('given up')
  })
})
