import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { anyRehearsal } from '../testing/contact-centre'
import { NaiveHub, type NaiveCase } from '../testing/naive-hub'
import { randomRuns } from '../testing/random-runs'
import type { AutoAnswer } from './channel-settings'
import { rehearse, type RehearsalInput } from './rehearsal'
import { isWorkingTime } from './working-time'

const RUNS = { share: 500, full: 10_000 }

function ran(input: RehearsalInput): NaiveHub {
  const hub = new NaiveHub(input)
  hub.run()
  return hub
}

function always(check: (input: RehearsalInput, hub: NaiveHub) => void): void {
  fc.assert(
    fc.property(anyRehearsal, (input) => {
      check(input, ran(input))
    }),
    randomRuns(RUNS),
  )
}

describe('any settings and any traffic', () => {
  it('[A22] forecast is what then happens', () => {
    always((input, hub) => {
      const { cases, totals } = rehearse(input)
      expect(cases.map(({ chatId, openedAtMs, steps }) => ({ chatId, openedAtMs, steps }))).toEqual(
        hub.cases.map(({ chatId, openedAtMs, steps }) => ({ chatId, openedAtMs, steps })),
      )
      expect(totals.notPassedOn).toBe(hub.notPassedOn)
      expect(totals.queued).toBe(hub.queued().length)
    })
  })

  it('[A14] off hours a bot or auto-answers, never both, and each in its hours', () => {
    always(({ settings, hours }, { cases }) => {
      for (const { steps, openedAtMs, answeredWaits } of cases) {
        const isBotUsed = steps.some(({ kind }) => kind === 'withBot')
        if (isBotUsed && !isWorkingTime(hours, openedAtMs)) expect(settings.offHours.kind).toBe('bot')
        for (const { answerId, waitSinceMs } of answeredWaits) {
          const { autoAnswers, offHours } = settings
          const offAnswers = offHours.kind === 'autoAnswers' ? offHours.answers : []
          const expected = isWorkingTime(hours, waitSinceMs) ? autoAnswers : offAnswers
          expect(expected.map(({ id }) => id)).toContain(answerId)
        }
      }
    })
  })

  it('[Q19] nobody is given more than the capacity by rules', () => {
    always(({ agents, distribution }, { loads }) => {
      for (const { agentId, load } of loads) {
        const agent = agents.find(({ id }) => id === agentId)
        expect(load).toBeLessThanOrEqual(agent?.capacity ?? distribution.capacity)
      }
    })
  })

  it('[Q5] [Q6] [Q7] no case is without a receiver, and none is given to who is gone', () => {
    always(({ agents, teams, bots }, { cases }) => {
      for (const { steps } of cases) {
        expect(['withBot', 'queued', 'assigned']).toContain(steps[0]?.kind)
        for (const step of steps) {
          if (step.kind === 'withBot') expect(bots.map(({ id }) => id)).toContain(step.botId)
          if (step.kind === 'assigned') expect(agents.find(({ id }) => id === step.agentId)?.isRemoved).toBe(false)
          // Everybody's queue is the last resort, and that of a lone agent who did not answer.
          if (step.kind === 'queued' && step.teamId === null && step.why === 'new') expect(teams).toEqual([])
          if (step.kind === 'queued' && step.teamId !== null) expect(teams.map(({ id }) => id)).toContain(step.teamId)
        }
      }
    })
  })

  it('[Q9] [Q18] nobody waits while somebody who may have the case is free', () => {
    always(({ distribution }, hub) => {
      if (!distribution.isAutomatic) return
      for (const { teamId, triedAgentIds } of hub.queued()) {
        if (triedAgentIds.length >= distribution.attempts) continue
        const free = hub
          .agents()
          .filter(({ isRemoved, load, capacity }) => !isRemoved && load < (capacity ?? distribution.capacity))
          .filter(({ id, teamIds }) => !triedAgentIds.includes(id) && (teamId === null || teamIds.includes(teamId)))
        expect(free).toEqual([])
      }
    })
  })

  it('[Q15] [Q16] a case closes once, with at most one text, and nothing follows', () => {
    always(({ settings }, { cases }) => {
      for (const { steps } of cases) {
        const closings = steps.filter(({ kind }) => kind === 'closed')
        expect(closings.length).toBeLessThanOrEqual(1)
        for (const closing of closings) {
          expect(steps.at(-1)).toBe(closing)
          const isText = settings.closing.isShown && settings.closing.text.trim() !== ''
          expect(closing).toMatchObject({ isTextSent: isText })
        }
      }
    })
  })

  it('[A10] [A11] auto-answers come in order, once a case, and never after an answer of a person', () => {
    always(({ settings, traffic }, { cases }) => {
      const { autoAnswers, offHours } = settings
      const all: readonly AutoAnswer[] = [...autoAnswers, ...(offHours.kind === 'autoAnswers' ? offHours.answers : [])]
      const delays = new Map<string, number>(all.map(({ id, delayMs }) => [id, delayMs]))
      for (const { chatId, answeredWaits } of cases) {
        expect(new Set(answeredWaits.map(({ answerId }) => answerId)).size).toBe(answeredWaits.length)
        expectOrder(answeredWaits, delays)
        expectNoneLeftOut(answeredWaits, [autoAnswers, offHours.kind === 'autoAnswers' ? offHours.answers : []])
        for (const { atMs, waitSinceMs, answerId } of answeredWaits) {
          expect(atMs).toBe(waitSinceMs + (delays.get(answerId) ?? NaN))
          const answered = traffic.filter((event) => event.kind === 'answered' && event.chatId === chatId)
          // Of somebody who was removed too: his answer in the record is still an answer.
          expect(answered.filter((event) => event.atMs > waitSinceMs && event.atMs < atMs)).toEqual([])
        }
      }
    })
  })
})

it('reaches whatever can happen', () => {
  const seen = new Map<string, number>()
  const see = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)
  always(({ agents }, { cases }) => {
    for (const { steps, triedAgentIds } of cases) {
      for (const step of steps) {
        if (step.kind === 'queued') see(step.why)
        else if (step.kind === 'assigned') see(step.how)
        else if (step.kind === 'closed') see(step.by.kind)
        else see(step.kind)
      }
      const last = steps.findLast((step) => step.kind === 'assigned')
      const isSupervisor = agents.some(({ id, role }) => id === last?.agentId && role === 'supervisor')
      if (triedAgentIds.length > 0 && isSupervisor) see('supervisor')
    }
  })
  const all = [
    'new',
    'notAnswered',
    'automatically',
    'claimed',
    'agent',
    'timeout',
    'withBot',
    'autoAnswer',
    'supervisor',
  ]
  expect(all.filter((what) => (seen.get(what) ?? 0) < 20)).toEqual([])
})

function expectOrder(answered: NaiveCase['answeredWaits'], delays: ReadonlyMap<string, number>): void {
  for (const [index, { answerId, waitSinceMs }] of answered.entries()) {
    const before = answered[index - 1]
    if (before?.waitSinceMs !== waitSinceMs) continue
    expect(delays.get(before.answerId)).toBeLessThanOrEqual(delays.get(answerId) ?? NaN)
  }
}

/** Whatever goes out, all that was due before it in its list has gone out in this case. */
function expectNoneLeftOut(answered: NaiveCase['answeredWaits'], lists: readonly (readonly AutoAnswer[])[]): void {
  const sent = new Set<string>()
  for (const { answerId } of answered) {
    const list = lists.find((one) => one.some(({ id }) => id === answerId)) ?? []
    const own = list.find(({ id }) => id === answerId)?.delayMs ?? NaN
    expect(list.filter(({ id, delayMs }) => delayMs < own && !sent.has(id))).toEqual([])
    sent.add(answerId)
  }
}
