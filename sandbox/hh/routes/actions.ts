import { Hono } from 'hono'

import { badArgument, negotiationsRefusal } from '../api-error'
import type { HhContext } from '../context'
import type { Manager, Topic } from '../model'
import {
  checkMove,
  checkStageMessage,
  findTopic,
  markRead,
  moveTopic,
  openTopic,
  sayWithStage,
  type StageMessage,
} from '../rules/negotiation-rules'
import { toldState } from '../rules/funnel'
import { employerOnly, formOf, type EmployerEnv } from './guard'

const MAX_TOPICS = 50

/** Moves between stages, invitations and the mark of reading (facts §5). All take a form, all answer without a body. */
export function actionRoutes(sandbox: HhContext): Hono<EmployerEnv> {
  const app = new Hono<EmployerEnv>()
  const { world, settings } = sandbox
  const allowed = employerOnly(sandbox, 'negotiations')

  app.put('/negotiations/:action/:id{[0-9]+}', allowed, async (c) => {
    const { action, id } = c.req.param()
    move(sandbox, c.get('manager'), [world.ownTopic(c.get('manager'), id)], action, await formOf(c))
    return c.body(null, 204)
  })

  app.put('/negotiations/:collection', allowed, async (c) => {
    const form = await formOf(c)
    move(sandbox, c.get('manager'), topicsOf(sandbox, c.get('manager'), form), c.req.param('collection'), form)
    return c.body(null, 204)
  })

  app.post('/negotiations/read', allowed, async (c) => {
    for (const topic of topicsOf(sandbox, c.get('manager'), await formOf(c))) markRead(topic)
    return c.body(null, 204)
  })

  app.post('/negotiations/:stage', allowed, async (c) => {
    const form = await formOf(c)
    const manager = c.get('manager')
    const vacancy = world.ownVacancy(manager, form.get('vacancy_id') ?? '')
    const resume = world.resumes.get(form.get('resume_id') ?? '')
    if (!resume || resume.isGone) throw negotiationsRefusal('resume_not_found')
    const stage = vacancy.funnel.stages.find(({ id, isEntry }) => id === c.req.param('stage') && !isEntry)
    if (!stage || vacancy.state !== 'active') throw negotiationsRefusal('wrong_state')
    if (findTopic(world, vacancy, resume)) throw negotiationsRefusal('already_applied')
    const given = stageMessageOf(form)
    checkStageMessage(stage, given, settings)
    const state = given.message === null ? 'response' : (toldState(stage.id) ?? 'invitation')
    const opened = {
      vacancy,
      resume,
      source: 'NEGOTIATION',
      state,
      employerState: stage.id,
      isResponse: false,
    } as const
    const topic = openTopic(world, opened)
    if (given.message === null) topic.untoldState = toldState(stage.id)
    else {
      const said = sayWithStage(world, topic, manager, given.message)
      sandbox.accepted.push({ chatId: topic.chat.id, message: said, manager })
    }
    return c.html('', 201)
  })
  return app
}

/** All or nothing: the first that may not be moved stops it before any was. */
function move(sandbox: HhContext, manager: Manager, topics: readonly Topic[], action: string, form: URLSearchParams) {
  const given = stageMessageOf(form)
  for (const topic of topics) checkMove(topic, action, given, sandbox.settings)
  for (const topic of topics) {
    const said = moveTopic(sandbox.world, topic, action, manager, given.message)
    if (said) sandbox.accepted.push({ chatId: topic.chat.id, message: said, manager })
  }
}

function topicsOf({ world }: HhContext, manager: Manager, form: URLSearchParams): Topic[] {
  const ids = [...new Set(form.getAll('topic_id'))]
  if (ids.length === 0 || ids.length > MAX_TOPICS) throw badArgument('topic_id')
  const topics = ids.map((id) => world.ownTopic(manager, id))
  if (topics.some(({ vacancy }) => vacancy !== topics[0]?.vacancy)) throw negotiationsRefusal('application_denied')
  return topics
}

function stageMessageOf(form: URLSearchParams): StageMessage {
  return {
    message: form.get('message'),
    addressId: form.get('address_id'),
    isSmsWanted: form.get('send_sms') === 'true',
  }
}
