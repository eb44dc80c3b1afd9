import { DAY_MS } from '#shared/domain/channel-settings'

import type { CaseTable, Cell, TableColumn } from '../case-table'
import { localMs } from '../local-moment'
import { xmlText } from './xml'

/** Of 1970-01-01, as spreadsheets count days. */
const EPOCH_DAY = 25_569
/** Of one cell; what is longer Excel calls a broken file. */
const MAX_TEXT = 32_767
/** Of one sheet, without its head. */
export const MAX_ROWS = 1_048_575
const WIDTHS = { text: 28, number: 12, moment: 19, duration: 16 } as const
/** Places in the list of formats (parts.ts). */
const STYLES = { text: 0, number: 0, moment: 1, duration: 2 } as const
const HEAD_STYLE = 3

/** The sheet of a table, in pieces of a page each: a head that stays in sight, filters, and every row. */
export async function* sheetXml(table: CaseTable): AsyncGenerator<string> {
  const { columns, timeZone } = table
  const widths = columns.map(
    ({ kind }, at) => `<col min="${at + 1}" max="${at + 1}" width="${WIDTHS[kind]}" customWidth="1"/>`,
  )
  yield (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>' +
    '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    `</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">` +
    columns.map(({ title }, at) => textCell(title, HEAD_STYLE, `${columnName(at + 1)}1`)).join('') +
    '</row>'
  )
  const letters = columns.map((_column, at) => columnName(at + 1))
  let row = 1
  for await (const page of table.pages()) {
    const lines: string[] = []
    for (const cells of page) {
      if (row > MAX_ROWS) break
      row += 1
      const told = cells.map((cell, at) => cellXml(cell, columns[at], `${letters[at] ?? ''}${row}`, timeZone))
      lines.push(`<row r="${row}">${told.join('')}</row>`)
    }
    yield lines.join('')
  }
  yield `</sheetData><autoFilter ref="A1:${columnName(columns.length)}${row}"/></worksheet>`
}

function cellXml(cell: Cell, column: TableColumn | undefined, place: string, timeZone: string): string {
  if (cell === null || column === undefined) return ''
  if (typeof cell === 'string') return textCell(cell, STYLES.text, place)
  return `<c r="${place}" s="${STYLES[column.kind]}"><v>${valueOf(cell, column, timeZone)}</v></c>`
}

function valueOf(cell: number, { kind }: TableColumn, timeZone: string): number {
  // Spreadsheets show seconds: what is less would only make equal cells unequal.
  const wholeSeconds = (ms: number) => Math.round(ms / 1000) * 1000
  if (kind === 'moment') return wholeSeconds(localMs(cell, timeZone)) / DAY_MS + EPOCH_DAY
  return kind === 'duration' ? wholeSeconds(cell) / DAY_MS : cell
}

/** A text stays a text, whatever it begins with: formulas stand in an element of their own. */
function textCell(text: string, style: number, place: string): string {
  const told = xmlText(text.slice(0, MAX_TEXT))
  return `<c r="${place}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${told}</t></is></c>`
}

/** «A» for the first; there are never more columns than letters (CASE_COLUMNS). */
function columnName(place: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + place - 1)
}
