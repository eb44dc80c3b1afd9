import { describe, expect, it } from 'vitest'

import { mayReturn, returningCall } from './call-return'
import type { CallEvent, CallState } from './call-state'
import { transitionCall } from './call.machine'

const ANSWERED = 1_000_000
const SEEN = ANSWERED + 60_000
const NOW = SEEN + 8_000

const talk = {
  direction: 'outgoing',
  startedAtMs: ANSWERED - 5_000,
  answeredAtMs: ANSWERED,
  seenAtMs: SEEN,
  isMuted: false,
  isHeld: true,
  wantsHold: true,
  isHeldRemotely: false,
} as const

const send = (state: CallState, event: CallEvent) => transitionCall(state, event, { nowMs: NOW, random: 0 })
const back = () => send(returningCall(talk).state, { kind: 'signallingBack' })

describe('[K11] a talk after a restart', () => {
  it('offers a new way of the sound as soon as its line is there, on hold where it was', () => {
    const { state, effects } = returningCall(talk)
    expect(effects.map(({ kind }) => kind)).toEqual(['lookUpCaller', 'schedule'])
    expect(state.problems).toMatchObject({ signallingLost: true, mediaInterrupted: true })
    expect(back().effects).toEqual([{ kind: 'renegotiate', hold: true, iceRestart: true }])
  })

  it('stands once the other side has answered, and ends then as any', () => {
    const { state } = send(back().state, { kind: 'renegotiated' })
    expect(send(state, { kind: 'returnTimedOut' })).toEqual({ state, effects: [] })
    expect(send(state, { kind: 'hungUpThere' }).state.stage).toMatchObject({ outcome: 'answered', durationMs: 68_000 })
  })

  it.each<CallEvent>([{ kind: 'renegotiationFailed', cause: 'dialogGone' }, { kind: 'returnTimedOut' }])(
    'without an answer lasted as long as it is known to have: %j',
    (event) => {
      const { state, effects } = send(back().state, event)
      expect(state.stage).toMatchObject({ reason: 'appRestarted', outcome: 'interrupted', durationMs: 60_000 })
      expect(effects.map(({ kind }) => kind)).toEqual(['bye', 'closeMedia', 'record'])
    },
  )

  it('is given up at once only after three minutes, however the clock was set', () => {
    expect([0, 180_000, 180_001, -86_400_000].map((awayMs) => mayReturn(SEEN, SEEN + awayMs))).toEqual([
      true,
      true,
      false,
      true,
    ])
  })
})
