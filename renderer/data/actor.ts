import type { AgentId } from '#shared/domain/ids'

import type { DeskDatabase } from './database'

export interface Actor {
  /** Who the person at this desk is; `null` before the first hub. */
  readonly ownId: AgentId | null
  /** Whose wishes are made here: the own ones, or those of the agent that one acts as. */
  readonly id: AgentId | null
}

export async function readActor(db: DeskDatabase): Promise<Actor> {
  const [feed, acting] = await Promise.all([db.meta.get('feed'), db.meta.get('actor')])
  const ownId = feed?.key === 'feed' ? feed.me : null
  if (acting?.key !== 'actor') return { ownId, id: ownId }
  const agent = await db.agents.get(acting.agentId)
  return { ownId, id: agent && !agent.isRemoved ? agent.id : ownId }
}

/** Another hub has other agents: what was wished as one of the former goes out as one's own. */
export async function actAsSelf(db: DeskDatabase): Promise<void> {
  await db.meta.delete('actor')
  await db.outbox
    .filter(({ command }) => command.by !== undefined)
    .modify((entry) => {
      delete entry.command.by
    })
}
