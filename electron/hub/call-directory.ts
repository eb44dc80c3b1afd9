import type { z } from 'zod'

import type { CallerChoice } from '#shared/domain/call'
import type { Chat } from '#shared/domain/chat'
import { clientNameOf } from '#shared/domain/client-name'
import type { MessageContent } from '#shared/domain/message'
import { callerReply, chatReply } from '#shared/contract/rest'
import type { CallDirectory, Caller } from '../sip/phone-ports'
import type { HubClient } from './hub-client'

/** An incoming call is announced without waiting longer for the caller's name. */
const ANSWER_WITHIN_MS = 1_500

const oneChat = chatReply.transform(({ chat }) => ({ chat, others: [] }))

export function createCallDirectory(hub: HubClient, describe: (content: MessageContent) => string): CallDirectory {
  const find = async (path: string, schema: z.ZodType<z.output<typeof callerReply>>): Promise<Caller | null> => {
    const answer = await hub.get(path, ANSWER_WITHIN_MS)
    if (answer.kind === 'away' || answer.status !== 200) return null
    const reply = schema.safeParse(answer.body)
    if (!reply.success || !reply.data.chat) return null
    const { chat, others } = reply.data
    const caller = toCaller(chat, describe)
    return others.length === 0 ? caller : { ...caller, callers: [chat, ...others].map(toChoice) }
  }
  return {
    findByNumber: (number) => find(`/api/callers?number=${encodeURIComponent(number)}`, callerReply),
    findByChat: (chatId) => find(`/api/chats/${chatId}`, oneChat),
  }
}

function toChoice(chat: Chat): CallerChoice {
  return { chatId: chat.id, name: nameOf(chat) }
}

function nameOf(chat: Chat): string | null {
  const name = clientNameOf(chat)
  return name === '' ? null : name
}

function toCaller(chat: Chat, describe: (content: MessageContent) => string): Caller {
  return {
    chatId: chat.id,
    name: nameOf(chat),
    subject: chat.subject?.title ?? null,
    lastLine: chat.lastMessage && !isCall(chat.lastMessage.content) ? describe(chat.lastMessage.content) : null,
  }
}

/** «Call», said by a ringing window, tells nothing. */
function isCall({ kind }: MessageContent): boolean {
  return kind === 'phoneCall' || kind === 'channelCall'
}
