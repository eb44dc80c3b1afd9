import type { CaseColumn, CaseRow } from '#shared/contract/reports'

import { formatDuration } from '../../../ui/time'

export interface CellWords {
  readonly state: (state: CaseRow['state']) => string
  readonly closedBy: (by: ClosedByKind) => string
  readonly guest: string
}

const CLOSED_BY = ['agent', 'bot', 'timeout', 'channelRemoved'] as const
type ClosedByKind = (typeof CLOSED_BY)[number]

/** What a cell of the table of cases says; `–` where there is nothing. */
export function caseCell(row: CaseRow, column: CaseColumn, language: string, words: CellWords): string {
  const moment = (atMs: number | null) => (atMs === null ? '–' : momentOf(atMs, language))
  const since = (atMs: number | null) => (atMs === null ? '–' : formatDuration(Math.max(0, atMs - row.openedAtMs)))
  switch (column) {
    case 'number':
      return String(row.number)
    case 'opened':
      return moment(row.openedAtMs)
    case 'firstAnswer':
      return moment(row.firstAnswerMs)
    case 'wait':
      return since(row.firstAnswerMs)
    case 'closed':
      return moment(row.closedAtMs)
    case 'took':
      return since(row.closedAtMs)
    case 'state':
      return words.state(row.state)
    case 'closedBy': {
      const kind = CLOSED_BY.find((each) => each === row.closedBy)
      return kind ? words.closedBy(kind) : '–'
    }
    case 'client':
      return row.client === '' ? words.guest : row.client
    case 'channel':
    case 'team':
    case 'agent':
    case 'vacancy':
    case 'topic':
      return row[column] ?? '–'
  }
}

/** «29.11.26, 14:05»: the same width in every row. */
function momentOf(atMs: number, language: string): string {
  const date = { day: '2-digit', month: '2-digit', year: '2-digit' } as const
  const locale = language === 'en' ? 'en-GB' : language
  return new Intl.DateTimeFormat(locale, { ...date, hour: '2-digit', minute: '2-digit' }).format(atMs)
}
