import type { CallRecord } from '#shared/domain/call'
import type { AgentId, MessageId } from '#shared/domain/ids'
import type { PhoneCallContent } from '#shared/domain/message'

import { agentAnswered } from '../cases/case-flow'
import type { NewId } from '../ids'
import { remarksOf } from '../store/call-remarks'
import { putCall } from '../store/calls'
import { lockCaseOfChat } from '../store/cases'
import { chatById, refreshChat } from '../store/chats'
import { insertMessage, messageById, removeMessage, updateMessage } from '../store/messages'
import type { Write } from '../store/store'

/** Keeps the call and, where it belongs to a chat, its line in that chat's timeline: one of each, however often. */
export async function standInTimeline(
  tx: Write,
  newId: NewId,
  call: CallRecord,
  known: CallRecord | null,
  /** Who talked; `null`: nobody of Otklik, as far as is known. */
  actor: AgentId | null,
): Promise<void> {
  await putCall(tx, call)
  // The message of a call carries the call's own id.
  const id = call.id as string as MessageId
  if (known?.chatId && known.chatId !== call.chatId) {
    await removeMessage(tx, id)
    await refreshChat(tx, known.chatId)
  }
  const { chatId } = call
  if (!chatId) return
  const content = await contentOf(tx, call)
  if (await messageById(tx, id)) await updateMessage(tx, id, { content })
  else {
    await insertMessage(tx, {
      id,
      chatId,
      externalId: null,
      atMs: call.startedAtMs,
      direction: 'system',
      author: { kind: 'system' },
      content,
      quote: null,
      delivery: null,
      deletableUntilMs: null,
      editableUntilMs: null,
      editedAtMs: null,
      isRead: true,
    })
  }
  // Talking to the client is an answer; it begins no case where there is none.
  const isTalk = call.outcome === 'answered' && known?.outcome !== 'answered'
  const itsCase = isTalk && actor !== null ? await lockCaseOfChat(tx, chatId) : null
  if (itsCase && actor !== null && itsCase.state.kind !== 'idle' && itsCase.state.kind !== 'closed') {
    const chat = await chatById(tx, chatId)
    if (chat) await agentAnswered(tx, newId, chat, actor)
  }
  await refreshChat(tx, chatId)
}

/** The line of a call that stands there already says anew what was written about it. */
export async function refreshRemarks(tx: Write, call: CallRecord): Promise<void> {
  if (!call.chatId) return
  await updateMessage(tx, call.id as string as MessageId, { content: await contentOf(tx, call) })
  await refreshChat(tx, call.chatId)
}

async function contentOf(tx: Write, call: CallRecord): Promise<PhoneCallContent> {
  const remarks = (await remarksOf(tx, [call.id])).get(call.id)
  return {
    kind: 'phoneCall',
    callId: call.id,
    direction: call.direction,
    route: call.route,
    number: call.number,
    outcome: call.outcome,
    startedAtMs: call.startedAtMs,
    durationMs: call.durationMs,
    ...(call.answeredBy != null && { answeredBy: call.answeredBy }),
    ...(remarks && { remarks }),
  }
}
