import { chatRefusal, notFound } from '../api-error'
import type { Chat, Manager, Message, Participant } from '../model'
import type { HhSettings } from '../settings'

const ROW_LIMIT = 5

/** The manager in this chat. A chat without them does not exist for them (facts §6). */
export function participantFor(chat: Chat, manager: Manager): Participant {
  const found = chat.participants.find(({ managerId, isActive }) => isActive && managerId === manager.id)
  if (!found) throw notFound()
  return found
}

export function applicantOf(chat: Chat): Participant {
  const found = chat.participants.find(({ role }) => role === 'APPLICANT')
  if (!found) throw new Error(`Chat ${chat.id} has no applicant`)
  return found
}

export function listedMessages(chat: Chat, settings: HhSettings): Message[] {
  return chat.messages.filter((message) => !message.isDeleted || settings.deletedMessages === 'emptyText')
}

export function messageIn(chat: Chat, id: string): Message {
  const found = chat.messages.find((message) => message.id === id && !message.isDeleted)
  if (!found) throw notFound()
  return found
}

export function hasSeen(participant: Participant, message: Message): boolean {
  return participant.lastViewedId !== null && Number(participant.lastViewedId) >= Number(message.id)
}

/** The last viewed message never moves back. */
export function markViewed(participant: Participant, message: Message): void {
  if (!hasSeen(participant, message)) participant.lastViewedId = message.id
}

export function unreadCount(chat: Chat, participant: Participant): number {
  return chat.messages.filter(
    (message) => !message.isDeleted && message.type === 'SIMPLE' && !hasSeen(participant, message),
  ).length
}

/** For what the applicant wrote it is enough that one of the employer's people has seen it. */
export function isViewedByOpponent(chat: Chat, message: Message): boolean {
  const isOurs = message.sender.role !== 'APPLICANT'
  return chat.participants.some(
    (participant) => (participant.role === 'APPLICANT') === isOurs && hasSeen(participant, message),
  )
}

/** The employer's messages since the applicant's last one. */
export function isRowFull(chat: Chat): boolean {
  const said = chat.messages.filter(({ type, isDeleted }) => type === 'SIMPLE' && !isDeleted)
  const sinceMs = said.findLastIndex(({ sender }) => sender.role === 'APPLICANT')
  return said.length - 1 - sinceMs >= ROW_LIMIT
}

export type WriteRefusal = 'ARCHIVED_BY_EMPLOYER' | 'EMPLOYER_NEGOTIATIONS_LIMIT_EXCEEDED' | 'PFP_BLOCK'

/** A résumé that is gone is no reason of those documented: its chat goes on. */
export function writeRefusal(chat: Chat, settings: HhSettings): WriteRefusal | null {
  if (chat.isArchived) return 'ARCHIVED_BY_EMPLOYER'
  if (chat.isLimitReached || (settings.isRowLimitInChats && isRowFull(chat)))
    return 'EMPLOYER_NEGOTIATIONS_LIMIT_EXCEEDED'
  return chat.isEmployerUntrusted ? 'PFP_BLOCK' : null
}

export function canEdit(message: Message, participant: Participant, settings: HhSettings, nowMs: number): boolean {
  if (message.sender !== participant || message.type !== 'SIMPLE' || message.isOfStage || message.isDeleted)
    return false
  return settings.editWindowMs === null || nowMs - message.createdAtMs <= settings.editWindowMs
}

/**
 * Only a text can be rewritten. The example in the facts has `can_edit` with a picture too: what it can mean there is
 * that it may be deleted.
 */
export function editMessage(message: Message, text: string, nowMs: number): void {
  if (message.text === null) throw chatRefusal('message_edit_not_allowed')
  message.text = text
  message.changedAtMs = nowMs
}

export function deleteMessage(message: Message, nowMs: number): void {
  message.isDeleted = true
  message.changedAtMs = nowMs
}
