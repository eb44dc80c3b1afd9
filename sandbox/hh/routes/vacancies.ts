import { Hono, type Context } from 'hono'

import { notFound } from '../api-error'
import type { HhContext } from '../context'
import type { Resume, Vacancy } from '../model'
import { findTopic } from '../rules/negotiation-rules'
import { inviteJson, nameJson, stageOf } from '../wire/negotiation-json'
import { pageJson } from '../wire/page-json'
import { fullVacancyJson, shortVacancyJson, vacancyItemJson } from '../wire/vacancy-json'
import { employerOnly, ownEmployer, pageOf, type EmployerEnv } from './guard'

const MAX_PER_PAGE = 50

/** Facts §3. Of the filters those by manager and text; the rest are taken and change nothing. */
export function vacancyRoutes(sandbox: HhContext): Hono<EmployerEnv> {
  const app = new Hono<EmployerEnv>()
  const { world } = sandbox
  const allowed = employerOnly(sandbox)

  app.get('/employers/:employer/vacancies/active', allowed, (c) => {
    const { page, perPage } = pageOf(c, MAX_PER_PAGE)
    const resumeId = c.req.query('resume_id')
    const resume = resumeId === undefined ? null : world.resume(resumeId)
    return c.json(
      pageJson(listed(sandbox, c, 'active'), page, perPage, (vacancy) => ({
        ...vacancyItemJson(world, vacancy),
        ...(resume ? invitingJson(sandbox, vacancy, resume) : {}),
      })),
    )
  })
  for (const state of ['archived', 'hidden'] as const) {
    app.get(`/employers/:employer/vacancies/${state}`, allowed, (c) => {
      const { page, perPage } = pageOf(c, MAX_PER_PAGE)
      return c.json(pageJson(listed(sandbox, c, state), page, perPage, (vacancy) => shortVacancyJson(world, vacancy)))
    })
  }
  app.get('/vacancies/:id', allowed, (c) => {
    const vacancy = world.vacancies.get(c.req.param('id'))
    if (!vacancy) throw notFound()
    return c.json(fullVacancyJson(world, vacancy))
  })
  return app
}

function listed({ world, settings }: HhContext, c: Context<EmployerEnv>, state: Vacancy['state']): Vacancy[] {
  const manager = ownEmployer(c)
  const asked = [...(c.req.queries('manager_id') ?? []), ...(c.req.queries('manager_ids') ?? [])]
  const isAll = settings.vacancyLists === 'all' || c.req.query('all_accessible') === 'true'
  const managers = asked.length > 0 ? asked : isAll ? null : [manager.id]
  const text = (c.req.query('text') ?? '').toLowerCase()
  return world
    .vacanciesOf(manager.employer, state)
    .filter((vacancy) => managers?.includes(vacancy.manager.id) ?? true)
    .filter(({ name }) => name.toLowerCase().includes(text))
    .sort((a, b) => b.createdAtMs - a.createdAtMs)
}

function invitingJson({ world }: HhContext, vacancy: Vacancy, resume: Resume) {
  const topic = findTopic(world, vacancy, resume)
  const invites = vacancy.funnel.stages.filter(({ id, isEntry }) => !isEntry && !id.startsWith('discard'))
  return {
    can_invite: topic === null,
    employer_negotiations_state: topic && nameJson(stageOf(vacancy, topic.employerState)),
    negotiations_actions: topic ? [] : invites.map((stage) => inviteJson(world, stage)),
  }
}
