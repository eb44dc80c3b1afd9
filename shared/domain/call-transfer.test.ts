import { describe, expect, it } from 'vitest'

import { newCall, type CallEvent, type CallState } from './call-state'
import { TRANSFER_LIMIT_MS, transferFailureOf } from './call-transfer'
import { transitionCall, wasOutOfPlace } from './call.machine'
import type { CallId } from './ids'

const NOW = 5_000_000
const OTHER = '01890000-0000-7000-8000-000000000002' as CallId
const target = { number: '102', withCall: null }

function active(change: Partial<CallState> = {}): CallState {
  return { ...newCall('incoming', NOW).state, stage: { kind: 'active', answeredAtMs: NOW - 1_000 }, ...change }
}

function run(state: CallState, ...events: readonly CallEvent[]) {
  let step = { state, effects: [] as ReturnType<typeof transitionCall>['effects'] }
  for (const event of events) step = transitionCall(step.state, event, { nowMs: NOW, random: 0 })
  return step
}

const asked = () => run(active(), { kind: 'transfer', target }, { kind: 'renegotiated' }).state

describe('[K9] a transfer', () => {
  it('holds first and refers once the hold stands', () => {
    const first = run(active(), { kind: 'transfer', target })
    expect(first.effects).toEqual([{ kind: 'renegotiate', hold: true, iceRestart: false }])
    const still = run(first.state, { kind: 'renegotiated' })
    expect(still.effects[0]).toEqual({ kind: 'refer', target })
    expect(still.state.transfer).toMatchObject({ kind: 'asked', status: null })
  })

  it('refers also where the hold was refused, and at once where it stood', () => {
    const refused = run(active(), { kind: 'transfer', target }, { kind: 'renegotiationFailed', cause: 'refused' })
    expect(refused.effects.map(({ kind }) => kind)).toContain('refer')
    const held = run(active({ isHeld: true, wantsHold: true }), { kind: 'transfer', target })
    expect(held.effects.map(({ kind }) => kind)).toEqual(['refer', 'schedule'])
  })

  it('waits while the server is away', () => {
    const lost = active({ problems: { ...active().problems, signallingLost: true } })
    const waiting = run(lost, { kind: 'transfer', target })
    expect(waiting.effects).toEqual([])
    const back = run(waiting.state, { kind: 'signallingBack' }, { kind: 'renegotiated' })
    expect(back.effects.map(({ kind }) => kind)).toEqual(['refer', 'schedule'])
  })

  it('ends our own leg when the others talk', () => {
    const done = run(asked(), { kind: 'transferProgress', status: 180 }, { kind: 'transferDone' })
    expect(done.state.stage).toMatchObject({ kind: 'ending', reason: 'transferred' })
    expect(done.effects[0]).toEqual({ kind: 'bye' })
  })

  it('that failed gives the voice back, unless the call was on hold before', () => {
    const failed = run(asked(), { kind: 'transferFailed', reason: 'busy' })
    expect(failed.state.transfer).toMatchObject({ kind: 'failed', reason: 'busy' })
    expect(failed.effects[0]).toEqual({ kind: 'takeBack' })
    const held = run(
      active({ isHeld: true, wantsHold: true }),
      { kind: 'transfer', target },
      { kind: 'transferFailed', reason: 'busy' },
    )
    expect(held.effects.map(({ kind }) => kind)).toEqual(['schedule'])
  })

  it('of which nothing more is heard has failed', () => {
    const state = asked()
    const at = (nowMs: number) => transitionCall(state, { kind: 'transferTimedOut' }, { nowMs, random: 0 }).state
    expect(at(NOW + TRANSFER_LIMIT_MS - 1)).toEqual(state)
    expect(at(NOW + TRANSFER_LIMIT_MS).transfer).toMatchObject({ kind: 'failed', reason: 'noReply' })
  })

  it('is not resumed, held or transferred again while it runs', () => {
    for (const event of [{ kind: 'resume' }, { kind: 'hold' }, { kind: 'transfer', target }] as const)
      expect(wasOutOfPlace(run(asked(), event))).toBe(true)
  })

  it('releases the other call where it fails or the talk ends, and ends it where it works', () => {
    const attended = run(active({ isHeld: true, wantsHold: true }), {
      kind: 'transfer',
      target: { number: '102', withCall: OTHER },
    }).state
    const release = { kind: 'releasePartner', callId: OTHER }
    expect(run(attended, { kind: 'transferFailed', reason: 'failed' }).effects).toContainEqual(release)
    expect(run(attended, { kind: 'hungUpThere' }).effects).toContainEqual(release)
    expect(run(attended, { kind: 'transferDone' }).effects).toContainEqual({ kind: 'endPartner', callId: OTHER })
  })

  it('ends the other call as transferred, whoever says goodbye', () => {
    const partner = run(active(), { kind: 'setPartner', isPartner: true }).state
    expect(run(partner, { kind: 'hungUpThere' }).state.stage).toMatchObject({ reason: 'transferred' })
    expect(run(partner, { kind: 'hangUp' }).state.stage).toMatchObject({ reason: 'transferred' })
    expect(run(partner, { kind: 'sessionGone', reason: 'connectionLost' }).state.stage).toMatchObject({
      reason: 'transferred',
      outcome: 'answered',
    })
  })
})

it.each([
  [486, 'busy'],
  [480, 'noAnswer'],
  [603, 'declined'],
  [404, 'notFound'],
  [403, 'forbidden'],
  [405, 'notSupported'],
  [500, 'failed'],
] as const)('[K9] a transfer that ends with %i is told as %s', (status, reason) => {
  expect(transferFailureOf(status)).toBe(reason)
})
