import { Hono } from 'hono'
import { z } from 'zod'

import { invalid, notFound } from '../api-error'
import type { SandboxContext } from '../context'
import { guard, jsonBody } from '../routes/guard'
import { vacancyJson } from './wire'

const batchBody = z.object({
  ids: z.array(z.number().int()).min(1).max(100),
  fields: z.array(z.string()).optional(),
  params: z.array(z.string()).optional(),
})

/** Section 3 of facts/avito-jobs.md: what is read of own vacancies. */
export function vacancyRoutes({ jobs }: SandboxContext['job'], sandbox: SandboxContext): Hono {
  const app = new Hono()
  const allowed = guard(sandbox, 'job:vacancy')
  const { account } = sandbox.world

  app.get('/job/v2/vacancies/:id', allowed, (c) => {
    const vacancy = jobs.vacancy(Number(c.req.param('id')))
    if (!vacancy) throw notFound('Vacancy')
    return c.json(vacancyJson(vacancy, account.name))
  })

  app.post('/job/v2/vacancies/batch', allowed, async (c) => {
    const body = batchBody.safeParse(await jsonBody(c))
    if (!body.success) throw invalid('ids', 'from 1 to 100 ids')
    const { ids, fields } = body.data
    const found = ids.flatMap((id) => jobs.vacancy(id) ?? [])
    return c.json(found.map((vacancy) => only(vacancyJson(vacancy, account.name), fields)))
  })
  return app
}

function only(json: Readonly<Record<string, unknown>>, fields: readonly string[] | undefined) {
  if (!fields) return json
  return Object.fromEntries(Object.entries(json).filter(([name]) => name === 'id' || fields.includes(name)))
}
