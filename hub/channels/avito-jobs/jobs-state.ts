import { z } from 'zod'

/** What has to be remembered over restarts of the responses; of the chats see avito/driver-state.ts. */
export const jobsState = z.object({
  accountId: z.number().nullable().default(null),
  /** By the platform's clock: responses before it are history, not news. */
  connectedAtMs: z.number().default(0),
  /** When the last complete listing began, by the platform's clock. */
  listedAtMs: z.number().nullable().default(null),
  /** Application → its `updated_at` when it was last read, of those that the listing still reaches. */
  known: z.record(z.string(), z.number()).default({}),
  /** Applications that are to be read, in this order. */
  wanted: z.array(z.string()).default([]),
  /** Applications that are to be read once more: something of them could not be had. */
  retries: z.array(z.object({ id: z.string(), tries: z.number(), nextAtMs: z.number() })).default([]),
  hookUrl: z.string().nullable().default(null),
  hookSecret: z.string().nullable().default(null),
})
export type JobsState = z.output<typeof jobsState>
