import { z } from 'zod'

import { hubFailure } from '../hub-process'
import { defineContract, event, nothing, request } from '../define'

/**
 * - `starting`  the hub process is coming up
 * - `ready`     `url` is `http://127.0.0.1:port`; a new launch has a new `secret` and may have a new port
 * - `restarting` it ended unexpectedly and is started again at `retryAtMs`
 * - `failed`    it cannot run; `reason` as in hub-process.ts
 *
 * Of a team's hub elsewhere: `ready` as soon as somebody is signed in (`url` is its origin, `secret` the token of the
 * session), whether or not it answers; `databaseAway`: it says that its own database cannot be reached
 * - `barred`    it answers, but this desk must not or cannot talk to it; looked at again by itself
 * - `signedOut` nobody is signed in
 */
export const hubConnection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('starting') }),
  z.object({
    kind: z.literal('ready'),
    url: z.url(),
    secret: z.string(),
    databaseSetAside: z.string().nullable(),
    databaseAway: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal('restarting'), retryAtMs: z.number().int() }),
  z.object({
    kind: z.literal('failed'),
    reason: hubFailure,
    detail: z.string(),
  }),
  z.object({
    kind: z.literal('barred'),
    reason: z.enum(['deskTooOld', 'hubTooOld', 'certificate', 'clientCertificate', 'proxyLogin', 'notHub']),
  }),
  z.object({ kind: z.literal('signedOut') }),
])
export type HubConnection = z.output<typeof hubConnection>

export const hubTime = z.object({ aheadMs: z.number().int() })
export type HubTime = z.output<typeof hubTime>

export const hub = defineContract('hub', {
  getConnection: request(nothing, hubConnection),
  connectionChanged: event(hubConnection),
  /** After `failed`: try again now. */
  restart: request(nothing, nothing),
  /** By how much the hub's time is ahead of this computer's: all of Otklik here goes by the hub's (docs/adr/0060). */
  getTime: request(nothing, hubTime),
  timeChanged: event(hubTime),
  /** The worker has compared. */
  noteTime: request(hubTime, nothing),
  /** The socket broke or was refused: main looks whether a session at a team's hub still stands. */
  checkSession: request(nothing, nothing),
})
export type HubContract = typeof hub
