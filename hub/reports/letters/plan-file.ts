import { CASE_COLUMNS } from '#shared/contract/reports'
import type { PeriodSpan } from '#shared/domain/report/period'
import type { ReportPlan } from '#shared/domain/report/plan'

import type { LetterFile } from '../../mail/letter'
import type { Store } from '../../store/store'
import { caseFile, FILE_TYPES } from '../case-file'
import { REPORT_WORDS } from '../report-words'
import { LETTER_WORDS } from './letter-words'

/** Many servers take no more than 20 MB, of which a third is what writing bytes as letters costs. */
const LARGEST_BYTES = 14 * 1024 * 1024

/** The cases of the period as the plan wants them beside its numbers; `null`: not at all. */
export async function planFile(
  store: Store,
  { file, language }: ReportPlan,
  { fromMs, untilMs, from, to }: PeriodSpan,
): Promise<LetterFile | 'tooLarge' | null> {
  if (file === 'none') return null
  const selection = { fromMs, untilMs, moment: 'opened' as const }
  const wish = { selection, columns: CASE_COLUMNS, words: REPORT_WORDS[language] }
  const { pieces } = await caseFile(store, file, language, wish)
  const held: Buffer[] = []
  let bytes = 0
  for await (const piece of pieces) {
    const more = Buffer.from(piece)
    bytes += more.length
    if (bytes > LARGEST_BYTES) return 'tooLarge'
    held.push(more)
  }
  const name = `${LETTER_WORDS[language].file(from, to)}.${file}`
  return { name, type: FILE_TYPES[file], content: Buffer.concat(held) }
}
