import { describe, expect, it } from 'vitest'

import type { Exchange, ExchangeRequest } from '../network/exchange'
import { fencedExchange } from './fenced-exchange'

/** Answers when it is aborted, and never otherwise. */
function hanging() {
  const asked: string[] = []
  const exchange: Exchange = ({ url, signal }) => {
    asked.push(url)
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(new Error('given up'))
      })
    })
  }
  return { asked, exchange }
}

function request(url: string, signal = new AbortController().signal): ExchangeRequest {
  return { method: 'GET', url, headers: {}, followsRedirects: true, maxBytes: 10, signal }
}

describe('requests behind a fence', () => {
  it('gives up what is under way and lets nothing more leave', async () => {
    const { asked, exchange } = hanging()
    const fence = new AbortController()
    const fenced = fencedExchange(exchange, fence.signal)
    const underWay = [fenced(request('a')), fenced(request('b'))]
    fence.abort()
    for (const each of underWay) await expect(each).rejects.toThrow('given up')
    await expect(fenced(request('c'))).rejects.toThrow()
    expect(asked).toEqual(['a', 'b'])
  })

  it('keeps the caller’s own time-out', async () => {
    const { exchange } = hanging()
    const own = new AbortController()
    const asking = fencedExchange(exchange, new AbortController().signal)(request('a', own.signal))
    own.abort()
    await expect(asking).rejects.toThrow('given up')
  })
})
