import { Hono } from 'hono'
import { z } from 'zod'

import { invalid } from '../api-error'
import type { SandboxContext } from '../context'
import { guard, jsonBody } from './guard'

const urlBody = z.object({ url: z.url({ protocol: /^https?$/ }) })

/** Rows 10 to 12 of the facts file. */
export function webhookRoutes(sandbox: SandboxContext): Hono {
  const app = new Hono()
  const { webhooks } = sandbox
  const read = guard(sandbox, 'messenger:read')

  app.post('/messenger/v3/webhook', read, async (c) => {
    webhooks.subscribe(parseUrl(await jsonBody(c)))
    return c.json({ ok: true })
  })
  app.post('/messenger/v1/subscriptions', read, (c) =>
    c.json({ subscriptions: webhooks.subscriptions().map((url) => ({ url, version: '3' })) }),
  )
  app.post('/messenger/v1/webhook/unsubscribe', read, async (c) => {
    webhooks.unsubscribe(parseUrl(await jsonBody(c)))
    return c.json({ ok: true })
  })
  return app
}

function parseUrl(body: unknown): string {
  const parsed = urlBody.safeParse(body)
  if (!parsed.success) throw invalid('url', 'must be an http or https address')
  return parsed.data.url
}
