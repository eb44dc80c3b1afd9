import { CASE_MOMENTS, type CaseMoment, type ReportView } from '#shared/contract/reports'
import type { PeriodSpan } from '#shared/domain/report/period'
import type { Grouping, ReportCase } from '#shared/domain/report/report'
import { ReportFold } from '#shared/domain/report/report-fold'

import { readHours, readTargets } from '../store/central-settings'
import { namesOf } from '../store/report-names'
import {
  callMoments,
  caseMoments,
  messageMoments,
  type CallPage,
  type CaseMomentPage,
  type MessagePage,
  type Place,
} from '../store/report-moments'
import type { Store } from '../store/store'
import { giveTurn } from './turn'

/** Rows of one question; between two of them the hub does everything else that waits. */
const ROWS_AT_ONCE = 1000
const CHATS_AT_ONCE = 300

/** The numbers of a period, told apart as wished. Read page by page: a year of cases keeps nobody waiting. */
export async function periodReport(store: Store, span: PeriodSpan, grouping: Grouping): Promise<ReportView> {
  const { timeZone } = await store.read(readHours)
  const targets = await store.read(readTargets)
  const fold = new ReportFold({ grouping, timeZone, targets })
  const onCase: Readonly<Record<CaseMoment, (one: ReportCase) => void>> = {
    opened: (one) => {
      fold.opened(one)
    },
    answered: (one) => {
      fold.answered(one)
    },
    closed: (one) => {
      fold.closed(one)
    },
  }
  for (const moment of CASE_MOMENTS)
    await eachPage<CaseMomentPage, Place>(
      (after) => store.read((view) => caseMoments(view, moment, span, after, ROWS_AT_ONCE)),
      ({ cases }) => {
        cases.forEach(onCase[moment])
      },
    )
  await eachPage<CallPage, Place>(
    (after) => store.read((view) => callMoments(view, span, after, ROWS_AT_ONCE)),
    ({ calls }) => {
      for (const call of calls) fold.call(call)
    },
  )
  await eachPage<MessagePage, string>(
    (after) => store.read((view) => messageMoments(view, span, after, CHATS_AT_ONCE)),
    ({ messages }) => {
      for (const some of messages) fold.messages(some)
    },
  )
  const groups = fold.byGroup()
  const names = await store.read((view) => namesOf(view, grouping))
  return {
    span,
    timeZone,
    goalPercent: targets.goalPercent,
    total: fold.total(),
    groups: groups.map(({ key, numbers }) => ({ key, name: names.get(key ?? '') ?? null, numbers })),
  }
}

async function eachPage<P extends { readonly last: A | null }, A>(
  ask: (after: A | null) => Promise<P>,
  take: (page: P) => void,
): Promise<void> {
  for (let after: A | null = null; ;) {
    const page: P = await ask(after)
    take(page)
    after = page.last
    await giveTurn()
    if (after === null) return
  }
}
