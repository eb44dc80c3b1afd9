import { agentDaysQuery, agentDaysReply } from '#shared/contract/agent-days'

import { readAgentDays } from '../reports/agent-days'
import { failures, json } from './answers'
import type { ApiContext } from './api-context'
import { route, type Api } from './route'

const days = route({
  access: 'supervisor',
  method: 'get',
  path: '/api/agent-days',
  summary: 'What each agent did in a day: statuses, cases taken and closed, calls.',
  request: { query: agentDaysQuery },
  responses: { 200: json(agentDaysReply, 'One entry for each agent.'), ...failures },
})

export function addAgentDayRoutes(app: Api, { store }: ApiContext): void {
  app.openapi(days, async (c) => {
    const reply = await store.read((view) => readAgentDays(view, c.req.valid('query')))
    return c.json(reply, 200)
  })
}
