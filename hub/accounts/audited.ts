import type { AgentId } from '#shared/domain/ids'

import type { NewId } from '../ids'
import { recordAccountEvent } from '../store/account-events'
import { accountOf } from '../store/accounts'
import { agentsByIds } from '../store/agents'
import { endSessions } from '../store/sessions'
import type { Write } from '../store/store'
import type { Caller } from './caller'

interface Change {
  readonly newId: NewId
  readonly caller: Caller
  readonly agentId: AgentId
}

/** A change of an agent by the administration: what it means for rights and for an account is noted with it. */
export async function audited<Refusal>(
  tx: Write,
  { newId, caller, agentId }: Change,
  change: (agentId: AgentId) => Promise<Refusal | null>,
): Promise<Refusal | null> {
  const [before] = await agentsByIds(tx, [agentId])
  const refusal = await change(agentId)
  const [after] = await agentsByIds(tx, [agentId])
  if (refusal !== null || !after) return refusal
  const about = { actorId: caller.agentId, subjectId: agentId }
  if (after.role !== (before?.role ?? 'agent')) {
    const detail = { from: before?.role ?? 'agent', to: after.role }
    await recordAccountEvent(tx, newId(), 'roleChanged', { ...about, detail })
  }
  if (after.isRemoved && before?.isRemoved === false && (await accountOf(tx, agentId))) {
    await endSessions(tx, agentId, 'accountClosed')
    await recordAccountEvent(tx, newId(), 'accountClosed', about)
  }
  return null
}
