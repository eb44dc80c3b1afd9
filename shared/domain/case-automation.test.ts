import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { anySettings, anyWorkingHours } from '../testing/contact-centre'
import { randomRuns } from '../testing/random-runs'
import type { CaseState } from './case'
import {
  afterEvent,
  closingText,
  nextDue,
  onDue,
  STALE_AFTER_MS,
  type AutomationEvent,
  type AutomationFacts,
} from './case-automation'
import { DAY_MS, defaultChannelSettings, HOUR_MS, type AutoAnswer, type ChannelSettings } from './channel-settings'
import type { AgentId, AutoAnswerId, BotId, TeamId } from './ids'
import type { WorkingHours } from './working-hours'

const MINUTE_MS = 60_000
const TEAM = 'team' as TeamId
/** Monday, noon in Moscow. */
const NOON = Date.parse('2026-11-23T09:00:00Z')
const EVENING = NOON + 9 * HOUR_MS

const hours: WorkingHours = {
  timeZone: 'Europe/Moscow',
  week: Array.from({ length: 7 }, () => [{ fromMin: 9 * 60, toMin: 18 * 60 }]),
  exceptions: [],
}

const queued: CaseState = { kind: 'queued', teamId: TEAM, sinceMs: NOON }
const withBot: CaseState = { kind: 'withBot', botId: 'bot' as BotId, sinceMs: NOON }

function answer(id: string, minutes: number): AutoAnswer {
  return { id: id as AutoAnswerId, text: `Текст ${id}`, delayMs: minutes * MINUTE_MS }
}

const settings: ChannelSettings = {
  ...defaultChannelSettings(TEAM),
  autoAnswers: [answer('second', 5), answer('first', 1)],
  offHours: { kind: 'autoAnswers', answers: [answer('night', 0), answer('late', 20 * 60)] },
}

function told(facts: AutomationFacts | null, nowMs: number, event: AutomationEvent): AutomationFacts {
  return afterEvent(facts, event, hours, nowMs)
}

const wrote = (facts: AutomationFacts | null, atMs: number) => told(facts, atMs, { kind: 'clientWrote', atMs })

/** All that the rules do until then, minute by minute. */
function run(
  facts: AutomationFacts | null,
  fromMs: number,
  untilMs: number,
  { state = queued, rules = settings }: { state?: CaseState; rules?: ChannelSettings } = {},
): { readonly done: readonly string[]; readonly facts: AutomationFacts | null } {
  const done: string[] = []
  let automation = facts
  for (let nowMs = fromMs; nowMs <= untilMs; nowMs += MINUTE_MS) {
    for (;;) {
      const step = onDue({ state, automation }, rules, nowMs)
      automation = step.automation
      if (step.action === null) break
      const minutes = (nowMs - fromMs) / MINUTE_MS
      if (step.action.kind === 'closeByTimeout') return { done: [...done, `close ${minutes}`], facts: automation }
      done.push(`${step.action.answer.id} ${minutes}`)
    }
  }
  return { done, facts: automation }
}

describe('auto-answers', () => {
  it('[A10] [A11] go out in order of delay, each after its time', () => {
    expect(run(wrote(null, NOON), NOON, NOON + HOUR_MS).done).toEqual(['first 1', 'second 5'])
  })

  it('[A10] stop at the first answer of a person, here or in the channel itself', () => {
    const { facts } = run(wrote(null, NOON), NOON, NOON + 3 * MINUTE_MS)
    const answered = told(facts, NOON + 4 * MINUTE_MS, { kind: 'personAnswered' })
    expect(run(answered, NOON + 4 * MINUTE_MS, NOON + HOUR_MS).done).toEqual([])
  })

  it('[A10] count from the message that began the wait, not from those after it', () => {
    const facts = wrote(wrote(null, NOON), NOON + MINUTE_MS / 2)
    expect(nextDue({ state: queued, automation: facts }, settings)).toMatchObject({ atMs: NOON + MINUTE_MS })
  })

  it('[A10] count from the next word where the clock was set back meanwhile, not from a time that is yet to come', () => {
    const facts = wrote(wrote(null, NOON + HOUR_MS), NOON)
    expect(nextDue({ state: queued, automation: facts }, settings)).toMatchObject({ atMs: NOON + MINUTE_MS })
  })

  it('[A11] are each sent once in a case; a later wait goes on with the others', () => {
    const first = run(wrote(null, NOON), NOON, NOON + 3 * MINUTE_MS)
    const answered = told(first.facts, NOON + 4 * MINUTE_MS, { kind: 'personAnswered' })
    const again = wrote(answered, NOON + HOUR_MS)
    const second = run(again, NOON + HOUR_MS, NOON + 2 * HOUR_MS)
    expect(second.done).toEqual(['second 5'])
    const last = wrote(told(second.facts, NOON + 2 * HOUR_MS, { kind: 'personAnswered' }), NOON + 3 * HOUR_MS)
    expect(run(last, NOON + 3 * HOUR_MS, NOON + 4 * HOUR_MS).done).toEqual([])
  })

  it('[A11] of one delay both go out, as they stand in the list', () => {
    const rules = { ...settings, autoAnswers: [answer('a', 1), answer('b', 1), answer('c', 0)] }
    expect(run(wrote(null, NOON), NOON, NOON + HOUR_MS, { rules }).done).toEqual(['c 0', 'a 1', 'b 1'])
  })

  it('[A13] off hours are those of off hours, also when work begins before they are due', () => {
    const { done } = run(wrote(null, EVENING), EVENING, EVENING + DAY_MS)
    expect(done).toEqual(['night 0', 'late 1200'])
    expect(run(wrote(null, NOON), NOON, NOON + DAY_MS).done).toEqual(['first 1', 'second 5'])
  })

  it('[A14] are none off hours where a bot was chosen, or nothing', () => {
    for (const offHours of [{ kind: 'bot', botId: 'bot' as BotId }, { kind: 'nothing' }] as const) {
      const rules = { ...settings, offHours }
      expect(run(wrote(null, EVENING), EVENING, EVENING + DAY_MS, { rules }).done).toEqual([])
    }
  })

  it('[Q6] wait while a bot has the case, and begin anew when it hands over', () => {
    const facts = wrote(null, NOON)
    expect(run(facts, NOON, NOON + HOUR_MS, { state: withBot }).done).toEqual([])
    const answered = told(facts, NOON + 2000, { kind: 'botAnswered' })
    const handed = told(answered, NOON + HOUR_MS, { kind: 'botHandedOver' })
    expect(run(handed, NOON + HOUR_MS, NOON + 2 * HOUR_MS).done).toEqual(['first 1', 'second 5'])
  })

  it('[A10] added while a client waits do not come after a later one', () => {
    const { facts } = run(wrote(null, NOON), NOON, NOON + 6 * MINUTE_MS)
    const rules = { ...settings, autoAnswers: [...settings.autoAnswers, answer('new', 3), answer('end', 30)] }
    expect(run(facts, NOON, NOON + HOUR_MS, { rules }).done).toEqual(['end 30'])
  })
})

describe('a computer that slept', () => {
  it('[A10] sends what is still due once', () => {
    const wokeMs = NOON + MINUTE_MS + STALE_AFTER_MS
    const { done, facts } = run(wrote(null, NOON), wokeMs, wokeMs + HOUR_MS)
    expect(done).toEqual(['first 0', 'second 0'])
    expect(facts?.sentAnswerIds).toEqual(['first', 'second'])
  })

  it('[A10] drops what is stale, and sends what is not yet', () => {
    const rules = { ...settings, autoAnswers: [answer('old', 1), answer('soon', 2 * 24 * 60 + 1)] }
    const wokeMs = NOON + 2 * DAY_MS
    const { done, facts } = run(wrote(null, NOON), wokeMs, wokeMs + HOUR_MS, { rules })
    expect(done).toEqual(['soon 1'])
    expect(facts?.wait?.passedMs).toBe(answer('soon', 2 * 24 * 60 + 1).delayMs - 1)
  })

  it('[A10] answers nothing to what came while it slept, but lets the case live', () => {
    const wokeMs = NOON + 5 * DAY_MS
    const facts = told(null, wokeMs, { kind: 'clientWrote', atMs: NOON })
    expect(run(facts, wokeMs, wokeMs + DAY_MS).done).toEqual([])
    expect(nextDue({ state: queued, automation: facts }, settings)).toMatchObject({ atMs: NOON + MINUTE_MS })
    expect(run(facts, wokeMs, wokeMs + 5 * DAY_MS).done).toEqual([`close ${4 * 24 * 60}`])
  })

  it('[Q13] closes at once what would have closed meanwhile', () => {
    const wokeMs = NOON + 10 * DAY_MS
    expect(run(wrote(null, NOON), wokeMs, wokeMs).done).toEqual(['close 0'])
  })
})

describe('closing by itself', () => {
  const quiet = { ...settings, autoAnswers: [] }

  it('[Q13] [Q14] comes after four days without a word of either side', () => {
    const atMs = (facts: AutomationFacts) => nextDue({ state: queued, automation: facts }, quiet)
    const facts = wrote(null, NOON)
    expect(atMs(facts)).toEqual({ kind: 'autoClose', atMs: NOON + 4 * DAY_MS })
    expect(atMs(told(facts, NOON + DAY_MS, { kind: 'personAnswered' }))?.atMs).toBe(NOON + 5 * DAY_MS)
    expect(atMs(told(facts, NOON + DAY_MS, { kind: 'botAnswered' }))?.atMs).toBe(NOON + 5 * DAY_MS)
  })

  it('[Q13] counts hours as well, and is not put off by what rules send', () => {
    const rules: ChannelSettings = { ...settings, autoClose: { amount: 2, unit: 'hours' } }
    expect(run(wrote(null, NOON), NOON, NOON + DAY_MS, { rules }).done).toEqual(['first 1', 'second 5', 'close 120'])
  })

  it('[A22] goes before an auto-answer of the same moment', () => {
    const rules: ChannelSettings = {
      ...settings,
      autoAnswers: [answer('same', 60)],
      autoClose: { amount: 1, unit: 'hours' },
    }
    expect(run(wrote(null, NOON), NOON, NOON + DAY_MS, { rules }).done).toEqual(['close 60'])
  })

  it('[Q13] closes what a bot has, and leaves alone what is closed, not begun or history', () => {
    const automation = wrote(null, NOON)
    expect(nextDue({ state: withBot, automation }, settings)?.kind).toBe('autoClose')
    const closed: CaseState = { kind: 'closed', atMs: NOON, by: { kind: 'agent', agentId: 'agent' as AgentId } }
    expect(nextDue({ state: closed, automation }, settings)).toBeNull()
    expect(nextDue({ state: { kind: 'idle', sinceMs: NOON }, automation }, settings)).toBeNull()
    expect(nextDue({ state: queued, automation: null }, settings)).toBeNull()
    expect(onDue({ state: queued, automation: null }, settings, NOON)).toEqual({ action: null, automation: null })
  })
})

describe('the text at the close', () => {
  it('[Q15] [Q16] is sent if it is switched on and says something', () => {
    const closing = (isShown: boolean, text: string) => closingText({ closing: { isShown, text } })
    expect(closing(true, ' До свидания! ')).toBe('До свидания!')
    expect(closing(false, 'До свидания!')).toBeNull()
    expect(closing(true, ' \n ')).toBeNull()
  })
})

const anyEvent = fc.constantFrom<('due' | AutomationEvent['kind'])[]>(
  'due',
  'due',
  'clientWrote',
  'personAnswered',
  'botAnswered',
  'botHandedOver',
)
/** Forward a little, forward by days as after sleep, or back as when a clock is set. */
const anyJump = fc.oneof(
  fc.integer({ min: 0, max: 30 * MINUTE_MS }),
  fc.integer({ min: 0, max: 3 * DAY_MS }),
  fc.integer({ min: -2 * DAY_MS, max: 0 }),
)

describe('any clock', () => {
  it('[A10] [A20] set back or forward, repeats nothing, and answers nobody who does not wait', () => {
    fc.assert(
      fc.property(anySettings, anyWorkingHours, fc.array(fc.tuple(anyJump, anyEvent)), (rules, schedule, events) => {
        let nowMs = NOON
        let automation: AutomationFacts | null = null
        const sent: string[] = []
        for (const [jumpMs, event] of events) {
          nowMs += jumpMs
          if (event !== 'due') {
            automation = afterEvent(automation, { kind: event, atMs: nowMs }, schedule, nowMs)
            continue
          }
          for (;;) {
            const step = onDue({ state: queued, automation }, rules, nowMs)
            const isWaited: boolean = automation?.wait != null
            automation = step.automation
            if (step.action === null || step.action.kind === 'closeByTimeout') break
            expect(isWaited).toBe(true)
            sent.push(step.action.answer.id)
          }
          // What is stored is JSON.
          expect(JSON.parse(JSON.stringify(automation))).toEqual(automation)
        }
        expect(new Set(sent).size).toBe(sent.length)
        expect(automation?.sentAnswerIds ?? []).toEqual(sent)
      }),
      randomRuns({ share: 500, full: 20_000 }),
    )
  })
})
