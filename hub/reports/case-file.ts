import type { ExportFormat } from '#shared/contract/reports'
import type { MailLanguage } from '#shared/domain/mail'

import type { Store } from '../store/store'
import { caseTable, type TableWish } from './case-table'
import type { ExportedFile } from './export-parts'
import { tableCsv } from './table-csv'
import { workbook } from './xlsx/workbook'

export const FILE_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The selected cases as a file, made as fast as it is taken. */
export async function caseFile(
  store: Store,
  format: ExportFormat,
  language: MailLanguage,
  wish: TableWish,
): Promise<Omit<ExportedFile, 'cases'>> {
  let read = 0
  const table = await caseTable(store, wish, (cases) => {
    read = cases
  })
  const { words } = wish
  const pieces = format === 'csv' ? tableCsv(table, words, language) : workbook(table, words.sheet, language)
  return { pieces, read: () => read }
}
