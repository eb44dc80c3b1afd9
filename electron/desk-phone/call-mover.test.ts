import { beforeEach, describe, expect, it } from 'vitest'

import type { CallPhase, CallSnapshot } from '#shared/domain/call'
import type { DeskCall, DeskPhoneCommand } from '#shared/domain/desk-phone/desk-phone-state'
import { silentPhone } from '#shared/domain/desk-phone/desk-phone.machine'
import type { CallId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { err, ok } from '#shared/lib/result'
import { CallMover } from './call-mover'
import type { DeskPhone } from './desk-phone'

const CLIENT = 'client' as CallId
const TO_PHONE = 'to-phone' as CallId
const ACTIVE: CallPhase = { kind: 'active', answeredAtMs: 1 }
const ENDED: CallPhase = { kind: 'ended', outcome: 'answered', reason: 'transferred', durationMs: 1 }

let clock: ManualClock
let mover: CallMover
let asked: string[]
let connects: boolean
let deskCalls: DeskCall[]
let pushed: string[]
let phone: DeskPhone

function snapshot(id: CallId, phase: CallPhase, number = '+79172041833'): CallSnapshot {
  return {
    id,
    route: 'phone',
    accountId: null,
    direction: 'incoming',
    number,
    presentation: null,
    name: null,
    chatId: null,
    subject: null,
    lastLine: null,
    phase,
    startedAtMs: 1,
    isMuted: false,
    isHeld: false,
    isHeldRemotely: false,
    isChangingHold: false,
    quality: null,
    notice: null,
    transfer: null,
    isJoined: false,
  }
}

function deskCall(phase: DeskCall['phase']): DeskCall {
  return {
    key: 'id:1',
    direction: 'incoming',
    number: '89172041833',
    phase,
    isHeldThere: false,
    sinceMs: 0,
    talkSinceMs: null,
    heardAtMs: 0,
    holdHeardAtMs: null,
    isSure: true,
  }
}

async function now(...calls: readonly CallSnapshot[]): Promise<void> {
  mover.handleCalls(calls)
  await clock.advanceAsync(0)
}

beforeEach(() => {
  clock = new ManualClock()
  asked = []
  pushed = []
  connects = true
  deskCalls = []
  const note =
    (name: string) =>
    ({ id }: { readonly id: CallId }) => {
      asked.push(`${name} ${id}`)
      return ok(null)
    }
  // Only what the mover asks of it.
  phone = {
    get state() {
      return { ...silentPhone('yealink-t31'), calls: deskCalls }
    },
    run: async (command: DeskPhoneCommand) => {
      asked.push(`phone ${command.kind}`)
      return ok(null)
    },
  } as unknown as DeskPhone
  mover = new CallMover({
    clock,
    logger: silentLogger,
    onPushed: ({ id }, key) => pushed.push(`${id} as ${key}`),
    calls: async () => ({
      startCall: ({ number }) => {
        asked.push(`start ${number}`)
        return ok(TO_PHONE)
      },
      connect: ({ id, withId }) => {
        asked.push(`connect ${id} ${withId}`)
        return connects ? ok(null) : err({ reason: 'wrongPhase' as const })
      },
      answer: note('answer'),
      hangUp: note('hangUp'),
      resume: note('resume'),
      transfer: ({ id, number }) => {
        asked.push(`transfer ${id} ${number}`)
        return ok(null)
      },
    }),
  })
})

describe('[D5] from the computer to the phone', () => {
  it('calls the phone, answers there by its control, and connects', async () => {
    await now(snapshot(CLIENT, ACTIVE))
    const moved = mover.push(CLIENT, '201', phone)
    await clock.advanceAsync(0)
    deskCalls = [deskCall('ringing')]
    mover.handlePhone()
    mover.handlePhone()
    await now(snapshot(CLIENT, ACTIVE), snapshot(TO_PHONE, ACTIVE))
    await now(snapshot(CLIENT, ENDED), snapshot(TO_PHONE, ENDED))
    expect(await moved).toEqual(ok(null))
    expect(asked).toEqual(['start 201', 'phone answer', 'connect client to-phone'])
    expect(pushed).toEqual(['client as id:1'])
  })

  it('nobody takes it: the client is taken back from hold', async () => {
    await now(snapshot(CLIENT, ACTIVE))
    const moved = mover.push(CLIENT, '201', phone)
    await now(snapshot(CLIENT, ACTIVE), snapshot(TO_PHONE, { kind: 'calling' }))
    await clock.advanceAsync(30_000)
    expect(await moved).toEqual(err({ reason: 'notTaken' }))
    expect(asked).toEqual(['start 201', 'hangUp to-phone', 'resume client'])
    expect(clock.pendingTimers).toBe(0)
  })

  it('the exchange does not connect: the client stays here', async () => {
    connects = false
    await now(snapshot(CLIENT, ACTIVE))
    const moved = mover.push(CLIENT, '201', phone)
    await now(snapshot(CLIENT, ACTIVE), snapshot(TO_PHONE, ACTIVE))
    expect(await moved).toEqual(err({ reason: 'exchangeRefused' }))
    expect(asked.slice(-2)).toEqual(['hangUp to-phone', 'resume client'])
  })

  it('only a talk over a line can be moved', async () => {
    await now(snapshot(CLIENT, { kind: 'incoming' }))
    expect(await mover.push(CLIENT, '201', phone)).toEqual(err({ reason: 'wrongPhase' }))
    expect(asked).toEqual([])
  })
})

describe('[D5] from the phone to the computer', () => {
  it('the phone transfers, and only that call is answered here', async () => {
    deskCalls = [deskCall('talking')]
    await now()
    const moved = mover.pull('300', '201', phone, ({ number }) => ({ number, name: null }))
    await now(snapshot('other' as CallId, { kind: 'incoming' }, '+74951112233'))
    await now(snapshot(CLIENT, { kind: 'incoming' }))
    expect(await moved).toEqual(ok(null))
    expect(asked).toEqual(['phone transfer', 'answer client'])
  })

  it('nothing arrives: it is said, and nothing else is answered', async () => {
    deskCalls = [deskCall('talking')]
    const moved = mover.pull('300', '201', phone, ({ number }) => ({ number, name: null }))
    await clock.advanceAsync(30_000)
    expect(await moved).toEqual(err({ reason: 'notTaken' }))
    expect(asked).toEqual(['phone transfer'])
  })
})

describe('[D2] dialling over the line', () => {
  it('calls the phone, then sends it on to the number', async () => {
    const moved = mover.dialByLine('+79172041833', '201', phone)
    await clock.advanceAsync(0)
    await now(snapshot(TO_PHONE, ACTIVE))
    expect(await moved).toEqual(ok(null))
    expect(asked).toEqual(['start 201', 'transfer to-phone +79172041833'])
  })
})
