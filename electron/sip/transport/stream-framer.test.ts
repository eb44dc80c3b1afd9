import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '#shared/testing/random-runs'
import { MAX_HEADERS, StreamFramer, type Frame } from './stream-framer'

function message(body: string, extra = ''): string {
  return `SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP a;branch=z9hG4bK1\r\n${extra}Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`
}

function feed(...chunks: (string | Buffer)[]): Frame[] {
  const framer = new StreamFramer()
  return chunks.flatMap((chunk) => framer.push(Buffer.from(chunk)))
}

describe('framing of a SIP stream', () => {
  it('cuts by Content-Length in bytes, also between two messages of one chunk', () => {
    expect(feed(message('тело') + message(''))).toEqual([
      { kind: 'message', text: message('тело') },
      { kind: 'message', text: message('') },
    ])
  })

  it('does not care where the chunks are cut', () => {
    const bytes = Buffer.from(`\r\n\r\n${message('привет')}${message('x')}`)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 5, max: bytes.length }), { maxLength: 8 }), (cuts) => {
        const points = [0, ...[...cuts].sort((a, b) => a - b), bytes.length]
        const chunks = points.slice(1).map((end, index) => bytes.subarray(points[index], end))
        expect(feed(...chunks)).toEqual(feed(bytes))
      }),
      randomRuns(),
    )
  })

  it('tells the keep-alive of RFC 5626: double CRLF is a ping, a single one a pong', () => {
    expect(feed('\r\n\r\n', '\r\n')).toEqual([{ kind: 'ping' }, { kind: 'pong' }])
  })

  it('takes the compact form and a missing Content-Length', () => {
    expect(feed('OPTIONS sip:a SIP/2.0\r\nl: 2\r\n\r\nab')).toMatchObject([{ kind: 'message' }])
    expect(feed('OPTIONS sip:a SIP/2.0\r\n\r\n')).toMatchObject([{ kind: 'message' }])
  })

  it.each([
    ['an HTTP server', 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'],
    ['an HTTP server, cut short', 'HTTP/1.1 400'],
    ['a TLS alert', Buffer.from([0x15, 3, 3, 0, 2, 2, 40])],
    ['a negative length', 'SIP/2.0 200 OK\r\nContent-Length: -5\r\n\r\n'],
    ['a huge length', 'SIP/2.0 200 OK\r\nContent-Length: 99999999\r\n\r\n'],
    ['endless headers', `SIP/2.0 200 OK\r\nX: ${'y'.repeat(70_000)}`],
    ['too many headers', message('', 'Record-Route: <sip:a;lr>\r\n'.repeat(MAX_HEADERS + 1))],
  ])('gives up on %s and hears nothing more', (_name, bytes) => {
    const framer = new StreamFramer()
    expect(framer.push(Buffer.from(bytes))).toMatchObject([{ kind: 'broken', reason: 'notSip' }])
    expect(framer.push(Buffer.from(message('')))).toEqual([])
  })
})
