import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../../testing/random-runs'
import { anyWallDay, DAY_BEGINS_MS, type ToldFact } from '../../testing/wall-day'
import { casesBehind, CASES_SHOWN } from './behind'
import { dayOf } from './day'
import type { AgentFact, CaseFact, RulesFact, WallFact } from './facts'
import { DEFAULT_TARGETS, targetMsOf } from './service-targets'
import { Wall } from './wall'
import type { QueueNumber, QueueRow, WallView } from './wall-view'

const CASES_A_DAY = 40
/** Cases, as the issue counts them: a run has about forty. */
const RUNS = { share: 50, full: 10_000 / CASES_A_DAY }

function played(told: readonly ToldFact[], wall = new Wall(DAY_BEGINS_MS)): Wall {
  for (const { fact, atMs } of told) wall.apply(fact, atMs)
  return wall
}

/** Rows in an order of their own, without those that are all nothing. */
function seen(view: WallView) {
  const isNothing = ({ teamId: _team, oldest, ...sums }: QueueRow) =>
    oldest === null && Object.values(sums).every((sum) => sum === 0)
  return {
    queues: view.queues
      .filter((row) => !isNothing(row))
      .sort((a, b) => String(a.teamId).localeCompare(String(b.teamId))),
    agents: [...view.agents].sort((a, b) => a.agentId.localeCompare(b.agentId)),
    hours: [...view.hours].sort((a, b) => a.hour - b.hour),
    goal: view.goal,
  }
}

function merged(shown: WallView, changes: WallView | null): WallView {
  if (!changes) return shown
  const queues = new Map(shown.queues.map((row) => [row.teamId, row]))
  const agents = new Map(shown.agents.map((row) => [row.agentId, row]))
  const hours = new Map(shown.hours.map((row) => [row.hour, row]))
  for (const row of changes.queues) queues.set(row.teamId, row)
  for (const row of changes.agents) agents.set(row.agentId, row)
  for (const id of changes.goneAgents) agents.delete(id)
  for (const row of changes.hours) hours.set(row.hour, row)
  return {
    ...changes,
    queues: [...queues.values()],
    agents: [...agents.values()],
    hours: [...hours.values()],
  }
}

/** Each number of the wall counted from the last that was told of each thing, the slow way. */
function counted(told: readonly ToldFact[], nowMs: number) {
  const latest = new Map<string, WallFact>()
  for (const { fact } of told) latest.set(fact.kind === 'rules' ? 'rules' : fact.id, fact)
  const facts = [...latest.values()]
  const isCase = (fact: WallFact): fact is CaseFact => fact.kind === 'case'
  const isAgent = (fact: WallFact): fact is AgentFact => fact.kind === 'agent'
  const isRules = (fact: WallFact): fact is RulesFact => fact.kind === 'rules'
  const rules = facts.find(isRules)
  const targets = rules?.targets ?? DEFAULT_TARGETS
  const day = dayOf('Europe/Moscow', nowMs)
  const isToday = (atMs: number | null) => atMs !== null && atMs >= day.startMs && atMs < day.endMs
  const cases = facts.filter(isCase)
  const queues = [...new Set(cases.map(({ teamId }) => teamId))].map((teamId): QueueRow => {
    const own = cases.filter((each) => each.teamId === teamId)
    const answered = own.filter(({ firstAnswerMs }) => isToday(firstAnswerMs))
    const judged = answered.filter((each) => targetMsOf(targets, each) !== null)
    const waitOf = ({ firstAnswerMs, openedAtMs }: CaseFact) => (firstAnswerMs ?? 0) - openedAtMs
    const waiting = own
      .filter(({ state }) => state === 'queued')
      .map(({ id, chatId, waitingSinceMs, sinceMs }) => ({ caseId: id, chatId, sinceMs: waitingSinceMs ?? sinceMs }))
      .sort((a, b) => a.sinceMs - b.sinceMs || (a.caseId < b.caseId ? -1 : 1))
    return {
      teamId,
      queued: own.filter(({ state }) => state === 'queued').length,
      assigned: own.filter(({ state }) => state === 'assigned').length,
      withBot: own.filter(({ state }) => state === 'withBot').length,
      late: own.filter((each) => {
        const target = targetMsOf(targets, each)
        return (
          each.state !== 'closed' &&
          each.waitingSinceMs !== null &&
          target !== null &&
          each.waitingSinceMs + target <= nowMs
        )
      }).length,
      oldest: waiting[0] ?? null,
      arrived: own.filter(({ openedAtMs }) => isToday(openedAtMs)).length,
      closed: own.filter(({ closedAtMs }) => isToday(closedAtMs)).length,
      answered: answered.length,
      judged: judged.length,
      inTime: judged.filter((each) => waitOf(each) <= (targetMsOf(targets, each) ?? 0)).length,
      answerSumMs: answered.reduce((sum, each) => sum + waitOf(each), 0),
    }
  })
  const agents = facts.filter(isAgent).flatMap(({ id, status, statusSinceMs, talkingSinceMs, capacity, isRemoved }) =>
    isRemoved
      ? []
      : [
          {
            agentId: id,
            status,
            statusSinceMs,
            talkingSinceMs,
            capacity: capacity ?? rules?.capacity ?? 5,
            open: cases.filter((each) => each.state === 'assigned' && each.agentId === id && !each.isAway).length,
            snoozed: cases.filter((each) => each.state === 'assigned' && each.agentId === id && each.isAway).length,
            closed: cases.filter(({ agentId, closedAtMs }) => agentId === id && isToday(closedAtMs)).length,
          },
        ],
  )
  const hourIs = (atMs: number | null, hour: number) =>
    isToday(atMs) && Math.floor(((atMs ?? 0) - day.startMs) / 3_600_000) === hour
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    hour,
    arrived: cases.filter(({ openedAtMs }) => hourIs(openedAtMs, hour)).length,
    answered: cases.filter(({ firstAnswerMs }) => hourIs(firstAnswerMs, hour)).length,
  }))
  const { goalPercent, answerWithinMs } = targets
  return seen({ queues, agents, goneAgents: [], hours, goal: { goalPercent, answerWithinMs } })
}

function always(check: (told: readonly ToldFact[], nowMs: number) => void): void {
  fc.assert(
    fc.property(anyWallDay(CASES_A_DAY), fc.integer({ min: 0, max: 10_800_000 }), (told, laterMs) => {
      check(told, (told.at(-1)?.atMs ?? DAY_BEGINS_MS) + laterMs)
    }),
    randomRuns({ share: RUNS.share, full: RUNS.full }),
  )
}

describe('the wall of any day', () => {
  it('[V1] shows what the slow way counts', () => {
    always((told, nowMs) => {
      const wall = played(told)
      wall.advance(nowMs)
      expect(seen(wall.view())).toEqual(counted(told, nowMs))
    })
  })

  it('[V1] is the same on a screen that is told only what has changed', () => {
    always((told, nowMs) => {
      const wall = new Wall(DAY_BEGINS_MS)
      let shown = wall.view()
      told.forEach(({ fact, atMs }, at) => {
        wall.apply(fact, atMs)
        if (at % 3 === 0) shown = merged(shown, wall.takeChanges())
      })
      wall.advance(nowMs)
      expect(seen(merged(shown, wall.takeChanges()))).toEqual(seen(wall.view()))
    })
  })

  it('[V1] shows live what it shows when it is played again from any frame', () => {
    always((told, nowMs) => {
      const live = new Wall(DAY_BEGINS_MS)
      const cut = Math.floor(told.length / 2)
      for (const { fact, atMs } of told.slice(0, cut)) live.apply(fact, atMs)
      const frameMs = told[cut - 1]?.atMs ?? DAY_BEGINS_MS
      const replayed = new Wall(frameMs)
      for (const fact of live.facts()) replayed.apply(fact, frameMs)
      // As it came: late facts of before the tick among later ones.
      for (const { fact, atMs } of told.slice(cut)) {
        live.apply(fact, atMs)
        live.advance(atMs + 200)
        replayed.apply(fact, atMs)
        expect(seen(replayed.view()).queues.map(({ queued, arrived }) => [queued, arrived])).toEqual(
          seen(live.view()).queues.map(({ queued, arrived }) => [queued, arrived]),
        )
      }
      live.advance(nowMs)
      replayed.advance(nowMs)
      expect(seen(replayed.view())).toEqual(seen(live.view()))
    })
  })

  it('[V1] opens exactly the cases behind each number', () => {
    const names = ['queued', 'assigned', 'withBot', 'late', 'arrived', 'closed', 'answered'] as const
    always((told, nowMs) => {
      const wall = played(told)
      wall.advance(nowMs)
      const { queues, agents } = wall.view()
      const behind = (teamId: QueueRow['teamId'] | 'all', what: QueueNumber) =>
        casesBehind(wall, { kind: 'queue', teamId, what }).length
      for (const row of queues) {
        for (const name of names) expect([name, behind(row.teamId, name)]).toEqual([name, row[name]])
        expect(behind(row.teamId, 'missed')).toBe(row.judged - row.inTime)
      }
      for (const name of names)
        expect(behind('all', name)).toBe(Math.min(CASES_SHOWN, sum(queues.map((row) => row[name]))))
      for (const { agentId, open, closed } of agents) {
        expect(casesBehind(wall, { kind: 'agent', agentId, what: 'open' })).toHaveLength(open)
        expect(casesBehind(wall, { kind: 'agent', agentId, what: 'closed' })).toHaveLength(closed)
      }
    })
  })
})

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
