import type { AgentId } from '#shared/domain/ids'

import { plainStatusOf } from '#shared/domain/own-status'

import { agentsByIds, listAgents, updateAgent } from '../store/agents'
import { listOwnStatuses } from '../store/own-statuses'
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

/** Whose time is over is on line again, or in the company's own status of before. */
export async function endWrapUps(tx: Write): Promise<void> {
  const over = (await listAgents(tx)).filter(
    ({ status, statusUntilMs }) => status === 'wrapUp' && (statusUntilMs ?? 0) <= tx.nowMs,
  )
  if (over.length === 0) return
  const all = await listOwnStatuses(tx)
  for (const { id, ownStatusId } of over) {
    const own = all.find((each) => each.id === ownStatusId && !each.isRemoved)
    const status = own ? plainStatusOf(own) : 'online'
    await updateAgent(tx, id, {
      status,
      ownStatusId: own?.id ?? null,
      statusSinceMs: tx.nowMs,
      statusUntilMs: null,
    })
  }
}

/** When the next one ends; `null`: there is none. */
export async function nextWrapUpEndMs(view: Read): Promise<number | null> {
  const ends = (await listAgents(view)).flatMap(({ status, statusUntilMs }) =>
    status === 'wrapUp' ? [statusUntilMs ?? 0] : [],
  )
  return ends.length === 0 ? null : Math.min(...ends)
}
