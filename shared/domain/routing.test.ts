import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { AGENTS, anyDistribution, TEAMS } from '../testing/contact-centre'
import { randomRuns } from '../testing/random-runs'
import type { AgentRole, AgentStatus } from './agent'
import { DEFAULT_DISTRIBUTION, type Distribution, type DistributionStrategy } from './distribution'
import type { AgentId, CaseId, TeamId } from './ids'
import { route, type Assignment, type RoutableAgent, type WaitingCase } from './routing'

const [TEAM, OTHER_TEAM] = TEAMS as [TeamId, TeamId]
const [ANNA, BORIS, VERA] = AGENTS as [AgentId, AgentId, AgentId]

function agent(id: AgentId, more: Partial<RoutableAgent> = {}): RoutableAgent {
  return {
    id,
    role: 'agent',
    status: 'online',
    capacity: null,
    teamIds: [TEAM],
    isRemoved: false,
    load: 0,
    idleSinceMs: 0,
    lastAssignedMs: null,
    ...more,
  }
}

function waiting(id: string, more: Partial<WaitingCase> = {}): WaitingCase {
  return { id: id as CaseId, teamId: TEAM, priority: 'normal', sinceMs: 0, triedAgentIds: [], ...more }
}

function by(strategy: DistributionStrategy, more: Partial<Distribution> = {}): Distribution {
  return { ...DEFAULT_DISTRIBUTION, isAutomatic: true, strategy, ...more }
}

const pairs = (assignments: readonly Assignment[]) =>
  Object.fromEntries(assignments.map(({ caseId, agentId }) => [caseId, agentId]))

const cases = (count: number, more: Partial<WaitingCase> = {}) =>
  Array.from({ length: count }, (_, i) => waiting(`case-${i}`, { sinceMs: i, ...more }))

describe('distribution', () => {
  it('[Q9] off leaves every case in its queue', () => {
    expect(route(cases(3), [agent(ANNA)], { ...by('longestIdle'), isAutomatic: false })).toEqual([])
  })

  it('[Q9] on gives a case straight to an agent of its team', () => {
    const agents = [agent(BORIS, { teamIds: [OTHER_TEAM] }), agent(ANNA)]
    expect(pairs(route([waiting('a')], agents, by('longestIdle')))).toEqual({ a: ANNA })
  })

  it('[Q7] gives a case without a team to anybody', () => {
    const agents = [agent(BORIS, { teamIds: [] })]
    expect(pairs(route([waiting('a', { teamId: null }), waiting('b')], agents, by('longestIdle')))).toEqual({
      a: BORIS,
    })
  })

  it('[N8] only to who is online and still there', () => {
    const agents = [
      agent(ANNA, { status: 'break' }),
      agent(BORIS, { status: 'away' }),
      agent(VERA, { status: 'offline' }),
      agent('gone' as AgentId, { isRemoved: true }),
    ]
    expect(route([waiting('a')], agents, by('leastLoaded'))).toEqual([])
  })

  it('[Q18] [Q24] high priority first, then whoever waits longest', () => {
    const queue = [
      waiting('new', { sinceMs: 30 }),
      waiting('old', { sinceMs: 10 }),
      waiting('urgent', { sinceMs: 20, priority: 'high' }),
    ]
    const given = route(queue, [agent(ANNA, { capacity: 2 })], by('longestIdle'))
    expect(given.map(({ caseId }) => caseId)).toEqual(['urgent', 'old'])
  })

  it('[Q8] to whoever has been idle longest', () => {
    const agents = [
      agent(ANNA, { idleSinceMs: 50 }),
      agent(BORIS, { idleSinceMs: 20 }),
      agent(VERA, { idleSinceMs: 90 }),
    ]
    expect(route(cases(5), agents, by('longestIdle')).map(({ agentId }) => agentId)).toEqual([
      BORIS,
      ANNA,
      VERA,
      BORIS,
      ANNA,
    ])
  })

  it('[Q8] to whoever has least, and of those to the longest idle', () => {
    const agents = [agent(ANNA, { load: 2 }), agent(BORIS, { load: 1, idleSinceMs: 9 }), agent(VERA, { load: 1 })]
    expect(route(cases(4), agents, by('leastLoaded')).map(({ agentId }) => agentId)).toEqual([VERA, BORIS, ANNA, VERA])
  })

  it('[Q8] in turn, those before others who never had one', () => {
    const agents = [agent(ANNA, { lastAssignedMs: 70 }), agent(BORIS, { lastAssignedMs: 60 }), agent(VERA)]
    expect(route(cases(4), agents, by('roundRobin')).map(({ agentId }) => agentId)).toEqual([VERA, BORIS, ANNA, VERA])
  })

  it("[Q19] up to the capacity, in which calls count too, the agent's own before the central one", () => {
    const agents = [agent(ANNA, { load: 3, capacity: 4 }), agent(BORIS, { load: 1 }), agent(VERA, { load: 7 })]
    expect(pairs(route(cases(5), agents, by('leastLoaded', { capacity: 2 })))).toEqual({
      'case-0': BORIS,
      'case-1': ANNA,
    })
  })

  it('[Q20] not again to who did not answer, and to nobody once enough were tried', () => {
    const agents = [agent(ANNA), agent(BORIS, { idleSinceMs: 5 })]
    const queue = [waiting('a', { triedAgentIds: [ANNA] }), waiting('b', { triedAgentIds: [ANNA, VERA] })]
    expect(pairs(route(queue, agents, by('longestIdle', { attempts: 2 })))).toEqual({ a: BORIS })
  })
})

const anyAgents: fc.Arbitrary<readonly RoutableAgent[]> = fc
  .array(
    fc.record({
      role: fc.constantFrom<AgentRole[]>('agent', 'supervisor'),
      status: fc.constantFrom<AgentStatus[]>('online', 'online', 'online', 'break', 'offline'),
      capacity: fc.option(fc.integer({ min: 1, max: 4 })),
      teamIds: fc.subarray(TEAMS),
      isRemoved: fc.boolean(),
      load: fc.integer({ min: 0, max: 5 }),
      idleSinceMs: fc.integer({ min: 0, max: 5 }),
      lastAssignedMs: fc.option(fc.integer({ min: 0, max: 5 })),
    }),
    { maxLength: 8 },
  )
  .map((list) => list.map((more, i) => ({ ...more, id: `agent-${i + 1}` as AgentId })))

const anyQueue: fc.Arbitrary<readonly WaitingCase[]> = fc
  .array(
    fc.record({
      teamId: fc.option(fc.constantFrom(...TEAMS)),
      priority: fc.constantFrom('normal' as const, 'high' as const),
      sinceMs: fc.integer({ min: 0, max: 9 }),
      triedAgentIds: fc.subarray(AGENTS, { maxLength: 2 }),
    }),
    { maxLength: 20 },
  )
  .map((list) => list.map((more, i) => ({ ...more, id: `case-${String(i).padStart(2, '0')}` as CaseId })))

/** The same by looking through everything for each case. */
function naively(
  queue: readonly WaitingCase[],
  agents: readonly RoutableAgent[],
  { strategy, capacity, attempts }: Distribution,
): readonly Assignment[] {
  const given: Assignment[] = []
  const place = ({ priority, sinceMs, id }: WaitingCase) => [priority === 'high' ? 0 : 1, sinceMs, id] as const
  const keyOf = ({ id, load, idleSinceMs, lastAssignedMs }: RoutableAgent) => {
    const last = given.findLastIndex((one) => one.agentId === id)
    const had = given.filter((one) => one.agentId === id).length
    const since = (knownMs: number) => (last === -1 ? ([0, knownMs] as const) : ([1, last] as const))
    if (strategy === 'roundRobin') return [...since(lastAssignedMs ?? -1), id] as const
    return [strategy === 'leastLoaded' ? load + had : 0, ...since(idleSinceMs), id] as const
  }
  const isRoom = ({ id, load, capacity: own }: RoutableAgent) =>
    load + given.filter((one) => one.agentId === id).length < (own ?? capacity)
  for (const item of [...queue].sort((a, b) => compare(place(a), place(b)))) {
    if (item.triedAgentIds.length >= attempts) continue
    const [first] = agents
      .filter(({ status, isRemoved }) => status === 'online' && !isRemoved)
      .filter(
        ({ id, teamIds }) =>
          !item.triedAgentIds.includes(id) && (item.teamId === null || teamIds.includes(item.teamId)),
      )
      .filter(isRoom)
      .sort((a, b) => compare(keyOf(a), keyOf(b)))
    if (first) given.push({ caseId: item.id, agentId: first.id })
  }
  return given
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const at = a.findIndex((value, index) => value !== b[index])
  const [left, right] = [a[at], b[at]]
  return at === -1 || left === undefined || right === undefined ? 0 : left < right ? -1 : 1
}

describe('any queue and any agents', () => {
  it('[Q8] [Q18] [Q19] [Q20] [Q24] are matched as by looking through everything', () => {
    fc.assert(
      fc.property(anyQueue, anyAgents, anyDistribution, (queue, agents, distribution) => {
        const expected = distribution.isAutomatic ? naively(queue, agents, distribution) : []
        expect(route(queue, agents, distribution)).toEqual(expected)
      }),
      randomRuns({ share: 500, full: 20_000 }),
    )
  })

  it('[Q8] [Q19] nobody is over his capacity, and alike agents have alike shares', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom<DistributionStrategy[]>('longestIdle', 'leastLoaded', 'roundRobin'),
        (agentCount, caseCount, capacity, strategy) => {
          const agents = Array.from({ length: agentCount }, (_, i) => agent(`agent-${i}` as AgentId))
          const given = route(cases(caseCount), agents, by(strategy, { capacity }))
          const shares = agents.map(({ id }) => given.filter(({ agentId }) => agentId === id).length)
          expect(given.length).toBe(Math.min(caseCount, agentCount * capacity))
          expect(Math.max(...shares)).toBeLessThanOrEqual(capacity)
          expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
        },
      ),
      randomRuns(),
    )
  })
})
