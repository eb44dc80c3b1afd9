import type { CallRecord, CallRemark } from '#shared/domain/call'
import type { Chat } from '#shared/domain/chat'
import { canDiscard } from '#shared/domain/delivery.machine'
import type { CallId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { caseOrderOf } from './case-order'
import type { CallEntry, ChatEntry, CommandEntry, MessageEntry } from './rows'
import { showCase } from './shown-case'

/** The part of the outbox that changes what is shown, grouped for look-up. */
export class PendingWishes {
  private readonly byChat: ReadonlyMap<string, readonly CommandEntry[]>
  private readonly byMessage: ReadonlyMap<string, readonly CommandEntry[]>
  private readonly seenCalls: ReadonlySet<CallId>

  constructor(outbox: readonly CommandEntry[]) {
    this.byChat = group(outbox, (entry) => entry.chatId)
    this.byMessage = group(outbox, (entry) => entry.messageId)
    this.seenCalls = new Set(
      outbox.flatMap(({ command }) => (command.name === 'markCallsSeen' ? command.args.callIds : [])),
    )
  }

  ofChat(id: string): readonly CommandEntry[] {
    return this.byChat.get(id) ?? []
  }

  ofMessage(id: string): readonly CommandEntry[] {
    return this.byMessage.get(id) ?? []
  }

  marksSeen(id: CallId): boolean {
    return this.seenCalls.has(id)
  }
}

/** `newestUnsent` is the last own message of this chat that the hub has no row of. */
export function toChatEntry(
  base: Chat,
  wishes: PendingWishes,
  newestUnsent: Message | null,
  draftText: string | null,
): ChatEntry {
  const row = showChat(base, wishes.ofChat(base.id), newestUnsent)
  return {
    id: base.id,
    negAt: -row.lastAtMs,
    ...caseOrderOf(row),
    ...(row.unread > 0 ? { unreadMark: 1 } : {}),
    base,
    row,
    draftText,
  }
}

/**
 * `painted` at the moment of the wish only: a row that comes from the hub while a retry is pending already tells
 * how that goes.
 */
export function toMessageEntry(
  base: Message,
  wishes: PendingWishes,
  painted: 'byWish' | 'byHub' = 'byHub',
): MessageEntry {
  const { row, isHidden } = showMessage(base, wishes.ofMessage(base.id), painted)
  return { id: base.id, chatId: base.chatId, ...(isHidden ? {} : { negAt: -base.atMs }), base, row }
}

export function toUnsentEntry(message: Message): MessageEntry {
  return { id: message.id, chatId: message.chatId, negAt: -message.atMs, unsentMark: 1, base: null, row: message }
}

export function toCallEntry(base: CallRecord, wishes: PendingWishes): CallEntry {
  const seen = wishes.marksSeen(base.id) ? { ...base, isSeen: true } : base
  const row = wishes.ofMessage(base.id).reduce(showRemark, seen)
  return { id: base.id, negAt: -base.startedAtMs, base, row }
}

function showChat(base: Chat, wishes: readonly CommandEntry[], newestUnsent: Message | null): Chat {
  let row = base
  for (const entry of wishes) {
    const { command } = entry
    switch (command.name) {
      case 'markRead':
        // Something newer came after the person had read: that is unread, whatever the wish said.
        if (!isNewerThanRead(base, command.args.upToMessageId)) row = { ...row, unread: 0 }
        break
      case 'markUnread':
        row = { ...row, unread: Math.max(1, row.unread) }
        break
      case 'setClientPhone':
        row = { ...row, clientPhone: command.args.phone }
        break
      case 'blockClient':
        row = { ...row, access: { kind: 'blocked' } }
        break
      case 'leaveChat':
        row = { ...row, access: { kind: 'left' } }
        break
      default:
        row = showCase(row, entry)
    }
  }
  if (!newestUnsent || newestUnsent.atMs < (base.lastMessage?.atMs ?? -Infinity)) return row
  const { id, atMs, direction, content, delivery } = newestUnsent
  return { ...row, lastMessage: { id, atMs, direction, content, delivery }, lastAtMs: Math.max(row.lastAtMs, atMs) }
}

/** Ids are UUIDv7 but incoming times are the channel's, so only "is it still the same last message" is safe to ask. */
function isNewerThanRead(base: Chat, upTo: string | null): boolean {
  return base.lastMessage !== null && base.lastMessage.direction === 'in' && base.lastMessage.id !== upTo
}

function showMessage(
  base: Message,
  wishes: readonly CommandEntry[],
  painted: 'byWish' | 'byHub',
): { row: Message; isHidden: boolean } {
  let row = base
  let isHidden = false
  for (const wish of wishes) {
    const { command } = wish
    switch (command.name) {
      case 'remarkOnCall':
        if (row.content.kind === 'phoneCall') row = { ...row, content: showRemark(row.content, wish) }
        break
      case 'deleteMessage':
        row = {
          ...row,
          content: { kind: 'deleted' },
          deletableUntilMs: null,
          editableUntilMs: null,
          revision: null,
        }
        break
      case 'editMessage':
        row = { ...row, ...showEdit(base, command.args.text) }
        break
      case 'retryMessage':
        if (painted === 'byWish' && (row.delivery?.state === 'failed' || row.delivery?.state === 'scheduled'))
          row = { ...row, delivery: { state: 'queued', nextTryAtMs: null } }
        break
      case 'discardMessage':
        isHidden = row.delivery === null || canDiscard(row.delivery)
        break
      default:
        break
    }
  }
  return { row, isHidden }
}

/** Of a call, in the history as in its timeline's line: the author's text in the place of theirs. */
function showRemark<T extends { readonly remarks?: readonly CallRemark[] | undefined }>(
  shown: T,
  { command, byId }: CommandEntry,
): T {
  if (command.name !== 'remarkOnCall' || !byId) return shown
  const { text, writtenAtMs } = command.args
  const others = shown.remarks?.filter(({ agentId }) => agentId !== byId) ?? []
  return { ...shown, remarks: text === '' ? others : [...others, { agentId: byId, text, writtenAtMs }] }
}

/** As the hub will show it until the channel has taken the text; back to what it was needs no channel. */
function showEdit({ content, revision }: Message, text: string): Partial<Message> {
  if (content.kind !== 'text') return {}
  const isAsBefore = content.text === text && (!revision || revision.refused !== null)
  return { revision: isAsBefore ? null : { kind: 'edit', text, refused: null } }
}

function group(
  entries: readonly CommandEntry[],
  keyOf: (entry: CommandEntry) => string | null,
): Map<string, CommandEntry[]> {
  const groups = new Map<string, CommandEntry[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    if (key === null) continue
    const members = groups.get(key)
    if (members) members.push(entry)
    else groups.set(key, [entry])
  }
  return groups
}
