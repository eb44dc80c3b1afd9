import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import type { AgentId } from '#shared/domain/ids'
import { plainStatusOf } from '#shared/domain/own-status'
import { MAX_WRAP_UP_MS, MORE_WRAP_UP_MS } from '#shared/domain/wrap-up'

import { agentsByIds, updateAgent } from '../store/agents'
import { ownStatusById } from '../store/own-statuses'
import type { Write } from '../store/store'
import { refusal } from './refusal'

/** Cases stay with whoever goes on a break; new ones do not come (spec N8). */
export async function setStatus(
  tx: Write,
  actor: AgentId,
  args: CommandArgs<'setStatus'>,
): Promise<CommandRefusal | null> {
  const [agent] = await agentsByIds(tx, [actor])
  if (!agent || agent.isRemoved) return refusal('unknownReceiver')
  if (args.status === 'wrapUp') {
    const longest = tx.nowMs + MAX_WRAP_UP_MS
    const statusUntilMs = Math.min(args.untilMs ?? tx.nowMs + MORE_WRAP_UP_MS, longest)
    const statusSinceMs = agent.status === 'wrapUp' ? agent.statusSinceMs : tx.nowMs
    await updateAgent(tx, actor, { status: 'wrapUp', statusSinceMs, statusUntilMs })
    return null
  }
  const own = args.ownStatusId === undefined ? null : await ownStatusById(tx, args.ownStatusId)
  if (args.ownStatusId !== undefined && !own) return refusal('unknownStatus')
  const status = own ? plainStatusOf(own) : args.status
  // Removed while the desk was away: what it was to routing remains, as for whoever was in it.
  const ownStatusId = own && !own.isRemoved ? own.id : null
  if (agent.status !== status || (agent.ownStatusId ?? null) !== ownStatusId)
    await updateAgent(tx, actor, { status, ownStatusId, statusSinceMs: tx.nowMs, statusUntilMs: null })
  return null
}
