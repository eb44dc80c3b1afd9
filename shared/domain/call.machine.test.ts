// Whole: the table of every event in every stage, and what follows from it, are read side by side.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../testing/random-runs'
import { newCall, type CallEvent, type CallStage, type CallState, type CallStep } from './call-state'
import { transitionCall, wasOutOfPlace } from './call.machine'

const NOW = 5_000_000
const context = { nowMs: NOW, random: 0.5 }

const stages: Readonly<Record<CallStage['kind'], CallStage>> = {
  preparing: { kind: 'preparing' },
  calling: { kind: 'calling' },
  ringing: { kind: 'ringing', hasEarlyMedia: false },
  incoming: { kind: 'incoming' },
  answering: { kind: 'answering' },
  active: { kind: 'active', answeredAtMs: NOW - 10_000 },
  ending: { kind: 'ending', reason: 'hungUpHere', answeredAtMs: NOW - 10_000, endedAtMs: NOW - 1_000 },
  ended: { kind: 'ended', reason: 'hungUpHere', outcome: 'answered', durationMs: 9_000 },
}
const ORDER = ['preparing', 'calling', 'ringing', 'incoming', 'answering', 'active', 'ending', 'ended'] as const

const events: Readonly<Record<CallEvent['kind'], CallEvent>> = {
  answer: { kind: 'answer' },
  decline: { kind: 'decline' },
  turnAway: { kind: 'turnAway' },
  hangUp: { kind: 'hangUp' },
  hold: { kind: 'hold' },
  resume: { kind: 'resume' },
  setMuted: { kind: 'setMuted', muted: true },
  sendDtmf: { kind: 'sendDtmf', digits: '5' },
  offerReady: { kind: 'offerReady' },
  offerFailed: { kind: 'offerFailed', reason: 'noMicrophone' },
  answerFailed: { kind: 'answerFailed', reason: 'noMicrophone' },
  mediaConnectionChanged: { kind: 'mediaConnectionChanged', state: 'failed' },
  mediaRestarted: { kind: 'mediaRestarted' },
  networkChanged: { kind: 'networkChanged' },
  deviceLost: { kind: 'deviceLost', device: 'input', recovered: false },
  microphoneHeard: { kind: 'microphoneHeard', isSilent: true },
  progress: { kind: 'progress', hasDescription: false },
  accepted: { kind: 'accepted' },
  refused: { kind: 'refused', reason: 'busy' },
  cancelledThere: { kind: 'cancelledThere', isAnsweredElsewhere: false },
  hungUpThere: { kind: 'hungUpThere' },
  sessionGone: { kind: 'sessionGone', reason: 'connectionLost' },
  remoteHoldChanged: { kind: 'remoteHoldChanged', isHeld: true },
  renegotiated: { kind: 'renegotiated' },
  renegotiationFailed: { kind: 'renegotiationFailed', cause: 'dialogGone' },
  dtmfRefused: { kind: 'dtmfRefused' },
  transfer: { kind: 'transfer', target: { number: '102', withCall: null } },
  setPartner: { kind: 'setPartner', isPartner: true },
  transferProgress: { kind: 'transferProgress', status: 180 },
  transferDone: { kind: 'transferDone' },
  transferFailed: { kind: 'transferFailed', reason: 'busy' },
  transferTimedOut: { kind: 'transferTimedOut' },
  transferShown: { kind: 'transferShown' },
  signallingLost: { kind: 'signallingLost' },
  signallingBack: { kind: 'signallingBack' },
  renegotiationDue: { kind: 'renegotiationDue' },
  endingTimedOut: { kind: 'endingTimedOut' },
  refusalShown: { kind: 'refusalShown' },
  returnTimedOut: { kind: 'returnTimedOut' },
}

const over = (reason: string, first = '') => `ended ${reason}:${first} closeMedia record`
const act = 'active:'
const reinvite = 'active: renegotiate'

/** `·` same stage and no effect, `!` nothing but a warning. Columns as in `ORDER`. */
const table: Readonly<Record<CallEvent['kind'], readonly string[]>> = {
  answer: ['!', '!', '!', 'answering: accept', '!', '!', '!', '!'],
  decline: ['!', '!', '!', over('declinedHere', ' reject'), over('declinedHere', ' reject'), '!', '!', '!'],
  turnAway: ['!', '!', '!', over('noAnswer', ' reject'), '!', '!', '!', '!'],
  hangUp: [
    over('cancelled', ' cancel'),
    'ending cancelled: cancel schedule',
    'ending cancelled: cancel schedule',
    over('declinedHere', ' reject'),
    over('declinedHere', ' reject'),
    'ending hungUpHere: bye schedule',
    '!',
    '!',
  ],
  hold: ['!', '!', '!', '!', '!', reinvite, '!', '!'],
  resume: ['!', '!', '!', '!', '!', '!', '!', '!'],
  setMuted: [
    'preparing: applyMute',
    'calling: applyMute',
    'ringing: applyMute',
    '!',
    'answering: applyMute',
    'active: applyMute',
    '!',
    '!',
  ],
  sendDtmf: ['!', '!', '!', '!', '!', 'active: sendDtmf', '!', '!'],
  offerReady: ['calling: sendInvite', '!', '!', '!', '!', '!', '·', '·'],
  offerFailed: [over('noMicrophone'), over('noMicrophone'), over('noMicrophone'), '!', '!', '!', '·', '·'],
  answerFailed: [
    '!',
    over('noMicrophone'),
    over('noMicrophone'),
    '!',
    over('noMicrophone'),
    over('noMicrophone'),
    '·',
    '·',
  ],
  mediaConnectionChanged: ['·', '·', '·', '·', '·', reinvite, '·', '·'],
  mediaRestarted: ['·', '·', '·', '·', '·', reinvite, '·', '·'],
  networkChanged: ['·', '·', '·', '·', '·', reinvite, '·', '·'],
  deviceLost: ['·', '·', '·', '·', '·', '·', '·', '·'],
  microphoneHeard: ['·', '·', '·', '·', '·', '·', '·', '·'],
  progress: ['!', 'ringing:', '·', '!', '!', '·', '·', '·'],
  accepted: ['!', act, act, '!', act, '!', '·', '·'],
  refused: ['!', over('busy'), over('busy'), '!', '!', '!', over('hungUpHere'), '·'],
  cancelledThere: ['!', '!', '!', over('cancelled'), over('cancelled'), '!', over('hungUpHere'), '·'],
  hungUpThere: ['!', '!', '!', '!', over('cancelled'), over('hungUpThere'), over('hungUpHere'), '·'],
  sessionGone: [
    over('connectionLost'),
    over('connectionLost'),
    over('connectionLost'),
    over('noAnswer'),
    over('connectionLost'),
    over('connectionLost'),
    over('hungUpHere'),
    '·',
  ],
  remoteHoldChanged: ['!', '!', '!', '!', '!', '·', '·', '·'],
  renegotiated: ['!', '!', '!', '!', '!', '!', '·', '·'],
  renegotiationFailed: ['!', '!', '!', '!', '!', over('hungUpThere', ' bye'), '·', '·'],
  dtmfRefused: ['!', '!', '!', '!', '!', 'active: schedule', '·', '·'],
  transfer: ['!', '!', '!', '!', '!', reinvite, '!', '!'],
  setPartner: ['!', '!', '!', '!', '!', '·', '·', '·'],
  transferProgress: ['!', '!', '!', '!', '!', '·', '·', '·'],
  transferDone: ['!', '!', '!', '!', '!', '·', '·', '·'],
  transferFailed: ['!', '!', '!', '!', '!', '·', '·', '·'],
  transferTimedOut: ['·', '·', '·', '·', '·', '·', '·', '·'],
  transferShown: ['·', '·', '·', '·', '·', '·', '·', '·'],
  signallingLost: ['·', '·', '·', '·', '·', '·', '·', '·'],
  signallingBack: ['·', '·', '·', '·', '·', reinvite, '·', '·'],
  renegotiationDue: ['·', '·', '·', '·', '·', '·', '·', '·'],
  endingTimedOut: ['·', '·', '·', '·', '·', '·', over('hungUpHere'), '·'],
  refusalShown: ['·', '·', '·', '·', '·', '·', '·', '·'],
  returnTimedOut: ['·', '·', '·', '·', '·', '·', '·', '·'],
}

function at(kind: CallStage['kind'], change: Partial<CallState> = {}): CallState {
  const isIncoming = kind === 'incoming' || kind === 'answering'
  return { ...newCall(isIncoming ? 'incoming' : 'outgoing', NOW - 20_000).state, stage: stages[kind], ...change }
}

function send(state: CallState, event: CallEvent): CallStep {
  return transitionCall(state, event, context)
}

function describeStep({ state, effects }: CallStep): string {
  const { stage } = state
  const reason = 'reason' in stage ? ` ${stage.reason}` : ''
  return `${stage.kind}${reason}:${effects.map(({ kind }) => ` ${kind}`).join('')}`
}

describe('every event in every stage', () => {
  for (const [kind, row] of Object.entries(table)) {
    ORDER.forEach((from, column) => {
      const expected = row[column] ?? ''
      it(`[K9] ${kind} while ${from}: ${expected}`, () => {
        const before = at(from)
        const step = send(before, events[kind as CallEvent['kind']])
        if (expected === '·') expect([step.state.stage, step.effects]).toEqual([before.stage, []])
        else if (expected === '!')
          expect([step.state, describeStep(step)]).toEqual([
            before,
            `${describeStep({ state: before, effects: [] })} warn`,
          ])
        else expect(describeStep(step)).toBe(expected)
      })
    })
  }
})

describe('any sequence of events', () => {
  const anyEvent = fc.constantFrom(
    ...Object.values(events),
    { kind: 'mediaConnectionChanged', state: 'connected' } as const,
    { kind: 'renegotiationFailed', cause: 'glare' } as const,
    { kind: 'renegotiationFailed', cause: 'refused' } as const,
    { kind: 'renegotiationFailed', cause: 'noConnection' } as const,
  )

  it('ends at most once, records exactly then, and never leaves the end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('incoming', 'outgoing'),
        fc.array(anyEvent, { maxLength: 60 }),
        (direction, sequence) => {
          let { state } = newCall(direction, NOW)
          let records = 0
          for (const event of sequence) {
            const step = send(state, event)
            if (state.stage.kind === 'ended') expect(step.state).toBe(state)
            records += step.effects.filter(({ kind }) => kind === 'record').length
            state = step.state
          }
          expect(records).toBe(state.stage.kind === 'ended' ? 1 : 0)
        },
      ),
      randomRuns(),
    )
  })

  it('runs one renegotiation at a time', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (sequence) => {
        let state = at('active')
        for (const event of sequence) {
          const step = send(state, event)
          const started = step.effects.filter(({ kind }) => kind === 'renegotiate').length
          expect(started).toBeLessThanOrEqual(1)
          const finished = event.kind === 'renegotiated' || event.kind === 'renegotiationFailed'
          if (state.negotiation.kind === 'running' && !finished) expect(started).toBe(0)
          state = step.state
        }
      }),
      randomRuns(),
    )
  })
})

describe('hold', () => {
  it('[K9] is held only once the other side agreed', () => {
    const asked = send(at('active'), { kind: 'hold' })
    expect(asked.effects).toEqual([{ kind: 'renegotiate', hold: true, iceRestart: false }])
    expect([asked.state.wantsHold, asked.state.isHeld]).toEqual([true, false])
    expect(send(asked.state, { kind: 'renegotiated' }).state).toMatchObject({
      wantsHold: true,
      isHeld: true,
      negotiation: { kind: 'idle' },
    })
  })

  it('[K9] a second press while it changes is out of place, a resume follows the confirmation', () => {
    const asked = send(at('active'), { kind: 'hold' }).state
    expect(wasOutOfPlace(send(asked, { kind: 'hold' }))).toBe(true)
    const changedMind = send(asked, { kind: 'resume' })
    expect(changedMind.effects).toEqual([])
    expect(send(changedMind.state, { kind: 'renegotiated' }).effects).toEqual([
      { kind: 'renegotiate', hold: false, iceRestart: false },
    ])
  })

  it('[K9] says that it was refused, and stays as it was', () => {
    const asked = send(at('active'), { kind: 'hold' }).state
    const refused = send(asked, { kind: 'renegotiationFailed', cause: 'refused' })
    expect(refused.state).toMatchObject({
      wantsHold: false,
      isHeld: false,
      negotiation: { kind: 'idle' },
      problems: { refusal: 'holdRefused' },
    })
    expect(refused.effects).toEqual([{ kind: 'schedule', event: 'refusalShown', afterMs: 5_000 }])
    expect(send(refused.state, { kind: 'refusalShown' }).state.problems.refusal).toBeNull()
  })

  it('[K9] tries again after a 491: 2.1–4 s as the caller, 0–2 s as the called', () => {
    const glare: CallEvent = { kind: 'renegotiationFailed', cause: 'glare' }
    const asked = send(at('active'), { kind: 'hold' }).state
    const delays = [0, 0.999].map((random) =>
      (['outgoing', 'incoming'] as const).map((direction) => {
        const [effect] = transitionCall({ ...asked, direction }, glare, { nowMs: NOW, random }).effects
        return effect?.kind === 'schedule' ? effect.afterMs : null
      }),
    )
    expect(delays).toEqual([
      [2_100, 0],
      [3_990, 1_990],
    ])
    const waiting = send(asked, glare).state
    expect(send(waiting, { kind: 'renegotiationDue' }).effects).toEqual([
      { kind: 'renegotiate', hold: true, iceRestart: false },
    ])
  })
})

describe('a broken media path', () => {
  const failed: CallEvent = { kind: 'mediaConnectionChanged', state: 'failed' }

  it('[K11] is renewed at once, then after growing waits, until it stands', () => {
    const first = send(at('active'), failed)
    expect(first.effects).toEqual([{ kind: 'renegotiate', hold: false, iceRestart: true }])
    expect(first.state.problems.mediaInterrupted).toBe(true)
    const renewed = send(first.state, { kind: 'renegotiated' }).state
    const second = send(renewed, failed)
    expect(second.effects).toEqual([{ kind: 'schedule', event: 'renegotiationDue', afterMs: 2_000 }])
    expect(send(second.state, { kind: 'renegotiationDue' }).effects).toEqual([
      { kind: 'renegotiate', hold: false, iceRestart: true },
    ])
    const mended = send(second.state, { kind: 'mediaConnectionChanged', state: 'connected' }).state
    expect([mended.problems.mediaInterrupted, mended.mediaFailures]).toEqual([false, 0])
  })

  it('[K11] is renewed after the media window was replaced, and stays muted', () => {
    const restarted = send(at('active', { isMuted: true }), { kind: 'mediaRestarted' })
    expect(restarted.effects).toEqual([{ kind: 'renegotiate', hold: false, iceRestart: true }])
    expect(send(restarted.state, { kind: 'renegotiated' }).effects).toEqual([{ kind: 'applyMute', muted: true }])
  })

  it('[K11] lost while dialling is renewed as soon as the call is answered', () => {
    const dialling = send(at('calling'), { kind: 'mediaRestarted' }).state
    expect(send(dialling, { kind: 'accepted' }).effects).toEqual([
      { kind: 'renegotiate', hold: false, iceRestart: true },
    ])
  })
})

describe('another network', () => {
  it('[K11] finds a new way for the sound as soon as the other side can be told', () => {
    const lost = send(at('active'), { kind: 'signallingLost' }).state
    const moved = send(lost, { kind: 'networkChanged' })
    expect(moved.effects).toEqual([])
    expect(send(moved.state, { kind: 'signallingBack' }).effects).toEqual([
      { kind: 'renegotiate', hold: false, iceRestart: true },
    ])
  })

  it('[K11] changes again while the other side is being told: that is over, and it is told anew', () => {
    const telling = send(at('active'), { kind: 'networkChanged' }).state
    const lost = send(telling, { kind: 'signallingLost' }).state
    const failed = send(lost, { kind: 'renegotiationFailed', cause: 'noConnection' })
    expect(failed.effects).toEqual([])
    expect(send(failed.state, { kind: 'signallingBack' }).effects).toEqual([
      { kind: 'renegotiate', hold: false, iceRestart: true },
    ])
    const back = send(send(lost, { kind: 'networkChanged' }).state, { kind: 'signallingBack' })
    expect(back.effects).toEqual([])
    expect(send(back.state, { kind: 'renegotiationFailed', cause: 'noConnection' }).effects).toEqual([
      { kind: 'renegotiate', hold: false, iceRestart: true },
    ])
  })

  it('[K11] changed while dialling is told as soon as the call is answered', () => {
    const dialling = send(at('calling'), { kind: 'networkChanged' }).state
    expect(send(dialling, { kind: 'accepted' }).effects).toEqual([
      { kind: 'renegotiate', hold: false, iceRestart: true },
    ])
  })
})

describe('lost signalling', () => {
  it('[K17] keeps the call, and tells the other side the new address when it is back', () => {
    const lost = send(at('active'), { kind: 'signallingLost' }).state
    expect(lost.problems.signallingLost).toBe(true)
    const wished = send(lost, { kind: 'hold' })
    expect(wished.effects).toEqual([])
    const back = send(wished.state, { kind: 'signallingBack' })
    expect(back.effects).toEqual([{ kind: 'renegotiate', hold: true, iceRestart: false }])
  })

  it('[K17] notices that the other side hung up meanwhile', () => {
    const back = send(send(at('active'), { kind: 'signallingLost' }).state, { kind: 'signallingBack' }).state
    expect(send(back, { kind: 'renegotiationFailed', cause: 'dialogGone' }).state.stage).toMatchObject({
      kind: 'ended',
      reason: 'hungUpThere',
      outcome: 'answered',
    })
  })

  it('tries again later when nothing came back', () => {
    const asked = send(at('active'), { kind: 'signallingBack' }).state
    const step = send(asked, { kind: 'renegotiationFailed', cause: 'noConnection' })
    expect([step.state.negotiation.kind, step.state.needs.refresh]).toEqual(['delayed', true])
  })
})

describe('ends', () => {
  it('[K10] counts talk from the answer to the moment of hanging up, not to its confirmation', () => {
    const ending = transitionCall(at('active'), { kind: 'hangUp' }, context).state
    const ended = transitionCall(
      ending,
      { kind: 'sessionGone', reason: 'connectionLost' },
      { nowMs: NOW + 3_000, random: 0 },
    )
    expect(ended.state.stage).toEqual({ kind: 'ended', reason: 'hungUpHere', outcome: 'answered', durationMs: 10_000 })
  })

  it('an unanswered incoming call was missed, unless a colleague took it', () => {
    const outcome = (isAnsweredElsewhere: boolean) =>
      send(at('incoming'), { kind: 'cancelledThere', isAnsweredElsewhere }).state.stage
    expect(outcome(false)).toMatchObject({ reason: 'cancelled', outcome: 'missed' })
    expect(outcome(true)).toMatchObject({ reason: 'answeredElsewhere', outcome: 'cancelled' })
  })

  it('[K7] remembers that it rang, whatever came of it', () => {
    const ended = (call: CallState) =>
      send(send(call, { kind: 'hangUp' }).state, { kind: 'sessionGone', reason: 'connectionLost' }).state
    const rings = send(at('calling'), { kind: 'progress', hasDescription: false }).state
    expect([at('calling'), rings].map((call) => [ended(call).stage.kind, ended(call).hasRung])).toEqual([
      ['ended', false],
      ['ended', true],
    ])
  })

  it('a 200 that crosses our CANCEL does not bring the call back', () => {
    const ending = send(at('ringing'), { kind: 'hangUp' }).state
    const crossed = send(ending, { kind: 'accepted' })
    expect([crossed.state, crossed.effects]).toEqual([ending, []])
    expect(send(ending, { kind: 'sessionGone', reason: 'connectionLost' }).state.stage).toMatchObject({
      reason: 'cancelled',
      outcome: 'cancelled',
    })
  })
})
