import { randomUUID } from 'node:crypto'

import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'

import { systemClock } from '#shared/lib/clock'

import type { FaultPlan } from '../lib/faults'
import { faultyAnswers } from '../lib/faulty-answers'
import type { PushBrowser } from './push-browser'
import { senderOf } from './vapid'

/** RFC 8030, 7.2: less no push service may refuse. */
const MAX_BYTES = 4096
const TOPIC = /^[\w-]{1,32}$/
const URGENCIES = ['very-low', 'low', 'normal', 'high']

interface PushWorld {
  readonly browsers: ReadonlyMap<string, PushBrowser>
  readonly faults: FaultPlan
  readonly counts: { requests: number }
  readonly origin: () => string
}

/** RFC 8030 for application servers, with RFC 8291 bodies and RFC 8292 senders. */
export function createPushApp({ browsers, faults, counts, origin }: PushWorld) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(
    '*',
    faultyAnswers({
      faults,
      counts,
      clock: systemClock,
      refuse: (fault) => (fault.kind === 'status' ? refusal(fault.status, fault.retryAfterS) : null),
    }),
  )
  app.post('/push/:id', async (c) => {
    const browser = browsers.get(c.req.param('id'))
    if (!browser) return c.text('No such subscription.', 404)
    if (browser.isGone) return c.text('The subscription has ended.', 410)
    const authorization = c.req.header('authorization')
    if (authorization === undefined) return c.text('Who sends? (RFC 8292)', 401)
    const sender = senderOf(authorization, origin(), systemClock.now())
    if (typeof sender === 'string') return c.text(sender, 403)
    if (!browser.isSender(sender)) return c.text('The subscription was made for another key.', 403)
    const ttl = c.req.header('ttl') ?? ''
    if (!/^\d+$/.test(ttl)) return c.text('TTL in seconds was expected.', 400)
    const topic = c.req.header('topic') ?? null
    if (topic !== null && !TOPIC.test(topic)) return c.text('Topic has at most 32 letters of base64url.', 400)
    const urgency = c.req.header('urgency') ?? 'normal'
    if (!URGENCIES.includes(urgency)) return c.text('Urgency is none of RFC 8030, 5.3.', 400)
    if (c.req.header('content-encoding') !== 'aes128gcm') return c.text('Content-Encoding is aes128gcm.', 415)
    const body = Buffer.from(await c.req.arrayBuffer())
    if (body.length > MAX_BYTES) return c.text('At most 4096 bytes.', 413)
    browser.take({ body, ttlS: Number(ttl), urgency, topic, contact: sender.contact })
    return c.body(null, 201, { location: `${origin()}/message/${randomUUID()}`, ttl })
  })
  return app
}

function refusal(status: number, retryAfterS: number | undefined): Response {
  const headers: Record<string, string> = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }
  return new Response(`Injected ${String(status)}`, { status, headers })
}
