import { z } from 'zod'

import { message } from './entities'

/** `POST /api/messages/search`: words in any form, the newest messages first; a body, since addresses get into logs. */
export const messageSearchRequest = z.object({
  typed: z.string().min(1).max(200),
  limit: z.number().int().min(1).max(50).default(20),
})
/** `clientName`: of the conversation; `''`: not known. */
export const messageSearchReply = z.object({
  found: z.array(z.object({ message, clientName: z.string() })),
})

export type MessageSearchReply = z.output<typeof messageSearchReply>
