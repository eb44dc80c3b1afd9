import type { AgentId } from '#shared/domain/ids'

import { agentsByIds, listAgents, updateAgent } from '../store/agents'
import type { Read, Write } from '../store/store'

/** Time for what is left to do (spec Q25). Whoever is on a break or away gets no new work anyway. */
export async function beginWrapUp(tx: Write, id: AgentId, forMs: number): Promise<void> {
  if (forMs <= 0) return
  const [agent] = await agentsByIds(tx, [id])
  if (!agent || agent.isRemoved || (agent.status !== 'online' && agent.status !== 'wrapUp')) return
  const untilMs = tx.nowMs + forMs
  // One that lasts longer goes on.
  if ((agent.statusUntilMs ?? 0) >= untilMs) return
  await updateAgent(tx, id, { status: 'wrapUp', statusSinceMs: tx.nowMs, statusUntilMs: untilMs })
}

/** Whose time is over is on line again. */
export async function endWrapUps(tx: Write): Promise<void> {
  for (const { id, status, statusUntilMs } of await listAgents(tx)) {
    if (status === 'wrapUp' && (statusUntilMs ?? 0) <= tx.nowMs)
      await updateAgent(tx, id, { status: 'online', statusSinceMs: tx.nowMs, statusUntilMs: null })
  }
}

/** When the next one ends; `null`: there is none. */
export async function nextWrapUpEndMs(view: Read): Promise<number | null> {
  const ends = (await listAgents(view)).flatMap(({ status, statusUntilMs }) =>
    status === 'wrapUp' ? [statusUntilMs ?? 0] : [],
  )
  return ends.length === 0 ? null : Math.min(...ends)
}
