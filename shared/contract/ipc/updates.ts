import { z } from 'zod'

import { UPDATE_TROUBLES } from '../../domain/updates/trouble'
import { UPDATE_HOLDS, UPDATES_OFF, type UpdateState } from '../../domain/updates/update-state'
import { defineContract, event, nothing, request } from '../define'

const release = z.object({
  version: z.string(),
  notes: z.object({ ru: z.string(), en: z.string() }),
  size: z.number(),
})

const phase = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off'), why: z.enum(UPDATES_OFF) }),
  z.object({ kind: z.enum(['idle', 'checking']) }),
  z.object({ kind: z.enum(['available', 'preparing', 'installing']), release }),
  z.object({ kind: z.literal('downloading'), release, bytes: z.number() }),
  z.object({
    kind: z.literal('ready'),
    release,
    isWished: z.boolean(),
    forcedAtMs: z.number().nullable(),
    restartsAtMs: z.number().nullable(),
  }),
])

const updateState = z.object({
  version: z.string(),
  phase,
  source: z.string().nullable(),
  channel: z.string(),
  lastCheck: z
    .object({
      atMs: z.number(),
      result: z.enum(['upToDate', 'notYet', 'found', ...UPDATE_TROUBLES]),
      version: z.string().nullable(),
    })
    .nullable(),
  isAsked: z.boolean(),
  holds: z.array(z.enum(UPDATE_HOLDS)).readonly(),
  quietUntilMs: z.number(),
  didNotStart: z.string().nullable(),
}) satisfies z.ZodType<UpdateState>

/** New versions of Otklik from the company's own folder (spec I3). */
export const updates = defineContract('updates', {
  getState: request(nothing, updateState),
  stateChanged: event(updateState),
  /** Looks now; answers when it is known how that went. */
  check: request(nothing, updateState),
  /** With the mode `notify`: the person agrees. */
  download: request(nothing, updateState),
  /** Now, or as soon as nothing holds it. */
  install: request(nothing, updateState),
  /** Not now after all; and no word of it for a day. */
  putOff: request(nothing, updateState),
  /** What of the desk's own must reach the hub first. */
  setUnsent: request(
    z.object({ messages: z.number().int().nonnegative(), files: z.number().int().nonnegative() }),
    nothing,
  ),
})
export type UpdatesContract = typeof updates
