import type { AgentId, TeamId } from '#shared/domain/ids'
import { snoozeAfter } from '#shared/domain/snooze'

import { remembering } from '../automation/automation-of'
import type { NewId } from '../ids'
import { agentsByIds } from '../store/agents'
import { lockCaseOfChat, type StoredCase } from '../store/cases'
import type { StoredChat } from '../store/chats'
import { readDirectory } from '../store/directory'
import type { Read, Write } from '../store/store'
import { changeCase, giveTo, openCase } from './case-service'
import { personNow } from './receivers'

const ANSWERED = { kind: 'personAnswered' } as const

/** An agent wrote to the client, or talked to him: whoever answers a case that nobody has takes it. */
export async function agentAnswered(
  tx: Write,
  newId: NewId,
  chat: Pick<StoredChat, 'id'>,
  agentId: AgentId,
): Promise<void> {
  const present = await lockCaseOfChat(tx, chat.id)
  const { state } = present
  switch (state.kind) {
    case 'idle':
    case 'closed': {
      // There is no conversation without a case: what an agent writes after the end begins the next, and it is his.
      const answered = async (opened: StoredCase) => ({ automation: await remembering(tx, opened, ANSWERED) })
      const begun = await openCase(tx, newId, present, tx.nowMs, answered)
      await giveTo(tx, newId, begun, agentId, { how: 'claimed', teamId: await homeTeam(tx, begun) })
      return
    }
    case 'queued':
    case 'withBot': {
      const answered = await changeCase(tx, present, { automation: await remembering(tx, present, ANSWERED) })
      await giveTo(tx, newId, answered, agentId, { how: 'claimed', teamId: await homeTeam(tx, answered) })
      return
    }
    case 'assigned':
      await changeCase(tx, present, {
        state: { ...state, answerByMs: null },
        snooze: snoozeAfter(present.snooze, { kind: 'answered' }),
        automation: await remembering(tx, present, ANSWERED),
      })
  }
}

/** Whose queue the case belongs to: that which it came from, else its agent's, else that of its channel. */
export async function homeTeam(view: Read, itsCase: StoredCase): Promise<TeamId | null> {
  const { state } = itsCase
  const { teams } = await readDirectory(view)
  const present = (id: TeamId | null | undefined) => teams.find((team) => team.id === id)?.id
  const own = state.kind === 'queued' || state.kind === 'assigned' ? present(state.teamId) : undefined
  if (own) return own
  const [agent] = state.kind === 'assigned' ? await agentsByIds(view, [state.agentId]) : []
  const ofAgent = agent?.teamIds.map(present).find((id) => id !== undefined)
  if (ofAgent) return ofAgent
  const person = await personNow(view, itsCase.channelId)
  if (person.kind === 'team') return person.teamId
  const [receiver] = await agentsByIds(view, [person.agentId])
  return receiver?.teamIds.map(present).find((id) => id !== undefined) ?? null
}
