import { Hono, type Context } from 'hono'
import { z } from 'zod'

import { ApiError, invalid } from '../api-error'
import type { SandboxContext } from '../context'
import { guard, jsonBody } from '../routes/guard'
import { STATES, type SandboxApplication } from './model'
import { applicationJson, listedJson } from './wire'

const MAX_ITEMS = 100
const DAY = /^\d{4}-\d{2}-\d{2}$/

const ids = z.array(z.string()).min(1).max(MAX_ITEMS)
const byIdsBody = z.object({ ids })
const actionsBody = z.object({ action: z.enum(STATES.map(({ slug }) => slug)), ids })
const viewedBody = z.object({
  applies: z
    .array(z.object({ id: z.string(), is_viewed: z.boolean() }))
    .min(1)
    .max(MAX_ITEMS),
})
const hookBody = z.object({ url: z.url({ protocol: /^https?$/ }), secret: z.string().min(1) })

/** Section 1 of facts/avito-jobs.md. */
export function applicationRoutes({ jobs, hooks }: SandboxContext['job'], sandbox: SandboxContext): Hono {
  const app = new Hono()
  const path = '/job/v1/applications'
  const allowed = guard(sandbox, 'job:applications')

  app.get(`${path}/get_ids`, allowed, (c) => {
    const isWanted = filterOf(c)
    const wanted = jobs.newestFirst().filter(isWanted)
    const cursor = c.req.query('cursor')
    const start = cursor === undefined ? 0 : wanted.findIndex(({ id }) => id === cursor) + 1
    if (cursor !== undefined && start === 0) throw invalid('cursor', 'unknown application')
    return c.json({ applies: wanted.slice(start, start + MAX_ITEMS).map(listedJson) })
  })

  app.post(`${path}/get_by_ids`, allowed, async (c) => {
    const body = parse(byIdsBody, await jsonBody(c))
    return c.json({ applies: jobs.find(body.ids).map(applicationJson) })
  })

  app.get(`${path}/get_states`, allowed, (c) => c.json({ states: STATES }))

  app.post(`${path}/apply_actions`, allowed, async (c) => {
    const body = parse(actionsBody, await jsonBody(c))
    const found = jobs.find(body.ids)
    for (const application of found) jobs.update(application, { state: body.action })
    return c.json({ applies: found.map(listedJson) })
  })

  app.post(`${path}/set_is_viewed`, allowed, async (c) => {
    const body = parse(viewedBody, await jsonBody(c))
    const applies = body.applies.flatMap(({ id, is_viewed: isViewed }) => {
      const [application] = jobs.find([id])
      if (!application) return []
      if (application.isViewed !== isViewed) jobs.update(application, { isViewed })
      return [{ id, is_viewed: isViewed }]
    })
    return c.json({ applies })
  })

  app.put(`${path}/webhook`, allowed, async (c) => {
    const hook = parse(hookBody, await jsonBody(c))
    await hooks.put(hook)
    return c.json(hook)
  })
  app.get(`${path}/webhook`, allowed, (c) => {
    const [oldest] = hooks.list()
    if (!oldest) throw new ApiError(404, 'Webhook not found')
    return c.json(oldest)
  })
  app.get(`${path}/webhooks`, allowed, (c) => c.json({ webhooks: hooks.list() }))
  app.delete(`${path}/webhook`, allowed, (c) => {
    hooks.remove(c.req.query('url') ?? '')
    return c.json({ ok: true })
  })
  return app
}

/** Filters by the day of the last change, while the order is that of creation: an old one may stand deep in the list. */
function filterOf(c: Context): (application: SandboxApplication) => boolean {
  const from = c.req.query('updatedAtFrom') ?? ''
  const fromMs = DAY.test(from) ? Date.parse(`${from}T00:00:00Z`) : Number.NaN
  if (!Number.isFinite(fromMs)) throw invalid('updatedAtFrom', 'YYYY-MM-DD is required')
  const vacancies = c.req.query('vacancyIds')?.split(',')
  const isViewed = c.req.query('is_viewed')
  const state = c.req.query('state')
  return (application) =>
    application.updatedAtMs >= fromMs &&
    (vacancies === undefined || vacancies.includes(String(application.vacancy.item.id))) &&
    (isViewed === undefined || String(application.isViewed) === isViewed) &&
    (state === undefined || application.state === state)
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalid(issue?.path.join('.') ?? 'body', issue?.message ?? 'invalid')
}
