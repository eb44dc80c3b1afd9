import { agentParams } from '#shared/contract/administration'
import { erasedColleague, eraseColleagueRequest } from '#shared/contract/personal-data'
import { restError } from '#shared/contract/rest'

import { eraseColleague, type ColleagueRefusal } from '../personal-data/erase-colleague'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { body, noSignIn } from './auth-answers'
import { callerOf, route, type Api } from './route'

const erase = route({
  access: 'administrator',
  method: 'post',
  path: '/api/accounts/{agentId}/erase',
  summary: 'Erases what is personal of a colleague whose account is closed. It cannot be undone.',
  request: { params: agentParams, ...body(eraseColleagueRequest) },
  responses: {
    200: json(erasedColleague, 'The name under which they are told of from now on.'),
    409: json(restError, 'Not as things stand; `error` says why.'),
    ...failures,
  },
})

const REFUSALS: Readonly<Record<ColleagueRefusal, string>> = {
  unknownAgent: 'There is no such agent.',
  yourself: 'You cannot erase yourself; ask another administrator once your account is closed.',
  lastAdministrator: 'Somebody has to remain who can let others in.',
  notClosed: 'This account is open; close it first.',
  wrongConfirmation: 'Name the person exactly as shown; nothing was erased.',
}

/** What goes when somebody has left the company (spec C9). */
export function addColleagueRoutes(app: Api, { store, newId, accounts, erasures, logger }: ApiContext): void {
  app.openapi(erase, async (c) => {
    if (!accounts) return c.json(noSignIn(), 409)
    const { agentId } = c.req.valid('param')
    const wish = c.req.valid('json')
    const erased = await store.write((tx) => eraseColleague(tx, newId, callerOf(c), agentId, wish))
    if (!erased.ok)
      return c.json(problem(erased.error, REFUSALS[erased.error]), erased.error === 'unknownAgent' ? 404 : 409)
    logger.info('the data of a former colleague is being erased', { agent: agentId })
    erasures.wake()
    return c.json({ name: erased.value }, 200)
  })
}
