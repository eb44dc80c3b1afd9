import { beforeEach, describe, expect, it } from 'vitest'

import type { CallPhase, CallRecord, CallSnapshot } from '#shared/domain/call'
import {
  applyReport,
  expect as expectOf,
  resumedPhone,
  silentPhone,
} from '#shared/domain/desk-phone/desk-phone.machine'
import type { CallReportKind, DeskPhoneState } from '#shared/domain/desk-phone/desk-phone-state'
import type { CallId, ChatId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import type { Caller } from '../sip/phone-ports'
import { PhoneCallKeeper, type KeptCalls } from './phone-call-keeper'

const MODEL = 'yealink-t31'
const NUMBER = '79172041833'
const COMPUTERS = 'of-the-computer' as CallId
const CALLER: Caller = { chatId: 'chat' as ChatId, name: 'Лия', subject: null, lastLine: null }

let clock: ManualClock
let records: CallRecord[]
let noted: KeptCalls | null
let keeper: PhoneCallKeeper
let state: DeskPhoneState
let ids: number

/** As after a kill: nothing is said to the one before. */
function start(): void {
  keeper = new PhoneCallKeeper({
    file: {
      save: (note) => {
        noted = note
      },
      load: () => noted,
    },
    journal: { record: (record) => records.push(record) },
    directory: { findByNumber: async (number) => (number === NUMBER ? CALLER : null) },
    newId: () => `phone-${String(++ids)}` as CallId,
    ownNumbers: () => ['agent'],
    clock,
    logger: silentLogger,
  })
  state = resumedPhone(MODEL, keeper.begin('T31 192.168.7.50'))
}

async function hears(kind: CallReportKind, number = NUMBER, id = '1'): Promise<void> {
  state = applyReport(state, { kind, call: { id, number } }, MODEL, clock.now())
  keeper.handlePhone(state)
  await clock.advanceAsync(0)
}

function ofComputer(phase: CallPhase, number = '+7 917 204-18-33'): CallSnapshot {
  return {
    ...{ id: COMPUTERS, route: 'phone', accountId: null, direction: 'incoming', number, presentation: null },
    ...{ name: 'Лия', chatId: CALLER.chatId, subject: null, lastLine: null, phase, startedAtMs: clock.now() },
    ...{ isMuted: false, isHeld: false, isHeldRemotely: false, isChangingHold: false, isJoined: false },
    ...{ quality: null, notice: null, transfer: null },
  }
}

beforeEach(() => {
  clock = new ManualClock()
  records = []
  noted = null
  ids = 0
  state = silentPhone(MODEL)
  start()
})

describe('[K10] [K18] a call of the desk phone', () => {
  it('is kept with its client, its talk and its length', async () => {
    const startedAtMs = clock.now()
    await hears('incoming')
    await clock.advanceAsync(5_000)
    await hears('established')
    await clock.advanceAsync(60_000)
    await hears('ended')
    const { chatId, name } = CALLER
    expect(records).toEqual([
      {
        ...{ id: 'phone-1', chatId, name, direction: 'incoming', route: 'phone', number: NUMBER },
        ...{ outcome: 'answered', startedAtMs, durationMs: 60_000, isSeen: true },
      },
    ])
    expect(noted).toBeNull()
  })

  it.each([
    ['missed', ['incoming', 'ended']],
    ['declined', ['incoming', 'declined']],
    ['busy', ['outgoing', 'busy']],
    ['cancelled', ['outgoing', 'ended']],
  ] as const)('that comes to no talk is %s', async (outcome, words) => {
    for (const word of words) await hears(word)
    expect(records.map((each) => [each.outcome, each.isSeen])).toEqual([[outcome, outcome !== 'missed']])
  })

  it('rejected from the screen is declined even where the phone only says that it is over', async () => {
    await hears('incoming')
    state = expectOf(state, { kind: 'over', key: 'id:1' }, clock.now())
    keeper.handlePhone(state)
    await hears('ended')
    expect(records.map(({ outcome }) => outcome)).toEqual(['declined'])
  })

  it('goes on after a restart under the same id; without its end it lasted as long as it was seen', async () => {
    await hears('incoming')
    await hears('established')
    await clock.advanceAsync(25_000)
    keeper.dispose()
    start()
    await clock.advanceAsync(600_000)
    expect(state.calls.map(({ isSure }) => isSure)).toEqual([false])
    keeper.begin(null)
    expect(records.map(({ id, outcome, durationMs }) => [id, outcome, durationMs])).toEqual([
      ['phone-1', 'answered', 20_000],
    ])
    expect(noted).toBeNull()
  })

  it('ended while it was not listened to, and said so at last: it is as long as it was', async () => {
    await hears('outgoing')
    await hears('established')
    start()
    await clock.advanceAsync(90_000)
    await hears('resumed')
    await hears('ended')
    expect(records.map(({ id, direction, durationMs }) => [id, direction, durationMs])).toEqual([
      ['phone-1', 'outgoing', 90_000],
    ])
  })

  it('between the computer and the phone is told by the computer', async () => {
    await hears('incoming', 'agent')
    await hears('established', 'agent')
    await hears('ended', 'agent')
    expect([records, noted]).toEqual([[], null])
  })
})

describe('a caller who rings at the phone and at the computer', () => {
  it('taken at the computer is no missed call of the phone', async () => {
    await hears('incoming')
    keeper.handleCalls([ofComputer({ kind: 'incoming' })])
    keeper.handleCalls([ofComputer({ kind: 'active', answeredAtMs: clock.now() })])
    await hears('ended')
    expect(records).toEqual([])
  })

  it('taken at the phone is one call: the record of the computer becomes that of a talk', async () => {
    keeper.handleCalls([ofComputer({ kind: 'incoming' })])
    await hears('incoming')
    await hears('established')
    keeper.handleCalls([])
    await clock.advanceAsync(30_000)
    await hears('ended')
    expect(records.map(({ id, outcome, durationMs }) => [id, outcome, durationMs])).toEqual([
      [COMPUTERS, 'answered', 30_000],
    ])
  })

  it('[D5] moved from the computer, its record grows to the end of the talk at the phone', async () => {
    const answeredAtMs = clock.now()
    await clock.advanceAsync(10_000)
    await hears('incoming', 'agent')
    await hears('established', 'agent')
    keeper.handlePushed({ ...ofComputer({ kind: 'active', answeredAtMs }), startedAtMs: answeredAtMs - 4_000 }, 'id:1')
    await clock.advanceAsync(50_000)
    start()
    await hears('resumed', 'agent')
    await hears('ended', 'agent')
    expect(records).toMatchObject([
      { id: COMPUTERS, name: 'Лия', outcome: 'answered', startedAtMs: answeredAtMs - 4_000, durationMs: 60_000 },
    ])
  })

  it('[D5] and so does that of the call that the exchange put in its place', async () => {
    const answeredAtMs = clock.now()
    await hears('incoming', 'agent', '1')
    await hears('established', 'agent', '1')
    await hears('established', NUMBER, '2')
    keeper.handlePushed({ ...ofComputer({ kind: 'active', answeredAtMs }), startedAtMs: answeredAtMs }, 'id:1')
    await hears('ended', 'agent', '1')
    await clock.advanceAsync(30_000)
    await hears('ended', NUMBER, '2')
    expect(records.map(({ id, durationMs }) => [id, durationMs])).toEqual([
      [COMPUTERS, 0],
      [COMPUTERS, 30_000],
    ])
  })
})
