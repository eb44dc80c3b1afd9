import type { z } from 'zod'

import type { HubConnection } from '#shared/contract/ipc/hub'
import { caseRows, funnelView, peopleView, reportView, spanView, type CaseSort } from '#shared/contract/reports'
import type { ReportPeriod } from '#shared/domain/report/period'
import type { Grouping } from '#shared/domain/report/report'
import type { FunnelStep } from '#shared/domain/report/funnel'
import { ok, type Result } from '#shared/lib/result'

import { createAsk, type HubFailure } from '../../../ipc/hub-ask'
import { hubConnection } from '../../../ipc/hub-connection'
import type { CaseFilter } from './case-filter'
import { queryOf } from './case-filter'

export interface CaseOrder {
  readonly sort: CaseSort
  readonly order: 'asc' | 'desc'
}

export interface PeopleWish {
  readonly fromMs: number
  readonly untilMs: number
  readonly step: FunnelStep
  /** `null`: of all vacancies. */
  readonly vacancy: { readonly channelId: string; readonly vacancyId: string } | null
}

export type Answer<T> = Promise<Result<T, HubFailure>>

/** What the pages of reports ask of the hub. */
export interface ReportsRest {
  readonly span: (period: ReportPeriod) => Answer<z.output<typeof spanView>>
  readonly numbers: (period: ReportPeriod, grouping: Grouping) => Answer<z.output<typeof reportView>>
  readonly cases: (filter: CaseFilter, order: CaseOrder, after: string | null) => Answer<z.output<typeof caseRows>>
  readonly funnel: (period: ReportPeriod) => Answer<z.output<typeof funnelView>>
  readonly people: (wish: PeopleWish) => Answer<z.output<typeof peopleView>>
}

export function createReportsRest(
  connection: () => HubConnection | null = () => hubConnection().getState().value,
  send: typeof fetch = (url, init) => fetch(url, init),
): ReportsRest {
  const ask = createAsk(connection, send, [])
  const get = async <S extends z.ZodType>(path: string, query: URLSearchParams, schema: S): Answer<z.output<S>> => {
    const answer = await ask('GET', `/api/reports/${path}?${query.toString()}`)
    return answer.ok ? ok(schema.parse(answer.value)) : answer
  }
  return {
    span: (period) => get('span', periodQuery(period), spanView),
    numbers(period, grouping) {
      const query = periodQuery(period)
      query.set('grouping', grouping)
      return get('numbers', query, reportView)
    },
    cases(filter, { sort, order }, after) {
      const query = queryOf(filter)
      query.set('sort', sort)
      query.set('order', order)
      if (after !== null) query.set('after', after)
      return get('cases', query, caseRows)
    },
    funnel: (period) => get('funnel', periodQuery(period), funnelView),
    people({ fromMs, untilMs, step, vacancy }) {
      const query = new URLSearchParams({ fromMs: String(fromMs), untilMs: String(untilMs), step })
      if (vacancy) {
        query.set('channelId', vacancy.channelId)
        query.set('vacancyId', vacancy.vacancyId)
      }
      return get('funnel/people', query, peopleView)
    },
  }
}

function periodQuery(period: ReportPeriod): URLSearchParams {
  if (period.kind !== 'days') return new URLSearchParams({ period: period.kind })
  return new URLSearchParams({ period: 'days', from: period.from, to: period.to })
}
