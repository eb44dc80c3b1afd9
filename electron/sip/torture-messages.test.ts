import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Logger } from '#shared/lib/logger'
import { randomRuns } from '#shared/testing/random-runs'
import { FakePeer } from './testing/fake-peer'
import { createFixture, type PhoneFixture } from './testing/phone-fixture'
import { StreamFramer } from './transport/stream-framer'

const FOLDER = join(import.meta.dirname, '../../tests/fixtures/rfc4475')
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.dat'))

const warnings: string[] = []
const logger: Logger = {
  error: (line) => warnings.push(line),
  warn: (line) => warnings.push(line),
  info() {},
  debug() {},
  child: () => logger,
}
const rejections: unknown[] = []
const note = (reason: unknown) => rejections.push(reason)

let peer: FakePeer
let desk: PhoneFixture

beforeAll(async () => {
  process.on('unhandledRejection', note)
  peer = new FakePeer()
  desk = createFixture({ account: { transport: 'ws', port: 1 }, internals: { openFlow: peer.openFlow }, logger })
  desk.phone.start()
  await desk.untilRegistered()
})

afterAll(async () => {
  await desk.phone.stop()
  process.off('unhandledRejection', note)
  expect(rejections).toEqual([])
})

/** Still alive: an ordinary question gets its ordinary answer. */
async function answersStill(callId: string): Promise<void> {
  peer.within('OPTIONS', { local: '<sip:x@y>;tag=1', remote: '<sip:agent@y>', callId }, { cseq: 1 })
  for (;;) {
    const answer = await peer.next(200)
    if (answer.header('call-id') === callId) return
  }
}

describe('the torture messages of RFC 4475', () => {
  it('are all there', () => {
    expect(names).toHaveLength(49)
  })

  it.each(names)('[K8] %s neither throws nor stops the phone', async (name) => {
    const text = readFileSync(join(FOLDER, name), 'latin1')
    expect(() => {
      peer.inject(text)
    }).not.toThrow()
    await answersStill(`after-${name}`)
  })

  it.each(names)('[K8] %s neither throws nor hangs in the framing of a stream', (name) => {
    const framer = new StreamFramer()
    expect(() => framer.push(readFileSync(join(FOLDER, name)))).not.toThrow()
  })
})

it('[K8] a response with a broken CSeq is dropped with a warning', async () => {
  warnings.length = 0
  peer.inject(
    'SIP/2.0 200 OK\r\nVia: SIP/2.0/WS x;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>;tag=2\r\nCall-ID: c\r\nCSeq: x\r\nContent-Length: 0\r\n\r\n',
  )
  expect(warnings).toEqual(['incoming SIP message dropped'])
  await answersStill('after-cseq')
})

it('[K8] damaged messages of any kind do not throw', async () => {
  const texts = names.map((name) => readFileSync(join(FOLDER, name), 'latin1'))
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.nat(3_000),
      fc.string({ maxLength: 6 }),
      fc.nat(20),
      (text, at, insert, cut) => {
        expect(() => {
          peer.inject(text.slice(0, at) + insert + text.slice(at + cut))
        }).not.toThrow()
      },
    ),
    randomRuns({ share: 300, full: 10_000 }),
  )
  await answersStill('after-damage')
})
