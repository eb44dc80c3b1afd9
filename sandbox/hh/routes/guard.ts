import type { Context, MiddlewareHandler } from 'hono'

import { HhError, badArgument, oauthRefusal } from '../api-error'
import type { HhContext, PaidGroup } from '../context'
import type { Manager } from '../model'

export interface EmployerEnv {
  Variables: { manager: Manager }
}

const AGENT = /^[^\s/]+\/\S+ \(.+\)$/

/** `HH-User-Agent` wins when both come (facts §1). */
export function requireAgent({ settings }: HhContext): MiddlewareHandler {
  return async (c, next) => {
    const agent = c.req.header('hh-user-agent') ?? c.req.header('user-agent') ?? ''
    const isBlacklisted = settings.blacklistedAgents.some((name) => agent.toLowerCase().startsWith(name))
    if (isBlacklisted) throw new HhError(400, [{ type: 'bad_user_agent', value: 'blacklisted' }])
    if (!AGENT.test(agent)) throw new HhError(400, [{ type: 'bad_user_agent', value: 'unset' }])
    await next()
  }
}

/** Token (always 403: facts §1), captcha, work account, paid group. Puts the manager into the context. */
export function employerOnly(sandbox: HhContext, paidGroup?: PaidGroup): MiddlewareHandler<EmployerEnv> {
  return async (c, next) => {
    const userId = userOf(sandbox, c)
    if (sandbox.settings.isCaptchaRequired) throw captchaRequired(sandbox)
    c.set('manager', accountOf(sandbox, userId, c.req.header('x-manager-account-id')))
    if (paidGroup && sandbox.unpaidGroups.has(paidGroup))
      throw new HhError(403, [{ type: 'api_access_payment', value: 'action_must_be_payed' }])
    await next()
  }
}

export function userOf(sandbox: HhContext, c: Context): string {
  const verdict = sandbox.tokens.check(bearerOf(c))
  if (typeof verdict === 'object') return verdict.userId
  sandbox.counts.refused += 1
  switch (verdict) {
    case 'expired':
      throw oauthRefusal('token_expired')
    case 'revoked':
      throw oauthRefusal('token_revoked')
    case 'application':
      throw oauthRefusal('user_auth_expected')
    case 'unknown':
      throw oauthRefusal('bad_authorization')
  }
}

export function bearerOf(c: Context): string {
  const [kind, token = ''] = (c.req.header('authorization') ?? '').split(' ')
  return kind?.toLowerCase() === 'bearer' ? token : ''
}

/** Own employer in the path, or as if there were none. */
export function ownEmployer(c: Context<EmployerEnv>): Manager {
  const manager = c.get('manager')
  if (c.req.param('employer') !== manager.employer.id) throw new HhError(403, [{ type: 'forbidden' }])
  return manager
}

/** `page` from 0 and `per_page`, bounded. */
export function pageOf(c: Context, maxPerPage: number, maxPage = Number.MAX_SAFE_INTEGER) {
  return { page: bounded(c, 'page', 0, maxPage, 0), perPage: bounded(c, 'per_page', 1, maxPerPage, 20) }
}

export async function jsonBody(c: Context): Promise<Readonly<Record<string, unknown>>> {
  const bad = new HhError(400, [{ type: 'bad_json_data' }])
  const body: unknown = await c.req.json().catch(() => {
    throw bad
  })
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw bad
  return body as Readonly<Record<string, unknown>>
}

/** The form of the body and, as the older notes have it, the query (facts §5). */
export async function formOf(c: Context): Promise<URLSearchParams> {
  const form = new URLSearchParams(new URL(c.req.url).search)
  const kind = c.req.header('content-type') ?? ''
  if (kind.startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(await c.req.text())) form.append(name, value)
  } else if (kind.startsWith('multipart/form-data')) {
    for (const [name, value] of await c.req.formData()) if (typeof value === 'string') form.append(name, value)
  }
  return form
}

function accountOf({ world }: HhContext, userId: string, wanted: string | undefined): Manager {
  const accounts = world.accountsOf(userId)
  const manager = wanted === undefined ? accounts[0] : accounts.find(({ id }) => id === wanted)
  if (!manager) throw new HhError(403, [{ type: 'manager_accounts', value: 'manager_extra_account_not_found' }])
  if (manager.isForbidden) {
    const allowed = accounts.filter(({ isForbidden }) => !isForbidden)
    throw new HhError(403, [
      {
        type: 'manager_accounts',
        value: 'used_manager_account_forbidden',
        allowed_accounts: allowed.map(({ id, employer }) => ({ id, employer })),
      },
    ])
  }
  return manager
}

function captchaRequired({ world }: HhContext): HhError {
  const url = `${world.baseUrl}/account/captcha?state=sandbox`
  return new HhError(403, [
    { type: 'captcha_required', value: 'captcha_required', captcha_url: url, fallback_url: `${url}&fallback=true` },
  ])
}

function bounded(c: Context, name: string, min: number, max: number, preset: number): number {
  const text = c.req.query(name)
  if (text === undefined) return preset
  const value = Number(text)
  if (text === '' || !Number.isInteger(value) || value < min || value > max) throw badArgument(name)
  return value
}
