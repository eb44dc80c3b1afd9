import { Hono, type Context } from 'hono'

import { badArgument, notFound } from '../api-error'
import type { HhContext } from '../context'
import type { Topic, Vacancy } from '../model'
import { hasUpdates } from '../rules/negotiation-rules'
import { ageOf, collectionsJson, nameJson, ORDERS, topicJson, topicsIn, updatedAtMs } from '../wire/negotiation-json'
import { pageJson } from '../wire/page-json'
import { shortVacancyJson } from '../wire/vacancy-json'
import { employerOnly, pageOf, type EmployerEnv } from './guard'

const MAX_PER_PAGE = 50

/**
 * Reading of responses and invitations (facts §4). Every manager of the employer sees those of every vacancy: it is not
 * documented otherwise.
 */
export function negotiationRoutes(sandbox: HhContext): Hono<EmployerEnv> {
  const app = new Hono<EmployerEnv>()
  const { world } = sandbox
  const allowed = employerOnly(sandbox, 'negotiations')

  app.get('/negotiations', allowed, (c) => {
    const vacancy = vacancyOf(sandbox, c)
    return c.json({
      collections: collectionsJson(world, vacancy),
      generated_collections: [],
      employer_states: vacancy.funnel.stages.map(nameJson),
    })
  })

  // Ids are digits, collections are words.
  app.get('/negotiations/:id{[0-9]+}', allowed, (c) => {
    const topic = world.ownTopic(c.get('manager'), c.req.param('id'))
    return c.json({ ...topicJson(world, topic), vacancy: shortVacancyJson(world, topic.vacancy) })
  })

  app.get('/negotiations/:collection', allowed, (c) => {
    const { page, perPage } = pageOf(c, MAX_PER_PAGE)
    const collection = c.req.param('collection')
    const topics = topicsIn(world, vacancyOf(sandbox, c), collection)
    if (!topics) throw notFound()
    const order = orderOf(c)
    const by = order.id === 'created_at' ? (topic: Topic) => topic.createdAtMs : updatedAtMs
    const found = topics
      .filter((topic) => isWanted(sandbox, c, topic, collection === 'response'))
      .sort((a, b) => by(b) - by(a) || Number(b.id) - Number(a.id))
    return c.json({
      ...pageJson(found, page, perPage, (topic) => topicJson(world, topic)),
      ordered_by: order,
      hidden_count: 0,
    })
  })
  return app
}

function vacancyOf({ world }: HhContext, c: Context<EmployerEnv>): Vacancy {
  const id = c.req.query('vacancy_id')
  if (id === undefined) throw badArgument('vacancy_id')
  return world.ownVacancy(c.get('manager'), id)
}

function orderOf(c: Context) {
  const wanted = c.req.query('order_by') ?? 'created_at'
  const order = ORDERS.find(({ id }) => id === wanted)
  if (!order) throw badArgument('order_by')
  return order
}

/** The filters a desk may need; the other documented ones, like unknown parameters, are ignored. */
function isWanted({ world }: HhContext, c: Context, topic: Topic, isResponses: boolean): boolean {
  const isNewOnly = c.req.query(isResponses ? 'show_only_new_responses' : 'show_only_new') === 'true'
  if (isNewOnly && !hasUpdates(topic)) return false
  const { person, text } = topic.resume
  const age = ageOf(person.birthDate, world.clock.now())
  const [from, to] = [c.req.query('age_from'), c.req.query('age_to')]
  if ((from !== undefined && age < Number(from)) || (to !== undefined && age > Number(to))) return false
  const words = [text.title, text.skills, person.firstName, person.lastName].join(' ').toLowerCase()
  return words.includes((c.req.query('search_text') ?? '').toLowerCase())
}
