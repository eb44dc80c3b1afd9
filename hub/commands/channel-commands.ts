import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'

import type { AgentId } from '#shared/domain/ids'

import type { ActionResult } from '../channels/channel'
import { markDeleted, revisionKey } from '../outgoing/revise'
import { addAction, removeActionOfKey } from '../store/channel-actions'
import { chatById } from '../store/chats'
import { messageById, updateMessage } from '../store/messages'
import { addRevision, nameDeleter } from '../store/revisions'
import type { Write } from '../store/store'
import type { CommandContext } from './command-context'
import { refusal } from './refusal'
import { accessRefusal } from './send-message'

/**
 * The platform gives the answer. The request goes out before the transaction that records it: should the hub end in
 * between, the desk repeats the command and the platform, asked twice, is left in the same state.
 */
export type Effect = (tx: Write) => Promise<CommandRefusal | null>

export async function deleteMessage(
  context: CommandContext,
  actor: AgentId,
  args: CommandArgs<'deleteMessage'>,
  nowMs: number,
): Promise<Effect> {
  const { message, chat } = await context.store.read(async (view) => {
    const found = await messageById(view, args.messageId)
    return { message: found, chat: found && (await chatById(view, found.chatId)) }
  })
  if (!message || !chat) return always(refusal('unknownMessage'))
  if (message.content.kind === 'deleted') return always(null)
  if (message.author.kind === 'rule' && message.author.rule === 'stage') return always(refusal('systemMessage'))
  if (message.externalId === null || message.direction !== 'out') return always(refusal('wrongState'))
  const closed = accessRefusal(chat)
  if (closed) return always(closed)
  const capabilities = context.capabilitiesOf(chat.channelId)
  if (!capabilities) return always(refusal('channelRemoved'))
  if (!capabilities.deletion) return always(refusal('unsupported'))
  if (message.deletableUntilMs === null || message.deletableUntilMs < nowMs) return always(refusal('windowClosed'))

  const { externalId } = message
  // Where another hub works for the channel it waits for that one.
  const result: ActionResult = (await context.driverOf(chat.channelId)?.deleteMessage(chat.externalId, externalId)) ?? {
    kind: 'retry',
    retryAfterMs: 0,
    detail: 'another hub works for the channel',
  }
  if (result.kind === 'refused') return always(refusal(result.reason, result.detail))
  return async (tx) => {
    const present = await messageById(tx, message.id)
    if (!present) return null
    if (present.content.kind === 'deleted') {
      await nameDeleter(tx, message.id, actor)
      return null
    }
    const revisionId = context.newId()
    await addRevision(tx, {
      id: revisionId,
      messageId: message.id,
      chatId: chat.id,
      kind: 'delete',
      agentId: actor,
      before: present.content,
      afterText: null,
      outcome: result.kind === 'retry' ? 'waiting' : 'done',
    })
    if (result.kind === 'done') {
      await removeActionOfKey(tx, revisionKey(message))
      await markDeleted(tx, message)
      return null
    }
    await updateMessage(tx, message.id, { revision: { kind: 'delete', refused: null } })
    await addAction(tx, {
      id: context.newId(),
      channelId: chat.channelId,
      chatId: chat.id,
      action: { kind: 'delete', messageId: message.id, externalId, revisionId },
      actionKey: revisionKey(message),
      dueAtMs: tx.nowMs + (result.retryAfterMs ?? 0),
    })
    return null
  }
}

function always(outcome: CommandRefusal | null): Effect {
  return () => Promise.resolve(outcome)
}
