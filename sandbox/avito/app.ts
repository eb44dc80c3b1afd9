import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'

import { sleep } from '#shared/lib/clock'

import { ApiError } from './api-error'
import type { SandboxContext } from './context'
import type { AvitoControl } from './control'
import type { FaultAction } from '../lib/faults'
import { applicationRoutes } from './jobs/application-routes'
import { resumeRoutes } from './jobs/resume-routes'
import { vacancyRoutes } from './jobs/vacancy-routes'
import { chatRoutes } from './routes/chats'
import { controlRoutes } from './routes/control'
import { fileRoutes } from './routes/files'
import { messageRoutes } from './routes/messages'
import { oauthRoutes } from './routes/oauth'
import { webhookRoutes } from './routes/webhooks'

type Env = { Bindings: HttpBindings }

export function createApp(sandbox: SandboxContext, control: AvitoControl): Hono<Env> {
  const app = new Hono<Env>()
  app.onError((error) => {
    if (error instanceof ApiError) return error.toResponse()
    return new ApiError(500, error.message).toResponse()
  })
  app.notFound(() => new ApiError(404, 'No such method').toResponse())
  app.route('/', controlRoutes(control))
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
  for (const routes of [oauthRoutes, chatRoutes, messageRoutes, webhookRoutes, fileRoutes])
    app.route('/', routes(sandbox))
  for (const routes of [applicationRoutes, resumeRoutes, vacancyRoutes]) app.route('/', routes(sandbox.job, sandbox))
  return app
}

async function before(
  sandbox: SandboxContext,
  fault: FaultAction,
  incoming: HttpBindings['incoming'],
): Promise<Response | null> {
  if (fault.kind === 'status') {
    const headers = fault.status === 429 ? sandbox.rateLimit.exhausted(fault.retryAfterS) : {}
    return new ApiError(fault.status, `Injected ${String(fault.status)}`, null, headers).toResponse()
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
