import { zoneOffsets } from '#shared/domain/zone-offsets'

import { reportedCases, type ReportedCase } from '../store/case-report'
import { readHours } from '../store/central-settings'
import type { Store } from '../store/store'
import { BYTE_ORDER_MARK, csvLine } from './csv'
import type { ReportWords } from './report-words'

/** Between two pages the hub does everything else that waits. */
const CASES_AT_ONCE = 500

/** One line for each case that was opened in the period; read as fast as it is taken, and never held as a whole. */
export async function* caseCsv(
  store: Store,
  period: { readonly fromMs: number; readonly untilMs: number },
  words: ReportWords,
  atOnce = CASES_AT_ONCE,
): AsyncGenerator<string> {
  const { timeZone } = await store.read(readHours)
  yield BYTE_ORDER_MARK + csvLine(words.columns)
  for (let last: ReportedCase | null = null; ;) {
    const after: ReportedCase | null = last
    const page: readonly ReportedCase[] = await store.read((view) => reportedCases(view, period, after, atOnce))
    if (page.length > 0) yield page.map((each) => lineOf(each, words, timeZone)).join('')
    last = page.at(-1) ?? null
    if (page.length < atOnce) return
  }
}

function lineOf(each: ReportedCase, words: ReportWords, timeZone: string): string {
  const moment = (atMs: number | null) => (atMs === null ? null : momentOf(atMs, timeZone))
  const seconds = (untilMs: number | null) =>
    untilMs === null ? null : Math.max(0, Math.round((untilMs - each.openedAtMs) / 1000))
  return csvLine([
    each.number,
    moment(each.openedAtMs),
    moment(each.firstAnswerMs),
    seconds(each.firstAnswerMs),
    moment(each.closedAtMs),
    seconds(each.closedAtMs),
    words.states[each.state],
    each.closedBy === null ? null : (words.closedBy[each.closedBy] ?? each.closedBy),
    each.channel,
    each.team,
    each.agent,
    each.client,
    each.vacancy,
    each.topic,
  ])
}

/** «2026-11-29 07:26:05», by the clock of the company: spreadsheets of every language take it for a moment. */
function momentOf(atMs: number, timeZone: string): string {
  return new Date(atMs + zoneOffsets(timeZone).at(atMs)).toISOString().slice(0, 19).replace('T', ' ')
}
