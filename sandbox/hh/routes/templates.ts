import { Hono, type Context } from 'hono'

import { badArgument, notFound } from '../api-error'
import type { HhContext } from '../context'
import type { Resume, Vacancy } from '../model'
import { nameJson } from '../wire/negotiation-json'
import { employerOnly, formOf, jsonBody, ownEmployer, type EmployerEnv } from './guard'

const SMS_TEXT = 'Работодатель ответил на ваш отклик. Подробности на hh.ru'

/** Texts that go with a stage (facts §5). */
export function templateRoutes(sandbox: HhContext): Hono<EmployerEnv> {
  const app = new Hono<EmployerEnv>()
  const { templates } = sandbox
  const allowed = employerOnly(sandbox, 'negotiations')

  app.get('/message_templates/:template', allowed, (c) => {
    const { vacancy, resume } = aboutWhat(sandbox, c)
    const stage = vacancy.funnel.stages.find(({ id }) => id === c.req.param('template'))
    if (!stage) throw notFound()
    return c.json({
      mail: {
        text: templates.textFor(stage, vacancy, resume),
        employer_state: nameJson(stage),
        template_modified: templates.isChanged(stage.id),
      },
      sms: { text: SMS_TEXT, employer_state: nameJson(stage), template_modified: false },
    })
  })

  // Of these two the facts name only the call: id, name and text are the least there can be.
  app.get('/employers/:employer/mail_templates', allowed, (c) => {
    ownEmployer(c)
    return c.json({ items: templates.all() })
  })
  app.put('/employers/:employer/mail_templates/:id', allowed, async (c) => {
    ownEmployer(c)
    const isJson = (c.req.header('content-type') ?? '').startsWith('application/json')
    const text = isJson ? (await jsonBody(c))['text'] : (await formOf(c)).get('text')
    if (typeof text !== 'string' || text === '') throw badArgument('text')
    if (!templates.change(c.req.param('id'), text)) throw notFound()
    return c.body(null, 204)
  })
  return app
}

/** `topic_id`, or a vacancy with a résumé. */
function aboutWhat({ world }: HhContext, c: Context<EmployerEnv>): { vacancy: Vacancy; resume: Resume } {
  const { topic_id: topicId, vacancy_id: vacancyId, resume_id: resumeId } = c.req.query()
  if (topicId !== undefined) return world.ownTopic(c.get('manager'), topicId)
  if (vacancyId === undefined || resumeId === undefined) throw badArgument('topic_id')
  return { vacancy: world.ownVacancy(c.get('manager'), vacancyId), resume: world.resume(resumeId) }
}
