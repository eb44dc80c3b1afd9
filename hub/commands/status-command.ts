import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import type { AgentId } from '#shared/domain/ids'
import { MAX_WRAP_UP_MS, MORE_WRAP_UP_MS } from '#shared/domain/wrap-up'

import { agentsByIds, updateAgent } from '../store/agents'
import type { Write } from '../store/store'
import { refusal } from './refusal'

/** Cases stay with whoever goes on a break; new ones do not come (spec N8). */
export async function setStatus(
  tx: Write,
  actor: AgentId,
  { status, untilMs }: CommandArgs<'setStatus'>,
): Promise<CommandRefusal | null> {
  const [agent] = await agentsByIds(tx, [actor])
  if (!agent || agent.isRemoved) return refusal('unknownReceiver')
  if (status === 'wrapUp') {
    const longest = tx.nowMs + MAX_WRAP_UP_MS
    const statusUntilMs = Math.min(untilMs ?? tx.nowMs + MORE_WRAP_UP_MS, longest)
    const statusSinceMs = agent.status === status ? agent.statusSinceMs : tx.nowMs
    await updateAgent(tx, actor, { status, statusSinceMs, statusUntilMs })
  } else if (agent.status !== status)
    await updateAgent(tx, actor, { status, statusSinceMs: tx.nowMs, statusUntilMs: null })
  return null
}
