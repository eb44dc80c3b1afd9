import type { AgentDaysReply } from '#shared/contract/agent-days'
import { callsOf, spansWithin } from '#shared/domain/agent-day'
import type { AgentId } from '#shared/domain/ids'

import { caseMomentsIn, firstFactMs, statusesIn, talkWordsIn, type Stretch } from '../store/agent-days'
import { listAgents } from '../store/agents'
import type { Read } from '../store/store'

/** One line for each agent who works here, or did on that day (spec V3). */
export async function readAgentDays(view: Read, stretch: Stretch): Promise<AgentDaysReply> {
  const agents = await listAgents(view)
  const statuses = byAgent(await statusesIn(view, stretch))
  const moments = byAgent(await caseMomentsIn(view, stretch))
  const words = byAgent(await talkWordsIn(view, stretch))
  const marksFromMs = await firstFactMs(view)
  const days = agents.map(({ id, isRemoved }) => ({
    agentId: id,
    isRemoved,
    spans: spansWithin(statuses.get(id) ?? [], { fromMs: stretch.fromMs, toMs: stretch.untilMs }, view.nowMs),
    marks: [
      ...(moments.get(id) ?? []).map(({ kind, atMs, chatId }) => ({ kind, atMs, chatId })),
      ...callsOf(words.get(id) ?? []),
    ].sort((a, b) => a.atMs - b.atMs),
  }))
  return {
    marksFromMs,
    days: days
      .filter(({ isRemoved, spans }) => !isRemoved || spans.length > 0)
      .map(({ agentId, spans, marks }) => ({ agentId, spans, marks })),
  }
}

function byAgent<T extends { readonly agentId: AgentId }>(rows: readonly T[]): ReadonlyMap<AgentId, readonly T[]> {
  const groups = new Map<AgentId, T[]>()
  for (const row of rows) {
    const group = groups.get(row.agentId)
    if (group) group.push(row)
    else groups.set(row.agentId, [row])
  }
  return groups
}
