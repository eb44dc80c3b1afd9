import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'

import type { FaultAction } from '../lib/faults'
import { faultyAnswers } from '../lib/faulty-answers'
import { ApiError } from './api-error'
import type { SandboxContext } from './context'
import type { AvitoControl } from './control'
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
  const { faults, counts } = sandbox
  const refuse = (fault: FaultAction) => refusalOf(sandbox, fault)
  app.use('*', faultyAnswers({ faults, counts, clock: sandbox.world.clock, refuse }))
  for (const routes of [oauthRoutes, chatRoutes, messageRoutes, webhookRoutes, fileRoutes])
    app.route('/', routes(sandbox))
  for (const routes of [applicationRoutes, resumeRoutes, vacancyRoutes]) app.route('/', routes(sandbox.job, sandbox))
  return app
}

function refusalOf({ rateLimit }: SandboxContext, fault: FaultAction): Response | null {
  if (fault.kind !== 'status') return null
  const headers = fault.status === 429 ? rateLimit.exhausted(fault.retryAfterS) : {}
  return new ApiError(fault.status, `Injected ${String(fault.status)}`, null, headers).toResponse()
}
