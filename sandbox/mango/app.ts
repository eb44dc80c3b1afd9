import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'

import { faultyAnswers } from '../lib/faulty-answers'
import type { MangoContext } from './context'
import { MangoError } from './mango-error'
import { commandRoutes } from './routes/commands'
import { readingRoutes } from './routes/reading'

/** `/vpbx/…` as far as Otklik uses it: commands, employees, simple statistics. */
export function createMangoApp(context: MangoContext): Hono<{ Bindings: HttpBindings }> {
  const { faults, counts, clock } = context
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.onError((error) => {
    if (error instanceof MangoError) return error.toResponse()
    return Response.json(
      { name: 'Internal Server Error', message: error.message, code: 0, status: 500 },
      { status: 500 },
    )
  })
  const refuse = (fault: { readonly kind: string; readonly status?: number }) =>
    fault.kind === 'status' ? new Response(null, { status: fault.status ?? 500 }) : null
  app.use('*', faultyAnswers({ faults, counts, clock, refuse }))
  for (const routes of [commandRoutes, readingRoutes]) app.route('/vpbx', routes(context))
  return app
}
