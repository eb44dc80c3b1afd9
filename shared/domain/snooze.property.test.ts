import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../testing/random-runs'
import type { AgentId } from './ids'
import { isAway, keepsOpen, snoozeAfter, wakeAtMs, type Snooze, type SnoozeEvent } from './snooze'

const anna = 'anna' as AgentId
const MINUTE = 60_000

type Step = { readonly afterMs: number; readonly what: SnoozeEvent['kind']; readonly forMs: number | null }

const step: fc.Arbitrary<Step> = fc.record({
  afterMs: fc.integer({ min: 0, max: 90 * MINUTE }),
  what: fc.constantFrom('putAway', 'timeCame', 'clientWrote', 'takenBack', 'answered', 'left'),
  forMs: fc.option(fc.integer({ min: -MINUTE, max: 120 * MINUTE })),
})

function eventOf({ what, forMs }: Step, nowMs: number): SnoozeEvent {
  switch (what) {
    case 'putAway':
      return { kind: what, byAgentId: anna, untilMs: forMs === null ? null : nowMs + forMs, nowMs }
    case 'timeCame':
    case 'clientWrote':
      return { kind: what, nowMs }
    case 'takenBack':
    case 'answered':
    case 'left':
      return { kind: what }
  }
}

describe('[Q22] a case that is put away', () => {
  it('comes back at its time or with the word of the client, whichever is first, and never otherwise by itself', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let nowMs = 1_000_000
        let snooze: Snooze | null = null
        for (const each of steps) {
          nowMs += each.afterMs
          const before: Snooze | null = snooze
          const event = eventOf(each, nowMs)
          snooze = snoozeAfter(before, event)
          const came = isAway(before) && snooze?.kind === 'back'
          if (!came) continue
          expect(snooze).toEqual({ kind: 'back', atMs: nowMs, why: event.kind === 'clientWrote' ? 'reply' : 'time' })
          if (event.kind === 'timeCame') expect(nowMs).toBeGreaterThanOrEqual(before.untilMs ?? Infinity)
          else expect(event.kind).toBe('clientWrote')
        }
      }),
      randomRuns(),
    )
  })

  it('is never lost: time asked at its end, or a word, always brings it back', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 20 }),
        fc.option(fc.integer({ min: 0, max: 90 * MINUTE })),
        (steps, forMs) => {
          let nowMs = 1_000_000
          let snooze: Snooze | null = null
          for (const each of steps) snooze = snoozeAfter(snooze, eventOf(each, (nowMs += each.afterMs)))
          snooze = snoozeAfter(snooze, eventOf({ afterMs: 0, what: 'putAway', forMs }, nowMs))
          expect(isAway(snooze)).toBe(true)
          const wakeMs = wakeAtMs(snooze)
          const back =
            wakeMs === null
              ? snoozeAfter(snooze, { kind: 'clientWrote', nowMs })
              : snoozeAfter(snooze, { kind: 'timeCame', nowMs: wakeMs })
          expect(back?.kind).toBe('back')
        },
      ),
      randomRuns(),
    )
  })

  it('said twice is as said once, in every state', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), step, (steps, last) => {
        let nowMs = 1_000_000
        let snooze: Snooze | null = null
        for (const each of steps) snooze = snoozeAfter(snooze, eventOf(each, (nowMs += each.afterMs)))
        const event = eventOf(last, nowMs)
        const once = snoozeAfter(snooze, event)
        expect(snoozeAfter(once, event)).toEqual(once)
      }),
      randomRuns(),
    )
  })

  const away = { kind: 'away', byAgentId: anna, sinceMs: 0, untilMs: 10 } as const
  const waiting = { ...away, untilMs: null }
  const back = { kind: 'back', atMs: 5, why: 'reply' } as const
  it.each<[string, Snooze | null, SnoozeEvent, Snooze | null]>([
    ['nothing is woken', null, { kind: 'timeCame', nowMs: 99 }, null],
    ['nothing is woken by a word', null, { kind: 'clientWrote', nowMs: 99 }, null],
    ['not before its time', away, { kind: 'timeCame', nowMs: 9 }, away],
    ['a case that waits for a word has no time', waiting, { kind: 'timeCame', nowMs: 1e15 }, waiting],
    ['an answer leaves it away', away, { kind: 'answered' }, away],
    ['an answer ends its being on top', back, { kind: 'answered' }, null],
    ['a second word does not move it', back, { kind: 'clientWrote', nowMs: 9 }, back],
    ['whoever loses the case', away, { kind: 'left' }, null],
    ['taken back by a person', away, { kind: 'takenBack' }, null],
  ])('%s', (_name, before, event, after) => {
    expect(snoozeAfter(before, event)).toEqual(after)
  })

  it('is kept from the time-out by a time alone', () => {
    expect([null, away, waiting, back].map(keepsOpen)).toEqual([false, true, false, false])
  })
})
