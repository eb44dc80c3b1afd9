import type { MailLanguage } from '#shared/domain/mail'
import { BYTE_ORDER_MARK, csvLine, SEPARATORS } from '#shared/lib/csv'

import type { CaseTable, Cell, TableColumn } from './case-table'
import { localMs } from './local-moment'
import type { ReportWords } from './report-words'

/** Moments by the company's clock, durations as whole seconds. */
export async function* tableCsv(table: CaseTable, words: ReportWords, language: MailLanguage): AsyncGenerator<string> {
  const separator = SEPARATORS[language]
  const { columns, timeZone } = table
  const titles = columns.map(({ title, kind }) => (kind === 'duration' ? `${title}, ${words.seconds}` : title))
  yield BYTE_ORDER_MARK + csvLine(titles, separator)
  for await (const rows of table.pages()) {
    const lines = rows.map((row) =>
      csvLine(
        row.map((cell, at) => told(cell, columns[at], timeZone)),
        separator,
      ),
    )
    yield lines.join('')
  }
}

function told(cell: Cell, column: TableColumn | undefined, timeZone: string): Cell {
  if (typeof cell !== 'number') return cell
  if (column?.kind === 'duration') return Math.round(cell / 1000)
  return column?.kind === 'moment' ? momentOf(cell, timeZone) : cell
}

/** «2026-11-29 07:26:05»: spreadsheets of every language take it for a moment. */
function momentOf(atMs: number, timeZone: string): string {
  return new Date(localMs(atMs, timeZone)).toISOString().slice(0, 19).replace('T', ' ')
}
