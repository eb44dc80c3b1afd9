import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'

import { faultyAnswers } from '../lib/faulty-answers'
import { HhError, notFound } from './api-error'
import type { HhContext, HhFaultAction } from './context'
import type { HhControl } from './control'
import { accountRoutes } from './routes/account'
import { actionRoutes } from './routes/actions'
import { captchaRoutes } from './routes/captcha'
import { chatMessageRoutes } from './routes/chat-messages'
import { chatRoutes } from './routes/chats'
import { commentRoutes } from './routes/comments'
import { controlRoutes } from './routes/control'
import { fileRoutes } from './routes/files'
import { requireAgent } from './routes/guard'
import { legacyMessageRoutes } from './routes/legacy-messages'
import { negotiationRoutes } from './routes/negotiations'
import { oauthRoutes } from './routes/oauth'
import { resumeRoutes } from './routes/resumes'
import { templateRoutes } from './routes/templates'
import { vacancyRoutes } from './routes/vacancies'
import { webhookRoutes } from './routes/webhooks'

type Env = { Bindings: HttpBindings }

const API_ROUTES = [
  accountRoutes,
  vacancyRoutes,
  negotiationRoutes,
  legacyMessageRoutes,
  actionRoutes,
  templateRoutes,
  commentRoutes,
  chatRoutes,
  chatMessageRoutes,
  webhookRoutes,
  resumeRoutes,
]

/** The site (`hh.ru`: consent, captcha), the file store and the API (`api.hh.ru`) at one address. */
export function createApp(sandbox: HhContext, control: HhControl): Hono<Env> {
  const app = new Hono<Env>()
  app.onError((error) => {
    if (error instanceof HhError) return error.toResponse()
    return new HhError(500, [{ type: 'internal_error', value: error.message }]).toResponse()
  })
  app.notFound(() => notFound().toResponse())
  app.route('/', controlRoutes(control))
  app.use('*', compress())
  const { faults, counts } = sandbox
  app.use('*', faultyAnswers({ faults, counts, clock: sandbox.world.clock, refuse: refusalOf }))
  for (const routes of [oauthRoutes, captchaRoutes, fileRoutes]) app.route('/', routes(sandbox))
  app.use('*', requireAgent(sandbox))
  for (const routes of API_ROUTES) app.route('/', routes(sandbox))
  return app
}

function refusalOf(fault: HhFaultAction): Response | null {
  if (fault.kind === 'refusal')
    return new HhError(fault.status, [{ type: fault.type, value: fault.value }]).toResponse()
  if (fault.kind !== 'status') return null
  const answer = new HhError(fault.status, []).toResponse()
  if (fault.retryAfterS !== undefined) answer.headers.set('Retry-After', String(fault.retryAfterS))
  return answer
}
