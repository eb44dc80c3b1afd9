import { Readable } from 'node:stream'

import { reportQuery } from '#shared/contract/reports'

import { caseCsv } from '../reports/case-csv'
import { REPORT_WORDS } from '../reports/report-words'
import { failures } from './answers'
import type { ApiContext } from './api-context'
import { route, type Api } from './route'

const cases = route({
  access: 'supervisor',
  method: 'get',
  path: '/api/reports/cases.csv',
  summary: 'One line for each case that was opened in a period, as CSV (RFC 4180, UTF-8).',
  request: { query: reportQuery },
  responses: {
    200: { description: 'As many as there are.', content: { 'text/csv': { schema: { type: 'string' } } } },
    ...failures,
  },
})

export function addReportRoutes(app: Api, { store }: ApiContext): void {
  app.openapi(cases, (c) => {
    const { language, ...period } = c.req.valid('query')
    const lines = Readable.from(caseCsv(store, period, REPORT_WORDS[language]), { encoding: 'utf8', objectMode: false })
    // Node's types and the browser's name the same stream differently.
    return c.body(Readable.toWeb(lines) as ReadableStream, 200, { 'content-type': 'text/csv; charset=utf-8' })
  })
}
