import { z } from 'zod'

import { caseSummary } from './cases'
import { clientCard } from './client-card'
import { chatAccess } from './entities'
import { channelId, chatId } from './ids'

/** `GET /api/cards`: words of the name, or a phone in any form; the best first. Nothing typed: the newest cards. */
export const cardSearchQuery = z.object({
  search: z.string().max(200).default(''),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})
export const cardSearchReply = z.object({ cards: z.array(clientCard) })

/**
 * `GET /api/chats/{chatId}/cases`: История обращений (spec C4). Of the card over all channels where the chat has one,
 * else of this chat; newest first, the present case too.
 */
export const caseHistoryReply = z.object({
  cases: z.array(
    z.object({
      chatId,
      channelId,
      /** What the chat is about; `null`: nothing in particular. */
      subjectTitle: z.string().nullable(),
      case: caseSummary,
    }),
  ),
})
export type CaseHistoryReply = z.output<typeof caseHistoryReply>

/**
 * `GET /api/chats/{chatId}/conversations`: every conversation of the client, the last used first (spec C5): of the card
 * over all channels where the chat has one, else of the same writer.
 */
export const conversationsReply = z.object({
  conversations: z.array(
    z.object({
      chatId,
      channelId,
      subjectTitle: z.string().nullable(),
      access: chatAccess,
    }),
  ),
})
export type ConversationsReply = z.output<typeof conversationsReply>
