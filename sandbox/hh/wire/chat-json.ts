import type { Chat, Message, Participant, StoredFile } from '../model'
import { canEdit, hasSeen, isViewedByOpponent, listedMessages, unreadCount, writeRefusal } from '../rules/chat-rules'
import type { HhSettings } from '../settings'
import type { World } from '../world'
import { hhDate, hhDateOrNull } from './dates'

/** Facts §6, field for field, as the chat looks to one of its participants. Ids are strings here. */
export function chatItemJson(world: World, settings: HhSettings, chat: Chat, viewer: Participant) {
  const last = listedMessages(chat, settings).at(-1)
  return {
    ...chatBasics(chat, viewer),
    last_message: last
      ? {
          id: last.id,
          creation_time: hhDate(last.createdAtMs),
          payload: { text: last.isDeleted ? null : last.text, attachments: last.file && [fileJson(world, last.file)] },
          ...senderJson(last, viewer),
          viewed_by_opponent: isViewedByOpponent(chat, last),
        }
      : null,
  }
}

export function chatBasics(chat: Chat, viewer: Participant) {
  const applicant = chat.participants.find(({ role }) => role === 'APPLICANT')
  return {
    id: chat.id,
    type: chat.type,
    creation_time: hhDate(chat.createdAtMs),
    display: { title: applicant?.name ?? '', icon: null },
    muted: false,
    unread_message_count: unreadCount(chat, viewer),
    block_reason: chat.isEmployerUntrusted ? 'UNTRUSTED_EMPLOYER' : null,
    vacancy_id: chat.vacancy?.id ?? null,
  }
}

export function messageJson(world: World, settings: HhSettings, chat: Chat, message: Message, viewer: Participant) {
  return {
    id: message.id,
    type: message.type,
    creation_time: hhDate(message.createdAtMs),
    last_change_time: hhDateOrNull(message.changedAtMs),
    can_edit: canEdit(message, viewer, settings, world.clock.now()),
    payload: payloadJson(world, message),
    ...senderJson(message, viewer),
    viewed_by_opponent: isViewedByOpponent(chat, message),
  }
}

export function chatStatesJson(chat: Chat, settings: HhSettings) {
  const reason = writeRefusal(chat, settings)
  return {
    write_message_state: { allowed: reason === null, reason },
    send_file_state: { allowed: reason === null && !settings.areFilesDisabled },
  }
}

export function participantJson(chat: Chat, participant: Participant) {
  const last = chat.messages.findLast((message) => hasSeen(participant, message))
  return {
    id: participant.id,
    name: participant.name,
    icon: null,
    role: participant.role,
    type: participant.role === 'BOT' ? 'BOT' : 'USER',
    last_viewed_message_id: last?.id ?? null,
    ...(participant.role === 'APPLICANT' ? { resume_id: chat.resume.isGone ? null : chat.resume.id } : {}),
  }
}

function payloadJson(world: World, { isDeleted, text, file, moved }: Message) {
  if (isDeleted) return { text: null }
  if (moved) return { moved_participant: { id: moved.id, name: moved.name, icon: null } }
  return file ? { attachments: [fileJson(world, file)] } : { text }
}

function fileJson(world: World, { id, name, mimeType }: StoredFile) {
  const url = `${world.baseUrl}/files/${id}`
  const isPicture = mimeType.startsWith('image/')
  return { title: name, content_type: mimeType, url, preview: isPicture ? { url: `${url}?preview=true` } : null }
}

function senderJson({ sender }: Message, viewer: Participant) {
  return {
    sender_participant_id: sender.id,
    sender_display_info: {
      name: sender.name,
      icon: null,
      role: sender.role,
      is_current_participant: sender === viewer,
    },
  }
}
