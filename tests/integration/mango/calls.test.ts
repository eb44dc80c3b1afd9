import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'

import type { CallRecord } from '../../../shared/domain/call'
import type { CallId } from '../../../shared/domain/ids'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { countOf, testSeed } from '../../../shared/testing/test-run'
import { CODE, liveLegs, type Entry, type OutgoingEvent } from '../../../sandbox/mango'
import { seededRandom } from '../../lib/seeded-random'
import { MangoRig } from './rig'

let rig: MangoRig

beforeAll(testTemplate, PREPARING_MS)
beforeEach(async () => {
  rig = await MangoRig.begin()
})
afterEach(() => rig.stop())

const CLIENT = '79990000001'
const second = (ms: number) => Math.floor(ms / 1000) * 1000

it('[K10] [K18] a call stands in the client’s timeline with direction, length and who answered; a missed one is new', async () => {
  await rig.connect()
  const { exchange, events } = rig.mango
  const startedAtMs = second(rig.clock.now())
  const taken = exchange.incoming({ number: CLIENT }, true)
  exchange.ring(taken, '102')
  await events.idle()
  expect((await rig.telephony())?.liveCalls).toMatchObject([
    { chatId: rig.chatId, direction: 'incoming', number: '+79990000001', extension: '102', phase: 'ringing' },
  ])
  await rig.pass(5000)
  exchange.answer(taken)
  await rig.pass(60_000)
  exchange.end(taken, CODE.callerHungUp)
  const missed = exchange.incoming({ number: CLIENT })
  exchange.ring(missed, '101')
  exchange.end(missed, CODE.callerHungUp)
  await events.idle()
  expect(await rig.timeline()).toMatchObject([
    {
      direction: 'incoming',
      number: '+79990000001',
      outcome: 'answered',
      startedAtMs,
      durationMs: 60_000,
      answeredBy: 'Мария Образцова',
    },
    { direction: 'incoming', outcome: 'missed', durationMs: 0 },
  ])
  expect((await rig.telephony())?.liveCalls).toEqual([])
  await rig.restart()
  expect(await rig.timeline()).toHaveLength(2)
})

it('[K10] what was told while the hub was away comes from the statistics, none missing and none twice', async () => {
  await rig.connect()
  const { exchange, events } = rig.mango
  const before = exchange.incoming({ number: CLIENT })
  exchange.ring(before, '101')
  exchange.answer(before)
  await events.idle()
  await rig.restart(async () => {
    await rig.clock.advanceAsync(30_000)
    exchange.end(before, CODE.calleeHungUp)
    const away = exchange.outgoing('102', { number: CLIENT })
    await rig.clock.advanceAsync(4000)
    exchange.end(away, CODE.busy)
    // Over a month later, which the platform does not give at once.
    await rig.clock.advanceAsync(40 * 86_400_000)
    const recent = exchange.outgoing('103', { number: CLIENT })
    exchange.answer(recent)
    await rig.clock.advanceAsync(10_000)
    exchange.end(recent, CODE.callerHungUp)
    await events.idle()
  })
  expect(events.counts.lost).toBeGreaterThan(0)
  await rig.compared()
  await rig.compared()
  expect(await rig.timeline()).toMatchObject([
    { direction: 'incoming', outcome: 'answered', durationMs: 30_000, answeredBy: 'Иван Пример' },
    { direction: 'outgoing', outcome: 'busy', durationMs: 0 },
    { direction: 'outgoing', outcome: 'answered', durationMs: 10_000, answeredBy: 'Олег Запасной' },
  ])
  expect((await rig.telephony())?.liveCalls).toEqual([])
})

it('[K10] a call that the desk’s own line carried is one with what the PBX tells of it, whoever speaks first', async () => {
  await rig.connect()
  const { exchange, events } = rig.mango
  const desk = (patch: Partial<CallRecord>): CallRecord => ({
    id: rig.hub.newId<CallId>(),
    chatId: null,
    direction: 'incoming',
    route: 'phone',
    number: CLIENT,
    name: null,
    outcome: 'answered',
    startedAtMs: rig.clock.now() + 1500,
    durationMs: 20_000,
    isSeen: true,
    ...patch,
  })
  const talk = (): { readonly entry: Entry; readonly record: CallRecord } => {
    const record = desk({})
    const entry = exchange.incoming({ number: CLIENT })
    exchange.ring(entry, '101')
    exchange.answer(entry)
    return { entry, record }
  }
  const first = talk()
  await rig.pass(20_000)
  exchange.end(first.entry, CODE.callerHungUp)
  await events.idle()
  expect(await rig.command('recordCall', first.record)).toBeNull()
  await rig.pass(600_000)
  const other = talk()
  await rig.pass(20_000)
  expect(await rig.command('recordCall', other.record)).toBeNull()
  exchange.end(other.entry, CODE.callerHungUp)
  await events.idle()
  // It rang here, and a colleague took it.
  await rig.pass(600_000)
  const taken = exchange.incoming({ number: CLIENT })
  const elsewhere = desk({ outcome: 'missed', durationMs: 0, isSeen: false })
  exchange.ring(taken, '101')
  exchange.ring(taken, '102')
  exchange.answer(taken)
  await rig.pass(8000)
  exchange.end(taken, CODE.callerHungUp)
  await events.idle()
  expect(await rig.command('recordCall', elsewhere)).toBeNull()
  await rig.compared()
  expect(await rig.timeline()).toMatchObject([
    { callId: first.record.id, durationMs: 20_000, answeredBy: 'Иван Пример' },
    { callId: other.record.id, durationMs: 20_000, answeredBy: 'Иван Пример' },
    { callId: elsewhere.id, outcome: 'answered', durationMs: 8000, answeredBy: 'Мария Образцова' },
  ])
})

it('[K10] [K18] events shuffled, repeated, late and lost, with the hub ended between: the timeline is the PBX’s truth', async () => {
  await rig.connect()
  const random = seededRandom(testSeed)
  const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const { exchange, events } = rig.mango
  for (let round = 0; round < countOf({ share: 2, full: 150 }); round += 1) {
    events.hold()
    for (let call = 0; call < 4; call += 1) await playCall(random, any)
    await deliverAnyhow(events.held.splice(0), random)
  }
  await rig.compared()
  await rig.compared()
  const truth = exchange.truth().map(({ direction, startedAtS, talkS, answeredBy }) => ({
    direction,
    startedAtMs: startedAtS * 1000,
    durationMs: talkS * 1000,
    isTalk: answeredBy !== null,
    answeredBy: exchange.userOf(answeredBy ?? '')?.name ?? null,
  }))
  const shown = (await rig.timeline()).map(({ direction, startedAtMs, durationMs, outcome, answeredBy }) => ({
    direction,
    startedAtMs,
    durationMs,
    isTalk: outcome === 'answered',
    answeredBy: answeredBy ?? null,
  }))
  expect(shown).toEqual(truth.toSorted((a, b) => a.startedAtMs - b.startedAtMs))
  expect((await rig.telephony())?.liveCalls).toEqual([])
})

/** A whole call of any kind. */
async function playCall(random: () => number, any: <T>(list: readonly T[]) => T): Promise<void> {
  const { exchange } = rig.mango
  const wait = () => rig.pass(1000 + Math.floor(random() * 40) * 1000)
  const reason = any([CODE.callerHungUp, CODE.calleeHungUp, CODE.busy, CODE.noAnswer, CODE.rejected])
  if (random() < 0.4) {
    const entry = exchange.outgoing(any(['101', '102']), { number: CLIENT })
    await wait()
    if (random() < 0.6) exchange.answer(entry)
    await wait()
    exchange.end(entry, reason)
    return
  }
  const entry = exchange.incoming({ number: CLIENT }, random() < 0.5)
  await wait()
  exchange.ring(entry, '101')
  if (random() < 0.3) exchange.ring(entry, '102')
  await wait()
  if (random() < 0.7) exchange.answer(entry)
  await wait()
  const [talking] = liveLegs(entry)
  if (talking?.state === 'Connected' && random() < 0.4) {
    exchange.hold(entry, true)
    exchange.hold(entry, false)
    exchange.transferBlind(entry, talking, '103')
    await wait()
    if (random() < 0.7) exchange.answer(entry)
    await wait()
  }
  exchange.end(entry, reason)
  await wait()
}

async function deliverAnyhow(held: readonly OutgoingEvent[], random: () => number): Promise<void> {
  const { events } = rig.mango
  const told = held.flatMap((event) => (random() < 0.15 ? [] : random() < 0.2 ? [event, event] : [event]))
  const shuffled = told.map((event) => ({ event, place: random() })).toSorted((a, b) => a.place - b.place)
  const restartAt = Math.floor(random() * shuffled.length)
  for (const [index, { event }] of shuffled.entries()) {
    if (index === restartAt) await rig.restart()
    expect(await events.deliver(event)).toBe(200)
  }
}
