import { z } from 'zod'

import { ACCESS_KINDS } from '../domain/access-log'
import { agentId, chatId } from './ids'

/**
 * `GET /api/access`, for administrators: who looked at what, the newest first; `after` is the `next` of the page
 * before. With `chatId` or the number of a case: whatever was looked at of the client behind it.
 */
export const accessQuery = z.object({
  kind: z.enum(ACCESS_KINDS).optional(),
  agentId: agentId.optional(),
  chatId: chatId.optional(),
  caseNumber: z.coerce.number().int().positive().optional(),
  fromMs: z.coerce.number().int().optional(),
  untilMs: z.coerce.number().int().optional(),
  after: z
    .string()
    .regex(/^\d{1,15},[0-9a-f-]{36},[0-9a-f-]{36},[a-z]+$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

export const accessReply = z.object({
  entries: z.array(
    z.object({
      actorId: agentId,
      kind: z.enum(ACCESS_KINDS),
      objectId: z.uuid(),
      /** `null`: of no conversation. */
      chatId: chatId.nullable(),
      /** Within one quarter of an hour. */
      firstAtMs: z.number().int(),
      lastAtMs: z.number().int(),
      /** As the client is called now; `null`: not known, or erased. */
      clientName: z.string().nullable(),
      /** Of the conversation's present case. */
      caseNumber: z.number().int().nullable(),
    }),
  ),
  /** `null`: there are no more. */
  next: z.string().nullable(),
})
export type AccessEntry = z.output<typeof accessReply>['entries'][number]
