import {
  CASE_COLUMNS,
  caseRows,
  caseRowsQuery,
  exportQuery,
  funnelView,
  partsQuery,
  peopleQuery,
  peopleView,
  periodQuery,
  reportQuery,
  reportView,
  spanView,
} from '#shared/contract/reports'
import { spanOf, type ReportPeriod } from '#shared/domain/report/period'

import type { Caller } from '../accounts/caller'
import { recordAudit } from '../store/audit-log'
import { caseFile, FILE_TYPES } from '../reports/case-file'
import { selectionRules } from '../reports/case-table'
import { exportParts } from '../reports/export-parts'
import { peopleBehind, vacancyFunnel } from '../reports/funnel'
import { periodReport } from '../reports/period-report'
import { REPORT_WORDS } from '../reports/report-words'
import { MAX_ROWS } from '../reports/xlsx/sheet'
import { countSelected, selectedCases } from '../store/case-report'
import { readHours } from '../store/central-settings'
import { namesOf } from '../store/report-names'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { callerOf, route, type Api } from './route'

const NO_PERIOD = problem('invalid', 'Give days that exist, the first not after the last, and at most two years.')
const TOO_MANY = problem('invalid', `A sheet holds ${String(MAX_ROWS)} cases. Choose a shorter period or CSV.`)
const PARTS_TYPE = 'text/x-ndjson'

const span = route({
  access: 'supervisor',
  method: 'get',
  path: '/api/reports/span',
  summary: 'Which instants a period of the company’s calendar is.',
  request: { query: periodQuery },
  responses: { 200: json(spanView, 'From the first of them to before the last.'), ...failures },
})
const numbers = route({
  access: 'supervisor',
  method: 'get',
  path: '/api/reports/numbers',
  summary:
    'The numbers of a period of the company’s calendar, in all and told apart by channel, team, agent and so on.',
  request: { query: reportQuery },
  responses: { 200: json(reportView, 'The numbers, and which instants the period is.'), ...failures },
})
const rows = route({
  access: 'supervisor',
  method: 'get',
  path: '/api/reports/cases',
  summary: 'One row for each selected case, sorted, a page at a time.',
  request: { query: caseRowsQuery },
  responses: { 200: json(caseRows, 'A page; the first one says how many there are in all.'), ...failures },
})
const csv = route({
  access: 'supervisor',
  method: 'get',
  path: '/api/reports/cases.csv',
  summary: 'One line for each selected case, as CSV (UTF-8; semicolons in Russian, as its spreadsheets want it).',
  request: { query: exportQuery },
  responses: {
    200: { description: 'As many as there are.', content: { 'text/csv': { schema: { type: 'string' } } } },
    ...failures,
  },
})
const parts = route({
  access: 'supervisor',
  method: 'get',
  path: '/api/reports/cases/parts',
  summary: 'The selected cases as a file (XLSX or CSV), told in lines: how many, pieces in base64, that it is whole.',
  request: { query: partsQuery },
  responses: {
    200: { description: 'Lines of JSON.', content: { [PARTS_TYPE]: { schema: { type: 'string' } } } },
    ...failures,
  },
})

const funnel = route({
  access: 'supervisor',
  method: 'get',
  path: '/api/reports/funnel',
  summary: 'Who responded to which vacancy in a period, and how far each came since.',
  request: { query: periodQuery },
  responses: { 200: json(funnelView, 'In all and for each vacancy.'), ...failures },
})
const people = route({
  access: 'supervisor',
  method: 'get',
  path: '/api/reports/funnel/people',
  summary: 'Who made a step of the funnel.',
  request: { query: peopleQuery },
  responses: { 200: json(peopleView, 'In the order in which they responded.'), ...failures },
})

export function addReportRoutes(app: Api, { store, clock, logger, newId }: ApiContext): void {
  /** Before the first byte leaves. */
  const note = ({ agentId }: Caller, format: string, cases: number | null) =>
    store.write((tx) => recordAudit(tx, newId(), { kind: 'casesExported', actorId: agentId, about: { format, cases } }))
  const spanNow = async (period: ReportPeriod) => {
    const { timeZone } = await store.read(readHours)
    const found = spanOf(period, timeZone, clock.now())
    return found && { span: found, timeZone }
  }
  app.openapi(span, async (c) => {
    const found = await spanNow(c.req.valid('query'))
    return found ? c.json(found, 200) : c.json(NO_PERIOD, 400)
  })
  app.openapi(numbers, async (c) => {
    const { grouping, period } = c.req.valid('query')
    const found = await spanNow(period)
    if (!found) return c.json(NO_PERIOD, 400)
    const view = await periodReport(store, found.span, grouping)
    return c.json({ ...view, groups: [...view.groups] }, 200)
  })
  app.openapi(rows, async (c) => {
    const { sort, order, limit, after, ...selection } = c.req.valid('query')
    const [value = '', id = ''] = after?.split(',') ?? []
    const place = after === undefined ? null : { value: Number(value), id }
    const page = await store.read(async (view) => {
      const rules = await selectionRules(view)
      const found = await selectedCases(view, selection, rules, { sort, order }, place, limit)
      return { ...found, total: place ? null : await countSelected(view, selection, rules) }
    })
    const next = page.last && `${String(page.last.value)},${page.last.id}`
    return c.json({ rows: [...page.rows], total: page.total, next }, 200)
  })
  app.openapi(funnel, async (c) => {
    const found = await spanNow(c.req.valid('query'))
    if (!found) return c.json(NO_PERIOD, 400)
    const { rows: all, vacancies } = await vacancyFunnel(store, found.span)
    const names = await store.read((view) => namesOf(view, 'channel'))
    const named = vacancies.map((each) => ({ ...each, channel: names.get(each.channelId) ?? '' }))
    return c.json(funnelView.parse({ span: found.span, rows: all, vacancies: named }), 200)
  })
  app.openapi(people, async (c) => {
    const { step, channelId, vacancyId, ...period } = c.req.valid('query')
    const wish = channelId !== undefined && vacancyId !== undefined ? { channelId, vacancyId } : null
    return c.json(peopleView.parse({ people: await peopleBehind(store, period, step, wish) }), 200)
  })
  app.openapi(csv, async (c) => {
    const { language, columns = CASE_COLUMNS, ...selection } = c.req.valid('query')
    await note(callerOf(c), 'csv', null)
    const { pieces } = await caseFile(store, 'csv', language, { selection, columns, words: REPORT_WORDS[language] })
    return c.body(streamOf(pieces), 200, { 'content-type': FILE_TYPES.csv })
  })
  app.openapi(parts, async (c) => {
    const { language, columns = CASE_COLUMNS, format, ...selection } = c.req.valid('query')
    const cases = await store.read(async (view) => countSelected(view, selection, await selectionRules(view)))
    if (format === 'xlsx' && cases > MAX_ROWS) return c.json(TOO_MANY, 400)
    await note(callerOf(c), format, cases)
    const file = await caseFile(store, format, language, { selection, columns, words: REPORT_WORDS[language] })
    return c.body(streamOf(exportParts({ ...file, cases }, logger)), 200, { 'content-type': PARTS_TYPE })
  })
}

/** Taken as fast as the far side reads; whoever goes ends what makes it. */
function streamOf(pieces: AsyncIterable<Uint8Array | string>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next()
      if (next.done === true) controller.close()
      else controller.enqueue(typeof next.value === 'string' ? Buffer.from(next.value, 'utf8') : next.value)
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}
