import { z } from 'zod'

import { MAX_KEEP_DAYS, type RecordingPolicy } from '../domain/recording'

export const recordingPolicy = z.object({
  mode: z.enum(['off', 'onDemand', 'always']),
  isAnnounced: z.boolean(),
  keepDays: z.number().int().min(1).max(MAX_KEEP_DAYS).nullable(),
}) satisfies z.ZodType<RecordingPolicy>
