import { z } from 'zod'

import { defineContract, event, nothing, request } from '../define'

/**
 * - `starting`  the hub process is coming up
 * - `ready`     `url` is `http://127.0.0.1:port`; a new launch has a new `secret` and may have a new port
 * - `restarting` it ended unexpectedly and is started again at `retryAtMs`
 * - `failed`    it cannot run; `reason` as in hub-process.ts
 */
export const hubConnection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('starting') }),
  z.object({ kind: z.literal('ready'), url: z.url(), secret: z.string(), databaseSetAside: z.string().nullable() }),
  z.object({ kind: z.literal('restarting'), retryAtMs: z.number().int() }),
  z.object({
    kind: z.literal('failed'),
    reason: z.enum(['folderLocked', 'folderUnwritable', 'diskFull', 'databaseUnusable']),
    detail: z.string(),
  }),
])
export type HubConnection = z.output<typeof hubConnection>

export const hub = defineContract('hub', {
  getConnection: request(nothing, hubConnection),
  connectionChanged: event(hubConnection),
  /** After `failed`: try again now. */
  restart: request(nothing, nothing),
})
export type HubContract = typeof hub
