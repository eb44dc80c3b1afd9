import { z } from 'zod'

/** Two years: more than anybody opens in a spreadsheet. */
const LONGEST_PERIOD_MS = 732 * 24 * 3_600_000

/** Cases opened from `fromMs` on and before `untilMs`. */
export const reportQuery = z
  .object({
    fromMs: z.coerce.number().int().nonnegative(),
    untilMs: z.coerce.number().int().nonnegative(),
    language: z.enum(['ru', 'en']),
  })
  .refine(({ fromMs, untilMs }) => untilMs > fromMs && untilMs - fromMs <= LONGEST_PERIOD_MS, {
    message: 'Give a period that ends after it begins and is at most two years long.',
  })
