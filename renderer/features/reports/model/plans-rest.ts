import type { HubConnection } from '#shared/contract/ipc/hub'
import { planList, type PlanList } from '#shared/contract/report-plans'
import type { ReportPlan } from '#shared/domain/report/plan'
import { ok } from '#shared/lib/result'

import { createAsk } from '../../../ipc/hub-ask'
import { hubConnection } from '../../../ipc/hub-connection'
import type { Answer } from './reports-rest'

const PATH = '/api/reports/plans'

export interface PlansRest {
  readonly list: () => Answer<PlanList>
  readonly save: (id: string, plan: { readonly plan: ReportPlan; readonly isOn: boolean }) => Answer<unknown>
  readonly remove: (id: string) => Answer<unknown>
  readonly send: (id: string, runId: string) => Answer<unknown>
}

export function createPlansRest(
  connection: () => HubConnection | null = () => hubConnection().getState().value,
  send: typeof fetch = (url, init) => fetch(url, init),
): PlansRest {
  const ask = createAsk(connection, send, [])
  return {
    async list() {
      const answer = await ask('GET', PATH)
      return answer.ok ? ok(planList.parse(answer.value)) : answer
    },
    save: (id, plan) => ask('PUT', `${PATH}/${id}`, plan),
    remove: (id) => ask('DELETE', `${PATH}/${id}`),
    send: (id, runId) => ask('POST', `${PATH}/${id}/send`, { runId }),
  }
}
