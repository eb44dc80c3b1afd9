import { z } from 'zod'

import { MAX_ANNOUNCEMENT_MS, MAX_KEEP_DAYS, type RecordingPolicy } from '../domain/recording'
import { fileId } from './ids'

export const recordingPolicy = z.object({
  mode: z.enum(['off', 'onDemand', 'always']),
  isAnnounced: z.boolean(),
  /** Absent in rules of before there was a choice. */
  announcement: z
    .object({
      fileId,
      name: z.string().trim().min(1).max(255),
      lengthMs: z.number().int().min(1).max(MAX_ANNOUNCEMENT_MS),
    })
    .nullable()
    .default(null),
  keepDays: z.number().int().min(1).max(MAX_KEEP_DAYS).nullable(),
}) satisfies z.ZodType<RecordingPolicy>
