import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'

import { sleep } from '#shared/lib/clock'

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
  app.use('*', async (c, next) => {
    sandbox.counts.requests += 1
    const { pathname, search } = new URL(c.req.url)
    const fault = sandbox.faults.take(c.req.method, pathname + search)
    const refusal = fault && (await before(sandbox, fault, c.env.incoming))
    if (refusal) return refusal
    await next()
    // The sandbox's own time, so that a client may reckon with the difference to its own.
    c.header('Date', new Date(sandbox.world.clock.now()).toUTCString())
    if (fault?.kind === 'dropAfterAccept') c.env.incoming.socket.destroy()
    if (fault?.kind === 'badJson') c.res = await cutInTheMiddle(c.res)
    return undefined
  })
  for (const routes of [oauthRoutes, captchaRoutes, fileRoutes]) app.route('/', routes(sandbox))
  app.use('*', requireAgent(sandbox))
  for (const routes of API_ROUTES) app.route('/', routes(sandbox))
  return app
}

async function before(
  sandbox: HhContext,
  fault: HhFaultAction,
  incoming: HttpBindings['incoming'],
): Promise<Response | null> {
  if (fault.kind === 'refusal') {
    return new HhError(fault.status, [{ type: fault.type, value: fault.value }]).toResponse()
  }
  if (fault.kind === 'status') {
    const answer = new HhError(fault.status, []).toResponse()
    if (fault.retryAfterS !== undefined) answer.headers.set('Retry-After', String(fault.retryAfterS))
    return answer
  }
  if (fault.kind === 'slow') await sleep(sandbox.world.clock, fault.ms)
  if (fault.kind === 'dropBeforeAccept') {
    incoming.socket.destroy()
    return new Response(null, { status: 500 })
  }
  return null
}

async function cutInTheMiddle(answer: Response): Promise<Response> {
  const text = await answer.text()
  const half = text.slice(0, Math.max(1, text.length >> 1))
  return new Response(half, { status: 200, headers: { 'content-type': 'application/json' } })
}
