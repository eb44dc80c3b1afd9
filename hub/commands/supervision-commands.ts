import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import type { AgentId } from '#shared/domain/ids'
import { canWhisper } from '#shared/domain/whisper'

import type { NewId } from '../ids'
import { noteAccess } from '../store/access-log'
import { recordAccountEvent } from '../store/account-events'
import { agentsByIds } from '../store/agents'
import { holderOfCase } from '../store/cases'
import { chatById } from '../store/chats'
import { messageById } from '../store/messages'
import type { Write } from '../store/store'
import type { CommandContext } from './command-context'
import { writeNote } from './note-commands'
import { refusal } from './refusal'

/** Somebody looks into a conversation unseen (spec V2): nobody is told, and it is written down. */
export async function watchChat(
  tx: Write,
  { newId }: Pick<CommandContext, 'newId'>,
  actor: AgentId,
  { chatId }: CommandArgs<'watchChat'>,
): Promise<CommandRefusal | null> {
  const chat = await chatById(tx, chatId)
  if (!chat) return refusal('unknownChat')
  const subjectId = await holderOfCase(tx, chat.caseId)
  await recordAccountEvent(tx, newId(), 'chatWatched', {
    actorId: actor,
    subjectId,
    detail: { chatId, caseId: chat.caseId },
  })
  await noteAccess(tx, { actorId: actor, kind: 'watch', objectId: chatId, chatId })
  return null
}

/** A word between a supervisor and an agent, inside the conversation (spec V2). No channel is told of it. */
export async function whisper(
  tx: Write,
  actor: AgentId,
  { messageId, chatId, to, text, writtenAtMs }: CommandArgs<'whisper'>,
): Promise<CommandRefusal | null> {
  const known = await messageById(tx, messageId)
  if (known) return known.chatId === chatId ? null : refusal('wrongState')
  if (!(await chatById(tx, chatId))) return refusal('unknownChat')
  const people = await agentsByIds(tx, [actor, to])
  const [from, whom] = [actor, to].map((id) => people.find((each) => each.id === id))
  if (!from || !whom || whom.isRemoved) return refusal('unknownReceiver')
  if (!canWhisper(from, whom)) return refusal('notAllowed', 'to')
  await writeNote(tx, messageId, chatId, actor, { text, mentions: [to], writtenAtMs, between: [actor, to] })
  return null
}

interface Taken {
  readonly newId: NewId
  readonly actor: AgentId
  readonly from: AgentId
  readonly detail: Readonly<Record<string, string>>
}

/** A colleague's case was taken by somebody else, for themselves or for others. */
export async function noteTaken(tx: Write, { newId, actor, from, detail }: Taken): Promise<void> {
  await recordAccountEvent(tx, newId(), 'caseTaken', { actorId: actor, subjectId: from, detail })
}
