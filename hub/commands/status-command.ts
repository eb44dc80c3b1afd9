import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import type { AgentId } from '#shared/domain/ids'

import { agentsByIds, updateAgent } from '../store/agents'
import type { Write } from '../store/store'
import { refusal } from './refusal'

/** Cases stay with whoever goes on a break; new ones do not come (spec N8). */
export async function setStatus(
  tx: Write,
  actor: AgentId,
  { status }: CommandArgs<'setStatus'>,
): Promise<CommandRefusal | null> {
  const [agent] = await agentsByIds(tx, [actor])
  if (!agent || agent.isRemoved) return refusal('unknownReceiver')
  if (agent.status !== status) await updateAgent(tx, actor, { status, statusSinceMs: tx.nowMs })
  return null
}
