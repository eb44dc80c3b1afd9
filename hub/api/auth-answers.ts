import type { Context } from 'hono'
import type { z } from 'zod'

import type { Clock } from '#shared/lib/clock'
import type { PasswordProblem } from '#shared/domain/password'

import { problem } from './answers'

export function body<T extends z.ZodType>(schema: T) {
  return { body: { required: true, content: { 'application/json': { schema } } } }
}

export function noSignIn() {
  return { error: 'noSignIn' as const, message: 'Nobody signs in at this hub: it is that of one desk.' }
}

export function lockedOut(c: Context, clock: Clock, untilMs: number) {
  c.header('retry-after', String(Math.max(1, Math.ceil((untilMs - clock.now()) / 1000))))
  const message = 'Too many wrong tries; nothing is checked before `untilMs`.'
  return c.json({ error: 'lockedOut' as const, message, untilMs }, 429)
}

export function weak(found: PasswordProblem) {
  return { error: 'weakPassword' as const, message: `The password will not do: ${found}.`, problem: found }
}

export const BUSY = { error: 'busy' as const, message: 'Too many sign in at this moment; try again in some seconds.' }
export const WRONG_PASSWORD = problem('wrongPassword', 'That is not the password of this account.')
