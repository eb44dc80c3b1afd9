import { Hono, type Context } from 'hono'

import { badArgument, HhError, notFound } from '../api-error'
import type { HhContext } from '../context'
import { isHookType, type HookAction } from '../hooks/hook-types'
import type { Subscription } from '../hooks/hook-sender'
import { employerOnly, jsonBody, type EmployerEnv } from './guard'

/** Facts §7. */
export function webhookRoutes(sandbox: HhContext): Hono<EmployerEnv> {
  const app = new Hono<EmployerEnv>()
  const { hooks } = sandbox
  const allowed = employerOnly(sandbox)

  app.post('/webhook/subscriptions', allowed, async (c) => {
    const { url, actions } = await jsonBody(c)
    const wanted = { url: urlOf(url), actions: actionsOf(actions) }
    const subscription = hooks.subscribe(c.get('manager'), wanted.url, wanted.actions)
    if (!subscription) throw new HhError(400, [{ type: 'notifications', value: 'already_exist' }])
    return c.json({ id: subscription.id }, 201)
  })
  app.get('/webhook/subscriptions', allowed, (c) => {
    const own = hooks.of(c.get('manager').userId)
    return c.json({ items: own ? [{ id: own.id, url: own.url, actions: own.actions }] : [] })
  })
  app.put('/webhook/subscriptions/:id', allowed, async (c) => {
    const subscription = ownSubscription(sandbox, c)
    const { url, actions } = await jsonBody(c)
    if (url === undefined && actions === undefined) throw badArgument('url')
    const change = {
      ...(url === undefined ? {} : { url: urlOf(url) }),
      ...(actions === undefined ? {} : { actions: actionsOf(actions) }),
    }
    Object.assign(subscription, change)
    return c.body(null, 204)
  })
  app.delete('/webhook/subscriptions/:id', allowed, (c) => {
    hooks.forgetUser(ownSubscription(sandbox, c).manager.userId)
    return c.body(null, 204)
  })
  return app
}

function ownSubscription({ hooks }: HhContext, c: Context<EmployerEnv>): Subscription {
  const own = hooks.of(c.get('manager').userId)
  if (!own || own.id !== c.req.param('id')) throw notFound()
  return own
}

/** The real one wants HTTPS; on the loopback it may be plain. */
function urlOf(url: unknown): string {
  if (typeof url !== 'string' || !/^https?:\/\//.test(url) || !URL.canParse(url)) throw badArgument('url')
  return url
}

function actionsOf(actions: unknown): HookAction[] {
  if (!Array.isArray(actions) || actions.length === 0) throw badArgument('actions')
  return (actions as unknown[]).map((action) => {
    if (typeof action !== 'object' || action === null || !('type' in action) || !isHookType(action.type))
      throw badArgument('actions')
    const settings = 'settings' in action ? action.settings : undefined
    if (settings === undefined || settings === null) return { type: action.type }
    if (typeof settings !== 'object') throw badArgument('actions')
    const isMine = 'vacancies_only_mine' in settings && settings.vacancies_only_mine === true
    return { type: action.type, settings: { vacancies_only_mine: isMine } }
  })
}
