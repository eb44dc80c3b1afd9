import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { systemClock, type Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import { err, ok } from '#shared/lib/result'
import { countOf, isLongRun, testSeed } from '#shared/testing/test-run'
import { chances } from './testing/chances'
import { FakeDatagramSocket } from './testing/fake-datagram-socket'
import { FakePeer } from './testing/fake-peer'
import { createFixture, type PhoneFixture } from './testing/phone-fixture'
import { answerTo } from './testing/tiny-servers'
import { DatagramFlow } from './transport/datagram-flow'
import type { OpenFlow } from './transport/open-flow'
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

/**
 * What each leads to, in a phone that is nobody's registrar: a status, `rings`, or `dropped` for answers to nothing and
 * for what cannot be answered since its own headers are broken.
 */
const OUTCOMES: Readonly<Record<string, string>> = {
  // §3.1.1, valid
  ...{ wsinv: '481', intmeth: '405', esc01: 'rings', escnull: '405', esc02: '405', lwsdisp: '200', longreq: 'rings' },
  ...{ dblreq: '405', semiuri: '200', transports: '200', mpart01: '415', unreason: 'dropped', noreason: 'dropped' },
  // §3.1.2, invalid
  ...{ badinv01: 'dropped', clerr: '400', ncl: 'dropped', scalar02: '405', scalarlg: 'dropped', quotbal: 'dropped' },
  ...{ ltgtruri: 'rings', lwsruri: '481', lwsstart: 'rings', trws: 'dropped', escruri: 'rings', baddate: 'rings' },
  ...{ regbadct: 'dropped', badaspec: 'dropped', baddn: 'dropped', badvers: '505', mismatch01: '400' },
  ...{ mismatch02: '400', bigcode: 'dropped' },
  // §3.2 to §3.4, of transactions, user agents and RFC 2543
  ...{ badbranch: '200', insuf: 'dropped', unkscm: '416', novelsc: '416', unksm2: 'dropped', bext01: '420' },
  ...{ invut: '415', regaut01: '405', multi01: 'rings', mcl01: '200', bcast: 'dropped', zeromf: '200' },
  ...{ cparam01: '405', cparam02: '405', regescrt: '405', sdp01: 'rings', inv2543: '400' },
}

async function outcomeOf(name: string): Promise<string> {
  const own = new FakePeer()
  const phone = createFixture({ account: { transport: 'ws', port: 1 }, internals: { openFlow: own.openFlow }, logger })
  phone.phone.start()
  await phone.untilRegistered()
  own.inject(readFileSync(join(FOLDER, name), 'latin1'))
  own.within('OPTIONS', { local: '<sip:x@y>;tag=1', remote: '<sip:agent@y>', callId: 'last' }, { cseq: 1 })
  while ((await own.next(200)).header('call-id') !== 'last');
  await new Promise((resolve) => setImmediate(resolve))
  const statuses = own.heard.flatMap(({ status, text }) => (/\r\nCall-ID: last\r\n/.test(text) ? [] : (status ?? [])))
  phone.phone.dispose()
  if (statuses.includes(180)) return 'rings'
  return statuses.length === 0 ? 'dropped' : statuses.join()
}

describe('the torture messages of RFC 4475', () => {
  it.each(names)('[K8] %s leads to what it must', async (name) => {
    expect(await outcomeOf(name)).toBe(OUTCOMES[name.replace('.dat', '')])
  })

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

/** One of the messages, damaged once to three times: cut, doubled, bytes changed, pieces of another put in. */
function damaged(texts: readonly string[], random: () => number): string {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  let text = pick(texts)
  for (let left = 1 + Math.floor(random() * 3); left > 0; left -= 1) {
    const at = Math.floor(random() * text.length)
    const length = Math.floor(random() * 40)
    const other = pick(texts)
    const piece = pick([
      '',
      String.fromCharCode(Math.floor(random() * 256)),
      '\r\n',
      other.slice(at, at + length),
      text.slice(at, at + length).repeat(2),
      '\0'.repeat(length),
    ])
    text = text.slice(0, at) + piece + text.slice(at + (random() < 0.5 ? length : 0))
  }
  return text
}

/** Of the message alone, as it comes back in an answer: what is left over says whether the heap grows. */
const MOST_GROWTH_BYTES = 96 * 1024 * 1024
const BREATHE_EVERY = 500

it(
  '[K8] damaged messages by UDP neither throw nor pile up',
  async () => {
    const texts = names.map((name) => readFileSync(join(FOLDER, name), 'latin1'))
    const count = countOf({ share: 3_000, full: 1_000_000 })
    const random = chances(testSeed)
    const socket = new FakeDatagramSocket()
    socket.onSent = (text) => {
      socket.sent.length = 0
      if (text.startsWith('REGISTER')) {
        const contact = /\r\nContact: (.*)/.exec(text)?.[1] ?? ''
        queueMicrotask(() => {
          socket.arrive(answerTo(text, 200, [`Contact: ${contact}`]))
        })
      }
    }
    // Ten times as fast, so that transactions are forgotten while the run lasts.
    const hasty: Clock = {
      now: () => systemClock.now(),
      schedule: (delayMs, action) => systemClock.schedule(delayMs / 10, action),
    }
    const openFlow: OpenFlow = async () =>
      ok(
        new DatagramFlow(socket, {
          clock: hasty,
          userAgent: 'Otklik/test',
          addressOfRecord: 'sip:agent@pbx.test',
          openStream: async () => err({ layer: 'connect', reason: 'connectionRefused', detail: null }),
        }),
      )
    const target = createFixture({ account: { transport: 'udp', port: 1 }, internals: { openFlow }, logger })
    target.phone.start()
    await target.untilRegistered()
    let startBytes = 0
    for (let done = 0; done < count; done += 1) {
      socket.arrive(damaged(texts, random))
      if (done % BREATHE_EVERY === 0) await new Promise((resolve) => setImmediate(resolve))
      if (done === Math.floor(count / 3)) startBytes = process.memoryUsage().heapUsed
    }
    warnings.length = 0
    expect(socket.isOpen).toBe(true)
    expect(process.memoryUsage().heapUsed - startBytes).toBeLessThan(MOST_GROWTH_BYTES)
    await target.phone.stop()
  },
  isLongRun ? 3_600_000 : 60_000,
)
