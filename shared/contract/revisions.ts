import { z } from 'zod'

import { messageContent } from './entities'
import { agentId, messageId } from './ids'

export const messageParams = z.object({ messageId })

/** One change of a sent message, as the audit keeps it (spec V5): nothing of it is ever sent to the client. */
const pastRevision = z.object({
  kind: z.enum(['edit', 'delete']),
  /** `null`: somebody outside of Otklik. */
  agentId: agentId.nullable(),
  atMs: z.number().int(),
  before: messageContent,
  /** The new text; `null` for a deletion. */
  afterText: z.string().nullable(),
  /** `superseded`: a later change took its place before the channel had heard of it. */
  outcome: z.enum(['waiting', 'done', 'refused', 'superseded']),
})

/** `GET /api/messages/{messageId}/revisions`, the oldest first. */
export const revisionsReply = z.object({ revisions: z.array(pastRevision) })
export type PastRevision = z.output<typeof pastRevision>
export type RevisionsReply = z.output<typeof revisionsReply>
