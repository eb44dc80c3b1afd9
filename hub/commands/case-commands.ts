import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import type { PersonReceiver } from '#shared/domain/case'
import type { AgentId, CaseId, MessageId } from '#shared/domain/ids'

import { homeTeam } from '../cases/case-flow'
import { closeCase as close, giveTo, openCase, queueCase, transferToTeam } from '../cases/case-service'
import { tellEvent } from '../cases/case-event'
import type { NewId } from '../ids'
import { beginWrapUp } from '../routing/wrap-up'
import { agentsByIds } from '../store/agents'
import { lockCase, type StoredCase } from '../store/cases'
import { readDistribution } from '../store/central-settings'
import { refreshChat } from '../store/chats'
import { readDirectory } from '../store/directory'
import type { Read, Write } from '../store/store'
import type { CommandContext } from './command-context'
import { writeNote } from './note-commands'
import { refusal } from './refusal'
import { noteTaken } from './supervision-commands'

type Ids = Pick<CommandContext, 'newId'>

/** Of several who want it, the first has it (spec Q17). A bot's case can be taken too, a colleague's is transferred. */
export async function claimCase(
  tx: Write,
  { newId }: Ids,
  actor: AgentId,
  { caseId }: CommandArgs<'claimCase'>,
): Promise<CommandRefusal | null> {
  return withCase(tx, caseId, async (wanted) => {
    const { state } = wanted
    if (state.kind === 'assigned') return state.agentId === actor ? null : refusal('wrongState')
    if (state.kind === 'closed') return refusal('wrongState')
    await giveTo(tx, newId, await begun(tx, newId, wanted), actor, {
      how: 'claimed',
      teamId: await homeTeam(tx, wanted),
    })
    return null
  })
}

/** What a person chooses is limited by nobody's capacity or status. */
export async function transferCase(
  tx: Write,
  { newId }: Ids,
  actor: AgentId,
  { caseId, to, note }: CommandArgs<'transferCase'>,
): Promise<CommandRefusal | null> {
  return withCase(tx, caseId, async (given) => {
    if (given.state.kind === 'closed' || holds(given, to)) return refusal('wrongState')
    if (!(await isPresent(tx, to))) return refusal('unknownReceiver')
    const begunCase = await begun(tx, newId, given)
    const said = note === null || note === '' ? null : note
    const from = given.state.kind === 'assigned' ? given.state.agentId : null
    await tellEvent(tx, newId, given.chatId, {
      kind: 'transferred',
      to,
      byAgentId: actor,
      note: said,
      fromAgentId: from,
    })
    if (from !== null && from !== actor) {
      const receiver = to.kind === 'team' ? to.teamId : to.agentId
      await noteTaken(tx, { newId, actor, from, detail: { chatId: given.chatId, caseId, to: to.kind, receiver } })
    }
    if (to.kind === 'team') await transferToTeam(tx, begunCase, to.teamId)
    else {
      const how = to.agentId === actor ? 'claimed' : 'byPerson'
      await giveTo(tx, newId, begunCase, to.agentId, { how, teamId: await homeTeam(tx, given) })
    }
    if (said === null) return null
    // Mentions nobody: whoever has the case now is told of that already.
    await writeNote(tx, newId<MessageId>(), given.chatId, actor, { text: said, mentions: [], writtenAtMs: tx.nowMs })
    return null
  })
}

/** Back to the queue that it came from. Whoever had it is not given it again by itself. */
export async function returnCase(
  tx: Write,
  { newId }: Ids,
  { caseId }: CommandArgs<'returnCase'>,
): Promise<CommandRefusal | null> {
  return withCase(tx, caseId, async (returned) => {
    const { state } = returned
    if (state.kind !== 'assigned') return refusal('wrongState')
    await queueCase(tx, newId, returned, await homeTeam(tx, returned), 'returned', [state.agentId])
    return null
  })
}

export async function closeCase(
  tx: Write,
  { newId }: Ids,
  actor: AgentId,
  { caseId }: CommandArgs<'closeCase'>,
): Promise<CommandRefusal | null> {
  return withCase(tx, caseId, async (finished) => {
    if (finished.state.kind === 'closed' || finished.state.kind === 'idle') return refusal('wrongState')
    await close(tx, newId, finished, { kind: 'agent', agentId: actor })
    await beginWrapUp(tx, actor, (await readDistribution(tx)).wrapUp.afterChatMs)
    return null
  })
}

async function withCase(
  tx: Write,
  id: CaseId,
  act: (found: StoredCase) => Promise<CommandRefusal | null>,
): Promise<CommandRefusal | null> {
  const found = await lockCase(tx, id)
  if (!found) return refusal('unknownCase')
  const refused = await act(found)
  if (refused === null) await refreshChat(tx, found.chatId)
  return refused
}

/** Whoever takes up what nobody had to do anything about makes a case of it. */
async function begun(tx: Write, newId: NewId, itsCase: StoredCase): Promise<StoredCase> {
  return itsCase.state.kind === 'idle' ? openCase(tx, newId, itsCase, tx.nowMs) : itsCase
}

function holds({ state }: StoredCase, to: PersonReceiver): boolean {
  if (to.kind === 'agent') return state.kind === 'assigned' && state.agentId === to.agentId
  return state.kind === 'queued' && state.teamId === to.teamId
}

async function isPresent(view: Read, to: PersonReceiver): Promise<boolean> {
  if (to.kind === 'team') return (await readDirectory(view)).teams.some(({ id }) => id === to.teamId)
  const [agent] = await agentsByIds(view, [to.agentId])
  return agent !== undefined && !agent.isRemoved
}
