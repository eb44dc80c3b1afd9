import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import { textLength } from '#shared/domain/capabilities'
import type { AgentId, CaseId, ClientId, MessageId } from '#shared/domain/ids'

import { agentAnswered } from '../cases/case-flow'
import { channelTraits } from '../store/channels'
import { chatById, insertChat, refreshChat } from '../store/chats'
import { insertClient } from '../store/clients'
import { insertMessage } from '../store/messages'
import type { Write } from '../store/store'
import type { CommandContext } from './command-context'
import { wish } from './deed-commands'
import { refusal } from './refusal'
import { writtenAt } from './send-message'

/**
 * Spec M2. The conversation stands here at once, with its first message, under a name of ours until the platform has
 * made its own (hub/outgoing/deeds.ts). Whether the contacts are open the platform says when it is asked.
 */
export async function startChat(
  tx: Write,
  context: CommandContext,
  actor: AgentId,
  args: CommandArgs<'startChat'>,
): Promise<CommandRefusal | null> {
  const { chatId, messageId, channelId, candidateExternalId, candidateName, text, writtenAtMs } = args
  // Wished again under another command; what became of it stands in the chat.
  if (await chatById(tx, chatId)) return null
  const channel = await channelTraits(tx, channelId)
  const capabilities = context.capabilitiesOf(channelId)
  if (!channel || channel.removedAtMs !== null || !capabilities) return refusal('channelRemoved')
  if (capabilities.start?.by !== 'resume') return refusal('unsupported')
  if (text.trim() === '') return refusal('empty')
  const length = textLength(text)
  const limit = capabilities.start.maxFirstTextLength
  if (length > limit) return refusal('tooLong', `${length}/${limit}`)

  const externalId = `begun:${messageId}`
  const clientId = context.newId<ClientId>()
  await insertClient(tx, {
    id: clientId,
    channelId,
    externalId: `chat:${externalId}`,
    name: candidateName,
    phone: null,
    createdAtMs: tx.nowMs,
    cardId: null,
  })
  const chat = await insertChat(
    tx,
    {
      id: chatId,
      channelId,
      externalId,
      clientId,
      caseId: context.newId<CaseId>(),
      subject: null,
      response: null,
      avatarFileId: null,
      access: 'readOnly',
      readOnlyReason: 'beginning',
      isWithoutVacancy: true,
      reach: 'openContacts',
      createdAtMs: tx.nowMs,
    },
    { kind: 'idle', sinceMs: tx.nowMs },
  )
  const event = { kind: 'begunWithoutVacancy', agentId: actor } as const
  const deed = { kind: 'start', messageId, candidateExternalId, text } as const
  const busy = await wish(tx, context, chat, actor, deed, context.newId<MessageId>(), event)
  if (busy) return busy
  await insertMessage(tx, {
    id: messageId,
    chatId,
    externalId: null,
    atMs: await writtenAt(tx, chatId, writtenAtMs),
    direction: 'out',
    author: { kind: 'agent', agentId: actor },
    content: { kind: 'text', text },
    quote: null,
    delivery: { state: 'sending' },
    deletableUntilMs: null,
    editableUntilMs: null,
    editedAtMs: null,
    isRead: true,
  })
  await agentAnswered(tx, context.newId, chat, actor)
  await refreshChat(tx, chatId)
  return null
}
