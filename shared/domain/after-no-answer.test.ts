import { describe, expect, it } from 'vitest'

import { afterNoAnswer } from './after-no-answer'
import { DEFAULT_DISTRIBUTION, type Distribution } from './distribution'
import type { AgentId, TeamId } from './ids'
import type { RoutableAgent } from './routing'

const [ANNA, BORIS, CHIEF, HEAD] = ['anna', 'boris', 'chief', 'head'] as [AgentId, AgentId, AgentId, AgentId]
const TEAM = 'team' as TeamId

const distribution: Distribution = { ...DEFAULT_DISTRIBUTION, isAutomatic: true, attempts: 2, afterwards: 'supervisor' }

function agent(id: AgentId, more: Partial<RoutableAgent> = {}): RoutableAgent {
  const rest = { capacity: null, teamIds: [TEAM], isRemoved: false, load: 0, idleSinceMs: 0, lastAssignedMs: null }
  return { id, role: 'agent', status: 'online', ...rest, ...more }
}

const chief = agent(CHIEF, { role: 'supervisor', load: 3 })
const head = agent(HEAD, { role: 'supervisor', teamIds: [] })

describe('[Q20] when an agent did not answer in time', () => {
  it('the next free one has the case', () => {
    const agents = [agent(ANNA), agent(BORIS)]
    expect(afterNoAnswer({ teamId: TEAM, triedAgentIds: [ANNA] }, agents, distribution)).toEqual({
      kind: 'agent',
      agentId: BORIS,
    })
  })

  it('it waits in the queue where nobody else is free', () => {
    const agents = [agent(ANNA), agent(BORIS, { status: 'break' })]
    expect(afterNoAnswer({ teamId: TEAM, triedAgentIds: [ANNA] }, agents, distribution)).toEqual({ kind: 'queue' })
  })

  it("after as many as are tried a supervisor has it, his own team's before a less loaded one", () => {
    const item = { teamId: TEAM, triedAgentIds: [ANNA, BORIS] }
    const agents = [agent(ANNA), agent(BORIS), head, chief]
    expect(afterNoAnswer(item, agents, distribution)).toEqual({ kind: 'supervisor', agentId: CHIEF })
    expect(afterNoAnswer({ ...item, triedAgentIds: [ANNA, CHIEF] }, agents, distribution)).toEqual({
      kind: 'supervisor',
      agentId: HEAD,
    })
  })

  it('after that, or without a supervisor who has room, it waits for whoever takes it', () => {
    const item = { teamId: TEAM, triedAgentIds: [ANNA, BORIS] }
    const queue = { kind: 'queue' }
    expect(afterNoAnswer(item, [agent(ANNA), { ...chief, load: 5 }], distribution)).toEqual(queue)
    expect(afterNoAnswer(item, [chief], { ...distribution, afterwards: 'queue' })).toEqual(queue)
    expect(afterNoAnswer({ ...item, triedAgentIds: [ANNA, BORIS, CHIEF] }, [chief, head], distribution)).toEqual(queue)
  })

  it('nobody is given it by itself where distribution is off', () => {
    const off = { ...distribution, isAutomatic: false, afterwards: 'queue' as const }
    expect(afterNoAnswer({ teamId: TEAM, triedAgentIds: [ANNA] }, [agent(BORIS)], off)).toEqual({ kind: 'queue' })
  })
})
