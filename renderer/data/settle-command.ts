import type { CommandName, CommandRefusal } from '#shared/contract/commands'
import { isHeld, type Delivery, type SendFailure } from '#shared/domain/delivery'
import type { Message, MessageContent } from '#shared/domain/message'
import type { ChatId, CommandId } from '#shared/domain/ids'

import type { CacheChange } from './cache-changes'
import { timelineOf } from './cache.repository'
import type { DeskDatabase } from './database'
import { refreshShown, shownTables } from './overlay'
import { refreshCall } from './remark.repository'
import type { CommandEntry } from './rows'
import { PendingWishes, toCallEntry, toUnsentEntry } from './shown-rows'

export interface SettledCommand {
  readonly name: CommandName
  readonly chatId: ChatId | null
  /** Is the refusal to be told apart, because no message on screen shows it? */
  readonly isUntold: boolean
  readonly change: CacheChange
}

/**
 * Removes a wish with its outcome. An accepted one leaves the screen as it is: the hub's row that says the same
 * comes by the feed. A refused one is taken back. `null` for a wish that is no longer here (a repeated outcome).
 */
export async function settleCommand(
  db: DeskDatabase,
  id: CommandId,
  refusal: CommandRefusal | null,
): Promise<SettledCommand | null> {
  return db.transaction('rw', [...shownTables(db), db.calls, db.remarkDrafts], async () => {
    const entry = await db.outbox.where('id').equals(id).first()
    if (entry?.order === undefined) return null
    await db.outbox.delete(entry.order)
    const { name } = entry.command
    if (!refusal) return { name, chatId: entry.chatId, isUntold: false, change: { outbox: 'settled' } }
    return { name, chatId: entry.chatId, ...(await takeBack(db, entry, refusal)) }
  })
}

/** Refused, they stay in the conversation as what was not taken. */
const KEPT_WHERE_WRITTEN: ReadonlySet<CommandName> = new Set(['sendMessage', 'addNote', 'whisper'])

async function takeBack(
  db: DeskDatabase,
  entry: CommandEntry,
  refusal: CommandRefusal,
): Promise<Pick<SettledCommand, 'isUntold' | 'change'>> {
  const { command, chatId, messageId } = entry
  let isUntold = isWorthTelling(command.name, refusal)
  const message = messageId === null ? undefined : await db.messages.get(messageId)
  if (KEPT_WHERE_WRITTEN.has(command.name) && message) {
    isUntold = false
    // With a row of the hub the message shows its own state; without one it fails here and keeps what was written.
    if (!message.base) {
      const { detail } = refusal
      const delivery = { state: 'failed', reason: failureOf(refusal, message.row.content), detail } as const
      await db.messages.put(toUnsentEntry({ ...message.row, atMs: await placeOf(db, message.row, delivery), delivery }))
    }
  }
  if (command.name === 'markCallsSeen') {
    const wishes = new PendingWishes(await db.outbox.toArray())
    const calls = (await db.calls.bulkGet([...command.args.callIds])).filter((call) => call !== undefined)
    await db.calls.bulkPut(calls.map(({ base }) => toCallEntry(base, wishes)))
    return { isUntold, change: { outbox: 'settled', calls: true } }
  }
  if (command.name === 'remarkOnCall') {
    const { callId, text, writtenAtMs } = command.args
    // What was written is not lost: it stands in the box again.
    const draft = await db.remarkDrafts.get(callId)
    if (draft?.isSent !== false) await db.remarkDrafts.put({ callId, text, changedAtMs: writtenAtMs, isSent: false })
    const timeline = await refreshCall(db, callId)
    return { isUntold, change: { outbox: 'settled', calls: true, ...(timeline ? { timelines: [timeline] } : {}) } }
  }
  if (command.name === 'setStatus' && entry.byId && entry.statusBefore) {
    const agent = await db.agents.get(entry.byId)
    if (agent?.status === command.args.status)
      await db.agents.put({ ...agent, status: entry.statusBefore, ownStatusId: entry.ownStatusBefore ?? null })
    return { isUntold, change: { outbox: 'settled', people: true } }
  }
  if (chatId === null) return { isUntold, change: { outbox: 'settled' } }
  await refreshShown(db, [chatId], messageId === null ? [] : [messageId])
  return { isUntold, change: { outbox: 'settled', chats: [chatId], timelines: [chatId] } }
}

/** What is held stands below the words for which it is held. */
async function placeOf(db: DeskDatabase, { id, chatId, atMs }: Message, delivery: Delivery): Promise<number> {
  if (!isHeld(delivery)) return atMs
  const newest = await timelineOf(db, chatId).first()
  return newest && newest.id !== id ? Math.max(atMs, newest.row.atMs + 1) : atMs
}

/** Reading marks need no sentence; a message that the hub does not know is discarded as wished. */
function isWorthTelling(name: CommandName, refusal: CommandRefusal): boolean {
  switch (name) {
    case 'markRead':
    case 'markUnread':
    case 'markCallsSeen':
    case 'recordCall':
    case 'hearRecording':
      return false
    case 'discardMessage':
      return refusal.reason !== 'unknownMessage'
    default:
      return true
  }
}

/** What is no picture is not called one. */
function failureOf(refusal: CommandRefusal, content: MessageContent): SendFailure {
  const reason = toSendFailure(refusal)
  if (content.kind !== 'file') return reason
  if (reason === 'imageTooLarge') return 'fileTooLarge'
  if (reason === 'imageTypeUnsupported') return 'fileTypeUnsupported'
  return reason === 'imageUnreadable' ? 'rejected' : reason
}

function toSendFailure({ reason }: CommandRefusal): SendFailure {
  switch (reason) {
    case 'unknownChat':
      return 'chatGone'
    case 'unknownMessage':
    case 'unknownCase':
    case 'unknownClient':
    case 'unknownReceiver':
    case 'unknownStatus':
    case 'windowClosed':
    case 'systemMessage':
    case 'contactsClosed':
    case 'noResponse':
    case 'hasVacancy':
    case 'underWay':
    case 'wrongState':
    case 'unsupported':
    case 'notAllowed':
    case 'invalid':
      return 'rejected'
    default:
      return reason
  }
}
