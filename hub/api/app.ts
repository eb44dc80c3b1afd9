import { getConnInfo } from '@hono/node-server/conninfo'
import { OpenAPIHono } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'

import { describeError } from '#shared/lib/logger'
import { readJson } from '#shared/lib/read-json'

import { NoAnswerError } from '../between-hubs/questions'
import { NoRoomError } from '../files/disk-room'
import { isDiskFull } from '../store/disk-full'
import { isAway, isUnkeepable } from '../store/server/away'
import type { Identity } from '../accounts/gate'
import { SessionOver } from '../accounts/caller'
import { problem, sessionOver } from './answers'
import type { ApiContext } from './api-context'
import { addAccessRoutes } from './access-routes'
import { addAccountRoutes } from './account-routes'
import { addAdministrationRoutes } from './administration-routes'
import { addAgentDayRoutes } from './agent-day-routes'
import { addAuditRoutes } from './audit-routes'
import { addAuthRoutes } from './auth-routes'
import { bodyLimit } from './body-limit'
import { describeBotWebhook } from './bot-webhook'
import { addChannelRoutes } from './channel-routes'
import { addClientRoutes } from './client-routes'
import { addColleagueRoutes } from './colleague-routes'
import { addConversationRoutes } from './conversation-routes'
import { addDeedRoutes } from './deed-routes'
import { addRevisionRoutes } from './revision-routes'
import { addFileRoutes } from './file-routes'
import { bearerOf, isAllowedOrigin, isLoopbackHost } from './guard'
import { addHubRoutes } from './hub-routes'
import { addMailRoutes } from './mail-routes'
import { addOidcRoutes } from './oidc-routes'
import { addOwnAccountRoutes } from './own-account-routes'
import { addressOf } from './portal/portal-guard'
import { addPersonalRoutes } from './personal-routes'
import { addPublicRoutes } from './public-routes'
import { addRehearsalRoutes } from './rehearsal-routes'
import { addReportPlanRoutes } from './report-plan-routes'
import { addReportRoutes } from './report-routes'
import { assertDeclared, route, type Api, type ApiEnv } from './route'
import { addRetentionRoutes } from './retention-routes'
import { addServiceRoutes } from './service-routes'
import { addSearchRoutes } from './search-routes'
import { addSiteRoutes } from './site-routes'
import { addTelephonyHooks, addTelephonyRoutes } from './telephony-routes'
import { addTemplateRoutes } from './template-routes'

const APP_ORIGIN = 'app://otklik'

/** What is not an upload is read whole before anybody looks at it. */
const MOST_BODY_BYTES = 8 * 1024 * 1024
const FULL = 'The disk of the hub is full. Make room on it, then try again.'
const limitBody = bodyLimit({
  maxSize: MOST_BODY_BYTES,
  onError: (c) => c.json(problem('tooLarge', `At most ${String(MOST_BODY_BYTES)} bytes are taken.`), 413),
})

function isUpload(path: string): boolean {
  return path.startsWith('/api/uploads/')
}

const description = route({
  access: 'agent',
  method: 'get',
  path: '/openapi.json',
  summary: 'What the hub can be asked, by whom, and what it answers.',
  responses: { 200: { description: 'OpenAPI 3.1; `x-access` says who may call.' } },
})

export function createApp(context: ApiContext): Api {
  const app: Api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined
      const [issue] = result.error.issues
      const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`
      const what = issue === undefined ? '' : `: ${issue.message}`
      return c.json(problem('invalid', `The ${result.target} did not parse${where}${what}.`), 400)
    },
  })

  app.use(async (c, next) => {
    if (!isLoopbackHost(c.req.header('host'))) return c.json(problem('wrongHost', 'Only this computer may ask.'), 403)
    const origin = c.req.header('origin')
    if (!isAllowedOrigin(origin)) return c.json(problem('wrongOrigin', 'Only the desk may ask.'), 403)
    if (origin !== undefined) {
      c.header('access-control-allow-origin', APP_ORIGIN)
      c.header('vary', 'origin')
    }
    if (c.req.method === 'OPTIONS') {
      return c.body(null, 204, {
        'access-control-allow-methods': 'GET, POST, PUT, DELETE',
        'access-control-allow-headers': 'authorization, content-type, x-file-name',
        'access-control-max-age': '600',
      })
    }
    const address = addressOf(getConnInfo(c).remote.address, c.req.header('x-forwarded-for'))
    const token = bearerOf(c.req.header('authorization'))
    const who: Identity = token === null ? { kind: 'unknown' } : await context.gate.identify(token, address)
    c.set('address', address)
    c.set('caller', who.kind === 'caller' ? who.caller : null)
    c.set('over', who.kind === 'over' ? who.reason : null)
    return next()
  })

  app.use((c, next) => {
    const { req } = c
    req.json = async <T>() => readJson(await req.text()) as T
    return next()
  })

  app.use(async (c, next) => (isUpload(c.req.path) ? next() : limitBody(c, next)))

  addTelephonyHooks(app, context)
  addHubRoutes(app, context)
  addAuthRoutes(app, context)
  addOwnAccountRoutes(app, context)
  addOidcRoutes(app, context)
  addAccountRoutes(app, context)
  addPublicRoutes(app, context)
  addConversationRoutes(app, context)
  addRevisionRoutes(app, context)
  addSearchRoutes(app, context)
  addClientRoutes(app, context)
  addPersonalRoutes(app, context)
  addColleagueRoutes(app, context)
  addAuditRoutes(app, context)
  addRetentionRoutes(app, context)
  addAccessRoutes(app, context)
  addFileRoutes(app, context)
  addChannelRoutes(app, context)
  addSiteRoutes(app, context)
  addAdministrationRoutes(app, context)
  addMailRoutes(app, context)
  addTelephonyRoutes(app, context)
  addRehearsalRoutes(app, context)
  addTemplateRoutes(app, context)
  addDeedRoutes(app, context)
  addServiceRoutes(app, context)
  addReportRoutes(app, context)
  addReportPlanRoutes(app, context)
  addAgentDayRoutes(app, context)

  describeBotWebhook(app)
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  app.openapi(description, (c) => {
    const about = { title: 'Otklik hub', version: context.version }
    const document = app.getOpenAPI31Document({ openapi: '3.1.0', info: about, security: [{ token: [] }] })
    return c.json(document, 200)
  })
  assertDeclared(app)

  app.notFound((c) => {
    if (c.var.caller) return c.json(problem('unknownRoute', 'There is no such route.'), 404)
    return c.json(c.var.over ? sessionOver(c.var.over) : problem('notAuthorised', 'Sign in first.'), 401)
  })
  app.onError((error, c) => {
    if (error instanceof SessionOver) return c.json(sessionOver(error.reason), 401)
    if (error instanceof HTTPException) return c.json(problem('invalid', error.message), error.status)
    if (isUnkeepable(error)) {
      context.logger.warn('a request held what cannot be kept', { path: c.req.routePath, cause: describeError(error) })
      return c.json(problem('invalid', 'A value of the request is none that can be kept.'), 400)
    }
    if (isAway(error)) {
      c.header('retry-after', '5')
      return c.json(problem('databaseAway', 'The database cannot be reached. Ask again in some seconds.'), 503)
    }
    if (isDiskFull(error)) {
      context.logger.error('there is no room on the disk', { path: c.req.routePath, cause: describeError(error) })
      const words = error instanceof NoRoomError ? error.message : FULL
      return c.json(problem('diskFull', words), 507)
    }
    if (error instanceof NoAnswerError) {
      c.header('retry-after', '5')
      return c.json(problem('noAnswer', error.message), 503)
    }
    context.logger.error('a request failed', { path: c.req.routePath, cause: describeError(error) })
    return c.json(problem('internal', 'The hub failed at this request; its log says more.'), 500)
  })
  return app
}
