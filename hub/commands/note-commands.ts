import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import type { AgentId, ChatId, MessageId } from '#shared/domain/ids'
import type { NoteContent } from '#shared/domain/message'

import { agentsByIds } from '../store/agents'
import { chatById, refreshChat } from '../store/chats'
import { insertMessage, messageById } from '../store/messages'
import type { Write } from '../store/store'
import { refusal } from './refusal'
import { writtenAt } from './send-message'

type Note = Pick<CommandArgs<'addNote'>, 'text' | 'mentions' | 'writtenAtMs'> & Pick<NoteContent, 'between'>

/** For colleagues only (spec M25): a message that no channel is told of. */
export async function addNote(
  tx: Write,
  actor: AgentId,
  { messageId, chatId, ...note }: CommandArgs<'addNote'>,
): Promise<CommandRefusal | null> {
  const known = await messageById(tx, messageId)
  if (known) return known.chatId === chatId ? null : refusal('wrongState')
  if (!(await chatById(tx, chatId))) return refusal('unknownChat')
  const mentions = [...new Set(note.mentions)]
  if ((await agentsByIds(tx, mentions)).length < mentions.length) return refusal('unknownReceiver')
  await writeNote(tx, messageId, chatId, actor, { ...note, mentions })
  await refreshChat(tx, chatId)
  return null
}

export async function writeNote(
  tx: Write,
  id: MessageId,
  chatId: ChatId,
  author: AgentId,
  { text, mentions, writtenAtMs, between }: Note,
): Promise<void> {
  await insertMessage(tx, {
    id,
    chatId,
    externalId: null,
    atMs: await writtenAt(tx, chatId, writtenAtMs),
    direction: 'system',
    author: { kind: 'agent', agentId: author },
    content: { kind: 'note', text, mentions, ...(between ? { between } : {}) },
    quote: null,
    delivery: null,
    deletableUntilMs: null,
    editableUntilMs: null,
    editedAtMs: null,
    isRead: true,
  })
}
