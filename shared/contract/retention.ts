import { z } from 'zod'

import { MAX_RETENTION_DAYS, type RetentionCounts, type RetentionRules } from '../domain/retention'
const days = z.number().int().min(1).max(MAX_RETENTION_DAYS).nullable()
const epochMs = z.number().int()
const count = z.number().int().nonnegative()

/** `PUT /api/retention` and `POST /api/retention/preview`, for administrators. */
export const retentionRules = z.object({
  messages: days,
  files: days,
  calls: days,
  events: days,
  access: days,
  audit: days,
}) satisfies z.ZodType<RetentionRules>

/** What would be removed now. */
export const retentionCounts = z.object({
  messages: count,
  files: count,
  calls: count,
  events: count,
  access: count,
  audit: count,
}) satisfies z.ZodType<RetentionCounts>

/** `GET /api/retention`. */
export const retentionView = z.object({
  rules: retentionRules,
  /** The last time that something was removed, or is; `null`: never. */
  last: z.object({ begunAtMs: epochMs, endedAtMs: epochMs.nullable(), removed: retentionCounts }).nullable(),
  /** Why nothing is removed now: the hub's clock has leapt, or it is not that of the database. */
  held: z.enum(['clockLeapt', 'clocksDiffer']).nullable(),
})
export type RetentionView = z.output<typeof retentionView>
