import { z } from 'zod'

import { callOutcome, callRoute } from '#shared/contract/entities'
import { callId, chatId, sipAccountId } from '#shared/contract/ids'
import { callSnapshot } from '#shared/contract/ipc/calls'
import { sipMedia } from '#shared/contract/ipc/sip'
import type { Logger } from '#shared/lib/logger'
import { openNoteFile } from '../note-file'
import { keptDialog } from './calls/kept-dialog'
import { sdpOrigin } from './calls/sdp-origin'
import type { KeptTalk, LiveCallStore } from './phone-ports'

const keptTalk = z.object({
  accountId: sipAccountId,
  sound: sipMedia,
  presentation: callSnapshot.shape.presentation,
  isMuted: z.boolean(),
  isHeld: z.boolean(),
  wantsHold: z.boolean(),
  isHeldRemotely: z.boolean(),
  isJoined: z.boolean(),
  takesTelephoneEvents: z.boolean(),
  origin: sdpOrigin.nullable(),
  dialog: keptDialog,
}) satisfies z.ZodType<KeptTalk>

const liveCalls = z.array(
  z.object({
    answeredAtMs: z.number().nullable(),
    seenAtMs: z.number(),
    // Versions of before noted nothing to go on with.
    talk: keptTalk.nullable().default(null),
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

/** Written before a call goes on. Nothing in it opens a line or a stream of sound: no password, no key. */
export function liveCallFile(path: string, logger: Logger): LiveCallStore {
  const file = openNoteFile(path, liveCalls, logger)
  return {
    save: (calls) => {
      file.save(calls.length === 0 ? null : [...calls])
    },
    load: () => file.load() ?? [],
  }
}
