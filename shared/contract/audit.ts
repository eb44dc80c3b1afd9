import { z } from 'zod'

import { AUDIT_KINDS, type AuditFlaw, type AuditGroup } from '../domain/audit'
import { agentId, chatId } from './ids'

const group = z.enum(['accounts', 'messages', 'duties']) satisfies z.ZodType<AuditGroup>

/** `GET /api/audit`, for administrators: the newest first; `beforeMs` and `beforeId` are those of the last entry. */
export const auditQuery = z.object({
  group: group.optional(),
  kind: z.enum(AUDIT_KINDS).optional(),
  /** Who did it, or to whom it was done. */
  agentId: agentId.optional(),
  /** Of the client behind that conversation, or behind the case with that number. */
  chatId: chatId.optional(),
  caseNumber: z.coerce.number().int().positive().optional(),
  fromMs: z.coerce.number().int().optional(),
  untilMs: z.coerce.number().int().optional(),
  beforeMs: z.coerce.number().int().optional(),
  beforeId: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

export const auditReply = z.object({
  entries: z.array(
    z.object({
      id: z.uuid(),
      atMs: z.number().int(),
      kind: z.string(),
      actorId: agentId.nullable(),
      subjectId: agentId.nullable(),
      chatId: z.uuid().nullable(),
      about: z.record(z.string(), z.unknown()),
      /** `null`: nothing personal, or erased with the person. */
      personal: z.record(z.string(), z.unknown()).nullable(),
      /** Of the conversation, as they are now; `null`: of none, or erased. */
      clientName: z.string().nullable(),
      caseNumber: z.number().int().nullable(),
      /** `null`: written some seconds ago. */
      seq: z.number().int().nullable(),
    }),
  ),
})

export type AuditEntry = z.output<typeof auditReply>['entries'][number]

const flaw = z.object({
  what: z.enum(['changed', 'removed', 'inserted', 'order']),
  seq: z.number().int().nullable(),
  id: z.string().nullable(),
  atMs: z.number().int().nullable(),
}) satisfies z.ZodType<AuditFlaw>

/** `POST /api/audit/check`, for administrators: goes through the whole chain (docs/it/data-duties.md). */
export const auditCheckReply = z.object({
  rows: z.number().int(),
  head: z.object({ seq: z.number().int(), link: z.string() }),
  flaw: flaw.nullable(),
})
export type AuditVerdict = z.output<typeof auditCheckReply>
