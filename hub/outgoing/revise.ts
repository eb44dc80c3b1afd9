import type { RevisionFailure } from '#shared/domain/message'

import type { ActionResult } from '../channels/channel'
import type { ActionRow } from '../store/channel-actions'
import { refreshChat } from '../store/chats'
import { messageById, updateMessage, type StoredMessage } from '../store/messages'
import { concludeRevisionRow } from '../store/revisions'
import type { ChannelAction } from '../store/schema'
import type { Write } from '../store/store'

type Revision = Extract<ChannelAction, { readonly kind: 'edit' | 'delete' }>

/** At most one change of a message waits for its channel: the latest. A deletion is the last. */
export function revisionKey(message: Pick<StoredMessage, 'id'>): string {
  return `revise ${message.id}`
}

export function isRevision(action: ChannelAction): action is Revision {
  return action.kind === 'edit' || action.kind === 'delete'
}

export async function markDeleted(tx: Write, message: Pick<StoredMessage, 'id' | 'chatId'>): Promise<void> {
  await updateMessage(tx, message.id, {
    content: { kind: 'deleted' },
    deletableUntilMs: null,
    editableUntilMs: null,
    revision: null,
  })
  await refreshChat(tx, message.chatId)
}

/**
 * The channel has answered. `isLatest`: nothing newer is wished of that message. What it took is what it shows now,
 * also where something newer is under way; what is deleted stays so.
 */
export async function concludeRevision(
  tx: Write,
  action: Revision,
  result: Exclude<ActionResult, { kind: 'retry' }>,
  isLatest: boolean,
): Promise<void> {
  const message = await messageById(tx, action.messageId)
  if (!message) return
  const isGone = message.content.kind === 'deleted'
  if (action.revisionId !== undefined) await concludeRevisionRow(tx, action.revisionId, outcomeOf(result, isGone))
  if (isGone) return
  if (result.kind === 'refused') {
    if (isLatest) await refuseRevision(tx, action, result.reason)
    return
  }
  if (action.kind === 'delete') return markDeleted(tx, message)
  const editedAtMs = result.atMs ?? tx.nowMs
  // Changed once more on the platform's own pages, and told of before this answer came.
  const isOvertaken = message.editedAtMs !== null && message.editedAtMs > editedAtMs
  await updateMessage(tx, message.id, {
    ...(isOvertaken ? {} : { content: { kind: 'text', text: action.text }, editedAtMs }),
    ...(isLatest ? { revision: null } : {}),
  })
  await refreshChat(tx, message.chatId)
}

export async function refuseRevision(tx: Write, action: Revision, refused: RevisionFailure): Promise<void> {
  const revision =
    action.kind === 'edit'
      ? { kind: action.kind, text: action.text, refused }
      : ({ kind: action.kind, refused } as const)
  await updateMessage(tx, action.messageId, { revision })
}

/** The channel goes, and with it whatever it was still to be told. */
export async function withdrawRevision(tx: Write, { action }: ActionRow): Promise<void> {
  if (!isRevision(action)) return
  if (action.revisionId !== undefined) await concludeRevisionRow(tx, action.revisionId, 'refused')
  await refuseRevision(tx, action, 'channelRemoved')
}

function outcomeOf(result: Exclude<ActionResult, { kind: 'retry' }>, isGone: boolean) {
  if (result.kind === 'refused') return isGone ? 'superseded' : 'refused'
  return 'done'
}
