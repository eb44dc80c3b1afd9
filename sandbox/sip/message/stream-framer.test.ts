import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomRuns } from '#shared/testing/random-runs'
import { StreamFramer } from './stream-framer'

function frame(chunks: readonly Buffer[]): { messages: string[]; pings: number; broken: number } {
  const seen = { messages: [] as string[], pings: 0, broken: 0 }
  const framer = new StreamFramer({
    message: (text) => seen.messages.push(text),
    ping: () => (seen.pings += 1),
    broken: () => (seen.broken += 1),
  })
  for (const chunk of chunks) framer.push(chunk)
  return seen
}

function message(body: string): string {
  return `MESSAGE sip:b@x SIP/2.0\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

describe('framing a TCP stream', () => {
  it('finds every message and ping however the stream is cut', () => {
    const part = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }).map(message), fc.constant('\r\n\r\n'))
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (parts, sizes) => {
          const stream = Buffer.from(parts.join(''))
          const chunks: Buffer[] = []
          for (let at = 0; at < stream.length;) {
            const size = sizes[chunks.length % sizes.length] ?? 1
            chunks.push(stream.subarray(at, at + size))
            at += size
          }
          const isPing = (text: string): boolean => text === '\r\n\r\n'
          expect(frame(chunks)).toEqual({
            messages: parts.filter((text) => !isPing(text)),
            pings: parts.filter(isPing).length,
            broken: 0,
          })
        },
      ),
      randomRuns(),
    )
  })

  it('skips a lone CRLF between messages', () => {
    expect(frame([Buffer.from('\r\n'), Buffer.from(message('a'))]).messages).toEqual([message('a')])
  })

  it('understands the compact length', () => {
    expect(frame([Buffer.from('X\r\nl : 2\r\n\r\nabY\r\n\r\n')]).messages).toEqual([
      'X\r\nl : 2\r\n\r\nab',
      'Y\r\n\r\n',
    ])
  })

  it('gives up on a head without end', () => {
    expect(frame([Buffer.alloc(300 * 1024, 'x')])).toEqual({ messages: [], pings: 0, broken: 1 })
  })
})
