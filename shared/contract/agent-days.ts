import { z } from 'zod'

import type { AgentDay, DayMark, StatusSpan } from '../domain/agent-day'
import { agentStatus } from './directory'
import { agentId, chatId, ownStatusId } from './ids'

/** A day at a change of the clocks, and one more hour. */
const LONGEST_MS = 26 * 3_600_000
const atMs = z.number().int()

/** What agents did from `fromMs` on and before `untilMs`. */
export const agentDaysQuery = z
  .object({ fromMs: z.coerce.number().int().nonnegative(), untilMs: z.coerce.number().int().nonnegative() })
  .refine(({ fromMs, untilMs }) => untilMs > fromMs && untilMs - fromMs <= LONGEST_MS, {
    message: 'Give a stretch of at most one day that ends after it begins.',
  })

const span = z.object({
  status: agentStatus,
  ownStatusId: ownStatusId.nullable().optional(),
  fromMs: atMs,
  toMs: atMs,
}) satisfies z.ZodType<StatusSpan>
const mark = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['taken', 'closed']), atMs, chatId }),
  z.object({ kind: z.literal('call'), atMs, toMs: atMs.nullable() }),
]) satisfies z.ZodType<DayMark>

export const agentDaysReply = z.object({
  /** Cases and calls are told from this moment on; what was before is not kept any more. */
  marksFromMs: atMs.nullable(),
  days: z.array(
    z.object({
      agentId,
      spans: z.array(span).readonly(),
      marks: z.array(mark).readonly(),
    }) satisfies z.ZodType<AgentDay>,
  ),
})
export type AgentDaysReply = z.output<typeof agentDaysReply>
