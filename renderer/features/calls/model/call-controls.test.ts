import { describe, expect, it } from 'vitest'

import type { CallPhase, CallSnapshot } from '#shared/domain/call'
import type { CallId } from '#shared/domain/ids'

import { aCall, NOW_MS } from '../../../testing/a-call'
import { controlsOf, currentCall, firstIncoming, timerStart } from './call-controls'

const PHASES: readonly [CallPhase, string, number | null][] = [
  [{ kind: 'preparing' }, 'hangUp', NOW_MS - 10_000],
  [{ kind: 'calling' }, 'mute hangUp', NOW_MS - 10_000],
  [{ kind: 'ringing', hasEarlyMedia: true }, 'mute dtmf hangUp', NOW_MS - 10_000],
  [{ kind: 'incoming' }, 'answer decline', NOW_MS - 10_000],
  [{ kind: 'answering' }, 'hangUp', NOW_MS - 10_000],
  [{ kind: 'active', answeredAtMs: NOW_MS }, 'mute hold dtmf transfer hangUp remark', NOW_MS],
  [{ kind: 'ending' }, '', null],
  [{ kind: 'ended', outcome: 'busy', reason: 'busy', durationMs: 0 }, 'remark', null],
]

describe('[K9] what a call offers in each phase', () => {
  it.each(PHASES)('%o offers «%s»', (phase, offered, since) => {
    const call = aCall(phase)
    const controls = Object.entries(controlsOf(call))
      .filter(([, can]) => can)
      .map(([name]) => name.slice(3, 4).toLowerCase() + name.slice(4))
      .sort()
    expect(controls).toEqual(offered.split(' ').filter(Boolean).sort())
    expect(timerStart(call)).toBe(since)
  })
})

describe('which call the bar shows', () => {
  const call = (id: string, phase: CallPhase, change: Partial<CallSnapshot> = {}) =>
    aCall(phase, { ...change, id: id as CallId })
  const talking = call('talking', { kind: 'active', answeredAtMs: NOW_MS })
  const held = call('held', { kind: 'active', answeredAtMs: NOW_MS }, { isHeld: true })
  const incoming = call('incoming', { kind: 'incoming' }, { startedAtMs: NOW_MS })
  const waiting = call('waiting', { kind: 'incoming' }, { startedAtMs: NOW_MS - 5000 })
  const ended = call('ended', { kind: 'ended', outcome: 'answered', reason: 'hungUpThere', durationMs: 5 })

  it.each([
    ['nothing', [], null, null],
    ['the chosen one while it lives', [talking, held], 'held', 'held'],
    ['not a chosen one that has ended', [ended, held], 'ended', 'held'],
    ['the one that is talked on', [incoming, held, talking], null, 'talking'],
    ['the one that rings, when the other is held', [held, incoming], null, 'incoming'],
    ['the ended one, when it is alone', [ended], null, 'ended'],
  ])('%s', (_title, calls, chosen, shown) => {
    expect(currentCall(calls, chosen)?.id ?? null).toBe(shown)
  })

  it('[N6] answers the one that has waited longest', () => {
    expect(firstIncoming([incoming, talking, waiting])?.id).toBe('waiting')
    expect(firstIncoming([talking])).toBeNull()
  })
})
