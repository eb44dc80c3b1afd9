import { z } from 'zod'

import { callOutcome, callRoute } from '#shared/contract/entities'
import { callId, chatId } from '#shared/contract/ids'
import type { Logger } from '#shared/lib/logger'
import { openNoteFile } from '../note-file'
import type { LiveCallStore } from './phone-ports'

const liveCalls = z.array(
  z.object({
    answeredAtMs: z.number().nullable(),
    seenAtMs: z.number(),
    record: z.object({
      id: callId,
      chatId: chatId.nullable(),
      direction: z.enum(['incoming', 'outgoing']),
      route: callRoute.optional(),
      number: z.string(),
      name: z.string().nullable(),
      outcome: callOutcome,
      startedAtMs: z.number(),
      durationMs: z.number(),
      isSeen: z.boolean(),
    }),
  }),
)

/** Written before a call goes on. */
export function liveCallFile(path: string, logger: Logger): LiveCallStore {
  const file = openNoteFile(path, liveCalls, logger)
  return {
    save: (calls) => {
      file.save(calls.length === 0 ? null : [...calls])
    },
    load: () => file.load() ?? [],
  }
}
