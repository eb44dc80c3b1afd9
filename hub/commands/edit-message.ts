import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import { textLength } from '#shared/domain/capabilities'
import type { AgentId } from '#shared/domain/ids'

import { revisionKey } from '../outgoing/revise'
import { addAction } from '../store/channel-actions'
import { chatById } from '../store/chats'
import { messageById, updateMessage, type StoredMessage } from '../store/messages'
import { addRevision } from '../store/revisions'
import type { Write } from '../store/store'
import type { CommandContext } from './command-context'
import { refusal } from './refusal'
import { accessRefusal } from './send-message'

/**
 * A new text for what was sent. The wish is durable here and waits for the channel; until that has taken it, the
 * message keeps what the client sees. Of several agents' wishes the latest counts, and all of them see it.
 */
export async function editMessage(
  tx: Write,
  context: CommandContext,
  actor: AgentId,
  { messageId, text }: CommandArgs<'editMessage'>,
): Promise<CommandRefusal | null> {
  const message = await messageById(tx, messageId)
  const chat = message && (await chatById(tx, message.chatId))
  if (!message || !chat) return refusal('unknownMessage')
  const unchangeable = editRefusal(message)
  if (unchangeable) return unchangeable
  if (text === wishedText(message)) {
    // Back to what the client sees: what the channel refused is over.
    if (message.revision?.refused) await updateMessage(tx, messageId, { revision: null })
    return null
  }
  const closed = accessRefusal(chat)
  if (closed) return closed
  const capabilities = context.capabilitiesOf(chat.channelId)
  if (!capabilities) return refusal('channelRemoved')
  if (!capabilities.editing) return refusal('unsupported')
  if (message.editableUntilMs === null || message.editableUntilMs < tx.nowMs) return refusal('windowClosed')
  if (text.trim() === '') return refusal('empty')
  const length = textLength(text)
  if (length > capabilities.maxTextLength) return refusal('tooLong', `${length}/${capabilities.maxTextLength}`)

  const revisionId = context.newId()
  await addRevision(tx, {
    id: revisionId,
    messageId,
    chatId: chat.id,
    kind: 'edit',
    agentId: actor,
    before: message.content,
    afterText: text,
    outcome: 'waiting',
  })
  await updateMessage(tx, messageId, { revision: { kind: 'edit', text, refused: null } })
  await addAction(tx, {
    id: context.newId(),
    channelId: chat.channelId,
    chatId: chat.id,
    action: { kind: 'edit', messageId, externalId: message.externalId ?? '', text, revisionId },
    actionKey: revisionKey(message),
    dueAtMs: tx.nowMs,
  })
  return null
}

function editRefusal({ author, content, direction, externalId, revision }: StoredMessage): CommandRefusal | null {
  if (author.kind === 'rule' && author.rule === 'stage') return refusal('systemMessage')
  if (direction !== 'out' || externalId === null || content.kind !== 'text') return refusal('wrongState')
  // Somebody deletes it: that is the last word.
  return revision?.kind === 'delete' && revision.refused === null ? refusal('wrongState') : null
}

/** What it says, or will say once the channel has taken it. */
function wishedText({ content, revision }: StoredMessage): string | null {
  if (revision?.kind === 'edit' && revision.refused === null) return revision.text
  return content.kind === 'text' ? content.text : null
}
