import type { Context, MiddlewareHandler } from 'hono'

import { ApiError } from '../api-error'
import type { SandboxContext } from '../context'

export type Scope = 'messenger:read' | 'messenger:write' | 'user:read' | 'job:applications' | 'job:cv' | 'job:vacancy'

/**
 * In the order of the platform: token (403 when it has expired: facts file, section 2), rate, tariff.
 * Throws `ApiError`; the app turns it into the documented body.
 */
export function guard(sandbox: SandboxContext, scope: Scope): MiddlewareHandler {
  return async (c, next) => {
    const [kind, token] = (c.req.header('authorization') ?? '').split(' ')
    if (kind !== 'Bearer' || !token) throw refuse(sandbox, new ApiError(401, 'Authorization header is required'))
    const verdict = sandbox.tokens.check(token, scope)
    if (verdict === 'unknown' || verdict === 'expired')
      throw refuse(sandbox, new ApiError(403, 'Access token is invalid or expired'))
    if (verdict === 'scopeMissing') throw new ApiError(403, `Scope ${scope} is missing`)
    const limits = sandbox.rateLimit.take()
    if (!sandbox.settings.isTariffPaid && scope.startsWith('messenger:')) {
      throw new ApiError(402, 'Для работы с API мессенджера нужна подписка «Максимальная»')
    }
    const user = c.req.param('user')
    if (user !== undefined && user !== String(sandbox.world.account.id))
      throw new ApiError(403, 'Access to this account is denied')
    await next()
    for (const [name, value] of Object.entries(limits)) c.header(name, value)
  }
}

export function pageOf(c: Context): { limit: number; offset: number } {
  return { limit: bounded(c, 'limit', 1, 100, 100), offset: bounded(c, 'offset', 0, 1000, 0) }
}

export async function jsonBody(c: Context): Promise<unknown> {
  try {
    return await c.req.json()
  } catch (error) {
    throw new ApiError(400, error instanceof Error ? `Malformed JSON: ${error.message}` : 'Malformed JSON')
  }
}

function bounded(c: Context, name: string, min: number, max: number, preset: number): number {
  const text = c.req.query(name)
  if (text === undefined) return preset
  const value = Number(text)
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new ApiError(400, 'Validation failed', { [name]: `must be between ${String(min)} and ${String(max)}` })
  }
  return value
}

function refuse(sandbox: SandboxContext, error: ApiError): ApiError {
  sandbox.counts.unauthorised += 1
  return error
}
