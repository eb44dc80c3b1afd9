import { z } from 'zod'

import { planList, savePlanRequest, sendPlanRequest } from '#shared/contract/report-plans'

import { actorOf } from '../accounts/caller'
import { readHours } from '../store/central-settings'
import { listPlans, removePlan, savePlan, sendPlanNow } from '../store/report-plans'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { callerOf, route, type Api } from './route'

const path = '/api/reports/plans'
const params = z.object({ planId: z.uuid() })
const body = <T>(schema: T) => ({ required: true, content: { 'application/json': { schema } } })

const list = route({
  access: 'supervisor',
  method: 'get',
  path,
  summary: 'Reports that go out by e-mail by themselves, and how their latest letters fared.',
  responses: { 200: json(planList, 'Of all authors.'), ...failures },
})
const save = route({
  access: 'supervisor',
  method: 'put',
  path: `${path}/{planId}`,
  summary: 'Plans a report, or changes it; whoever saves it is its author.',
  request: { params, body: body(savePlanRequest) },
  responses: { 204: { description: 'Saved.' }, ...failures },
})
const drop = route({
  access: 'supervisor',
  method: 'delete',
  path: `${path}/{planId}`,
  summary: 'Removes a planned report; nothing of it is sent any more.',
  request: { params },
  responses: { 204: { description: 'Removed.' }, ...failures },
})
const send = route({
  access: 'supervisor',
  method: 'post',
  path: `${path}/{planId}/send`,
  summary: 'Sends it to its receivers now, also while it is off.',
  request: { params, body: body(sendPlanRequest) },
  responses: { 204: { description: 'It will be sent; the list says how that went.' }, ...failures },
})

export function addReportPlanRoutes(app: Api, { store, mail }: ApiContext): void {
  app.openapi(list, async (c) => {
    const plans = await store.read(listPlans)
    const { timeZone } = await store.read(readHours)
    const told = plans.map(({ authorId, authorName, ...plan }) => ({
      ...plan,
      author: { id: authorId, name: authorName },
    }))
    return c.json(planList.parse({ plans: told, hasMail: await mail.isOn(), timeZone }), 200)
  })
  app.openapi(save, async (c) => {
    const { planId } = c.req.valid('param')
    const authorId = actorOf(callerOf(c), undefined)
    await store.write((tx) => savePlan(tx, planId, { ...c.req.valid('json'), authorId }))
    return c.body(null, 204)
  })
  app.openapi(drop, async (c) => {
    await store.write((tx) => removePlan(tx, c.req.valid('param').planId))
    return c.body(null, 204)
  })
  app.openapi(send, async (c) => {
    const { planId } = c.req.valid('param')
    const isThere = await store.write((tx) => sendPlanNow(tx, planId, c.req.valid('json').runId))
    return isThere
      ? c.body(null, 204)
      : c.json(problem('unknownPlan', 'There is no such planned report: it was removed.'), 404)
  })
}
