import { z } from 'zod'

import { MAX_TARGET_EXCEPTIONS, MISSED_TOLD, type ServiceTargets } from '../domain/wall/service-targets'
import { channelId, teamId } from './ids'

const MINUTE_MS = 60_000
const MONTH_MS = 30 * 24 * 60 * MINUTE_MS

const answerWithinMs = z.number().int().min(1000).max(MONTH_MS).nullable()

/** How soon clients are to be answered, centrally and for single teams and channels (spec V7). */
export const serviceTargets = z.object({
  answerWithinMs,
  goalPercent: z.number().int().min(1).max(100),
  exceptions: z
    .array(z.object({ teamId: teamId.nullable(), channelId: channelId.nullable(), answerWithinMs }))
    .max(MAX_TARGET_EXCEPTIONS)
    .readonly(),
  tell: z.enum(MISSED_TOLD).optional(),
  warn: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('share'), percent: z.number().int().min(1).max(99) }),
      z.object({ kind: z.literal('left'), ms: z.number().int().min(1000).max(MONTH_MS) }),
    ])
    .nullish(),
}) satisfies z.ZodType<ServiceTargets>
