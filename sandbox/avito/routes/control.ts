import { Hono } from 'hono'
import { z } from 'zod'

import { ApiError } from '../api-error'
import type { AvitoControl } from '../control'
import { jsonBody } from './guard'

const callBody = z.object({ args: z.array(z.unknown()).default([]) })

/** The control over HTTP, for tests in another process. Loopback only, like the whole sandbox. */
export function controlRoutes(control: AvitoControl): Hono {
  const app = new Hono()
  const methods = new Map<string, unknown>(Object.entries(control))
  app.post('/control/:method', async (c) => {
    const method = methods.get(c.req.param('method'))
    const body = callBody.safeParse(await jsonBody(c))
    if (typeof method !== 'function' || !body.success) throw new ApiError(400, 'Unknown method or arguments')
    // The caller is `control-client.ts`, compiled from the same interface.
    const call = method as (...args: unknown[]) => Promise<unknown>
    try {
      const result = await call(...body.data.args)
      return c.json(result === undefined ? null : (result as object))
    } catch (error) {
      throw error instanceof ApiError ? error : new ApiError(400, error instanceof Error ? error.message : 'Failed')
    }
  })
  return app
}
