import { Hono } from 'hono'

import { HhError } from '../api-error'
import type { HhControl } from '../control'
import { jsonBody } from './guard'

/** The control over HTTP, for tests in another process. Loopback only, like the whole sandbox. */
export function controlRoutes(control: HhControl): Hono {
  const app = new Hono()
  const methods = new Map<string, unknown>(Object.entries(control))
  app.post('/control/:method', async (c) => {
    const method = methods.get(c.req.param('method'))
    const { args = [] } = await jsonBody(c)
    if (typeof method !== 'function' || !Array.isArray(args)) throw failed('Unknown method or arguments')
    // The caller is `control-client.ts`, compiled from the same interface.
    const call = method as (...given: unknown[]) => Promise<unknown>
    try {
      const result = await call(...(args as unknown[]))
      return c.json(result === undefined ? null : (result as object))
    } catch (error) {
      throw error instanceof HhError ? error : failed(error instanceof Error ? error.message : 'Failed')
    }
  })
  return app
}

function failed(message: string): HhError {
  return new HhError(400, [{ type: 'control', value: message }])
}
