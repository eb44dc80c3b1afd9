import { OpenAPIHono } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'

import { describeError } from '#shared/lib/logger'

import { isAway } from '../store/server/away'
import { problem } from './answers'
import type { ApiContext } from './api-context'
import { addAdministrationRoutes } from './administration-routes'
import { describeBotWebhook } from './bot-webhook'
import { addChannelRoutes } from './channel-routes'
import { addClientRoutes } from './client-routes'
import { addConversationRoutes } from './conversation-routes'
import { addDeedRoutes } from './deed-routes'
import { addRevisionRoutes } from './revision-routes'
import { addFileRoutes } from './file-routes'
import { bearerOf, isAllowedOrigin, isLoopbackHost, isSameSecret } from './guard'
import { addMailRoutes } from './mail-routes'
import { addPublicRoutes } from './public-routes'
import { addRehearsalRoutes } from './rehearsal-routes'
import { addSiteRoutes } from './site-routes'
import { addTelephonyHooks, addTelephonyRoutes } from './telephony-routes'
import { addTemplateRoutes } from './template-routes'

const APP_ORIGIN = 'app://otklik'
/** No bearer secret: browsers and platforms call these. */
const OPEN_PATHS = /^\/(oauth\/callback$|hooks\/)/

export function createApp(context: ApiContext): OpenAPIHono {
  const app = new OpenAPIHono({
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
    if (!OPEN_PATHS.test(c.req.path)) {
      const given = bearerOf(c.req.header('authorization'))
      if (given === null || !isSameSecret(given, context.secret)) {
        return c.json(problem('notAuthorised', 'The secret of this launch is missing or wrong.'), 401)
      }
    }
    return next()
  })

  addTelephonyHooks(app, context)
  addPublicRoutes(app, context)
  addConversationRoutes(app, context)
  addRevisionRoutes(app, context)
  addClientRoutes(app, context)
  addFileRoutes(app, context)
  addChannelRoutes(app, context)
  addSiteRoutes(app, context)
  addAdministrationRoutes(app, context)
  addMailRoutes(app, context)
  addTelephonyRoutes(app, context)
  addRehearsalRoutes(app, context)
  addTemplateRoutes(app, context)
  addDeedRoutes(app, context)

  describeBotWebhook(app)
  app.openAPIRegistry.registerComponent('securitySchemes', 'launchSecret', { type: 'http', scheme: 'bearer' })
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Otklik hub', version: context.version },
    security: [{ launchSecret: [] }],
  })

  app.notFound((c) => c.json(problem('unknownRoute', 'There is no such route.'), 404))
  app.onError((error, c) => {
    if (error instanceof HTTPException) return c.json(problem('invalid', error.message), error.status)
    if (isAway(error)) {
      c.header('retry-after', '5')
      return c.json(problem('databaseAway', 'The database cannot be reached. Ask again in some seconds.'), 503)
    }
    context.logger.error('a request failed', { path: c.req.routePath, cause: describeError(error) })
    return c.json(problem('internal', 'The hub failed at this request; its log says more.'), 500)
  })
  return app
}
