import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { systemClock } from '#shared/lib/clock'
import { err, ok } from '#shared/lib/result'
import { randomRuns } from '#shared/testing/random-runs'
import type { CallId } from '#shared/domain/ids'
import { chances } from '../testing/chances'
import { FakeDatagramSocket } from '../testing/fake-datagram-socket'
import { createFixture, type PhoneFixture } from '../testing/phone-fixture'
import { answerTo } from '../testing/tiny-servers'
import { DatagramFlow } from './datagram-flow'

/** Timers of the library, the flows and the wire stand still unless the test moves them. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const LOSS = 0.2
const LONGEST_DELAY_MS = 40
/** Long enough for timer B or F of whatever went wrong. */
const PATIENCE_MS = 70_000
const STEP_MS = 250

/** Two phones with a server between them that takes every registration and passes on everything else. */
function twoPhones(random: () => number) {
  let caller: FakeDatagramSocket | null = null
  let callee: FakeDatagramSocket | null = null
  /** Datagrams are lost, late and out of order. */
  const carry = (text: string, to: () => FakeDatagramSocket | null) => {
    if (random() < LOSS) return
    setTimeout(() => to()?.arrive(text), Math.round(random() * LONGEST_DELAY_MS))
  }
  const join = (port: number, own: (socket: FakeDatagramSocket) => void, other: () => FakeDatagramSocket | null) => {
    return async () => {
      const socket = new FakeDatagramSocket({ address: '192.0.2.1', port })
      own(socket)
      socket.onSent = (text) => {
        if (/^(?:REGISTER|OPTIONS)/.test(text)) {
          const contact = /\r\nContact: (.*)/.exec(text)?.[1] ?? ''
          carry(answerTo(text, 200, [`Contact: ${contact}`]), () => socket)
          return
        }
        carry(text, other)
      }
      return ok(
        new DatagramFlow(socket, {
          clock: systemClock,
          userAgent: 'Otklik/test',
          addressOfRecord: 'sip:agent@pbx.test',
          openStream: async () => err({ layer: 'connect', reason: 'connectionRefused', detail: null }),
        }),
      )
    }
  }
  const phone = (openFlow: ReturnType<typeof join>) => {
    const fixture = createFixture({ account: { transport: 'udp', port: 5060 }, internals: { openFlow } })
    fixture.phone.start()
    return fixture
  }
  const a = phone(
    join(
      40_001,
      (socket) => (caller = socket),
      () => callee,
    ),
  )
  const b = phone(
    join(
      40_002,
      (socket) => (callee = socket),
      () => caller,
    ),
  )
  return { a, b }
}

async function passUntil(what: string, condition: () => boolean): Promise<void> {
  for (let passed = 0; passed < PATIENCE_MS; passed += STEP_MS) {
    if (condition()) return
    await vi.advanceTimersByTimeAsync(STEP_MS)
  }
  if (!condition()) throw new Error(`Waited in vain for: ${what}`)
}

const phaseOf = (fixture: PhoneFixture) => fixture.calls()[0]?.phase.kind

async function reach(a: PhoneFixture, b: PhoneFixture): Promise<{ outgoing: CallId; incoming: CallId }> {
  await passUntil('both registered', () => [a, b].every((fixture) => fixture.registration()?.kind === 'registered'))
  const outgoing = await a.dial('84950000440')
  await passUntil('ringing', () => phaseOf(b) === 'incoming')
  return { outgoing, incoming: b.calls()[0]?.id as CallId }
}

describe('calls over a wire that loses every fifth datagram each way', () => {
  it('[K8] are all set up and torn down, by either side, taken, declined or given up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.noShrink(fc.integer()),
        fc.constantFrom('callerHangsUp', 'calleeHangsUp', 'calleeDeclines', 'callerGivesUp'),
        async (seed, course) => {
          const { a, b } = twoPhones(chances(seed))
          try {
            const { outgoing, incoming } = await reach(a, b)
            if (course === 'calleeDeclines') await b.phone.callHandlers.decline({ id: incoming })
            else if (course === 'callerGivesUp') await a.phone.callHandlers.hangUp({ id: outgoing })
            else {
              await b.phone.callHandlers.answer({ id: incoming })
              await passUntil('both talk', () => phaseOf(a) === 'active' && phaseOf(b) === 'active')
              if (course === 'callerHangsUp') await a.phone.callHandlers.hangUp({ id: outgoing })
              else await b.phone.callHandlers.hangUp({ id: incoming })
            }
            const isOver = (fixture: PhoneFixture) => [undefined, 'ended'].includes(phaseOf(fixture))
            await passUntil('both ended', () => isOver(a) && isOver(b))
            const outcomes = [...a.records, ...b.records].map(({ outcome }) => outcome)
            const talked = course === 'callerHangsUp' || course === 'calleeHangsUp'
            expect(outcomes.length).toBe(2)
            expect(outcomes.every((outcome) => (outcome === 'answered') === talked)).toBe(true)
          } finally {
            a.phone.dispose()
            b.phone.dispose()
          }
        },
      ),
      randomRuns({ share: 20, full: 100 }),
    )
  })
})
