import { z } from 'zod'

import { health, restError } from '#shared/contract/rest'
import { channelId } from '#shared/contract/ids'
import { describeError } from '#shared/lib/logger'

import { hookBody } from '../channels/hook-body'
import { json, problem } from './answers'
import type { ApiContext } from './api-context'
import { bodyLimit } from './body-limit'
import { consentPage } from './consent-page'
import { PERSON_PAGE_HEADERS } from './person-page'
import { isSameSecret } from '../accounts/secrets'
import { route, type Api } from './route'

const HOOK_BODY_BYTES = 1024 * 1024

const healthRoute = route({
  access: 'agent',
  method: 'get',
  path: '/api/health',
  summary: 'Is the hub up?',
  responses: { 200: json(health, 'It is.') },
})

const callback = route({
  access: 'anybody',
  method: 'get',
  path: '/oauth/callback',
  summary: 'The browser comes back here from the platform’s consent page.',
  request: { query: z.object({ state: z.string().min(1).max(512) }).loose() },
  responses: {
    200: { description: 'A page for the person.', content: { 'text/html': { schema: z.string() } } },
    400: { description: 'A page that says it did not work.', content: { 'text/html': { schema: z.string() } } },
  },
})

const hook = route({
  access: 'anybody',
  method: 'post',
  path: '/hooks/{channelId}/{pathSecret}',
  summary: 'The platform tells of an event. The path is the secret.',
  request: {
    params: z.object({ channelId, pathSecret: z.string().min(1).max(128) }),
    // Any content type: platforms test hooks with bodies of their own. Read and parsed by hand below.
    body: { content: { '*/*': { schema: {} } } },
  },
  responses: {
    200: json(
      z.object({ ok: z.literal(true) }),
      'Kept durably, or nothing to keep: platforms test with bodies of any kind.',
    ),
    403: json(restError, 'The secret of the event is not the one that was agreed.'),
    404: json(restError, 'No such hook.'),
    413: json(restError, 'More than 1 MB.'),
  },
})

/** Routes without the bearer secret. */
export function addPublicRoutes(app: Api, context: ApiContext): void {
  app.openapi(healthRoute, (c) =>
    c.json({ status: 'ok' as const, version: context.version, databaseSetAside: context.store.setAside }, 200),
  )

  app.openapi(callback, async (c) => {
    const query = z.record(z.string(), z.string()).parse(c.req.query())
    const result = (await context.drivers.finishConsent(query).catch((error: unknown) => {
      context.logger.error('an authorisation could not be finished', { cause: describeError(error) })
      return { kind: 'failed' as const, detail: 'internal' }
    })) ?? { kind: 'unknownState' as const }
    const page = consentPage(result.kind, c.req.header('accept-language') ?? '')
    const status = result.kind === 'authorised' ? 200 : 400
    return c.html(page, status, PERSON_PAGE_HEADERS)
  })

  app.use(
    '/hooks/*',
    bodyLimit({
      maxSize: HOOK_BODY_BYTES,
      onError: (c) => c.json(problem('tooLarge', 'At most 1 MB is taken.'), 413),
    }),
  )
  app.openapi(hook, async (c) => {
    const { channelId: id, pathSecret } = c.req.valid('param')
    const found = context.channels.hookOf(id)
    if (!found || !isSameSecret(pathSecret, found.pathSecret)) {
      return c.json(problem('unknownHook', 'There is no such hook.'), 404)
    }
    const body = await c.req.text()
    const secret = c.req.header('x-secret') ?? null
    if (!found.driver) {
      await context.hooks.passOn(id, body, secret)
      return c.json({ ok: true as const }, 200)
    }
    const verdict = await found.driver.handleWebhook(hookBody(body), secret)
    if (verdict === 'refused') return c.json(problem('wrongSecret', 'The secret is not the one that was agreed.'), 403)
    return c.json({ ok: true as const }, 200)
  })
}
