import type { TFunction } from 'i18next'

import { AUDIT_KINDS } from '#shared/domain/audit'
import type { AgentId } from '#shared/domain/ids'
import { BYTE_ORDER_MARK, csvLine, SEPARATORS } from '#shared/lib/csv'
import { err, ok, type Result } from '#shared/lib/result'

import { formatDate, formatMoment } from '../../../ui/time'
import { auditDetails, doerOf } from './audit-details'
import type { DutiesRest, DutyFailure } from './duties-rest'
import type { DutyFilter } from './duty-filter'

const AT_ONCE = 500
/** What a spreadsheet and this window bear well. */
export const MOST_ROWS = 50_000

interface CsvWords {
  readonly t: TFunction<readonly ['duties', 'signIn']>
  readonly nameOf: (id: AgentId | null) => string
  readonly language: keyof typeof SEPARATORS
}

/** All that the filter lets through, as a spreadsheet of that language takes it. */
export async function auditCsv(
  rest: Pick<DutiesRest, 'audit'>,
  filter: DutyFilter,
  { t, nameOf, language }: CsvWords,
): Promise<Result<{ readonly text: string; readonly isCut: boolean }, DutyFailure>> {
  const separator = SEPARATORS[language]
  const columns = (['when', 'who', 'what', 'whom', 'details'] as const).map((column) => t(`column.${column}`))
  const lines = [csvLine(['№', ...columns], separator)]
  let next: string | null = ''
  while (next !== null && lines.length <= MOST_ROWS) {
    const page = await rest.audit(filter, next, AT_ONCE)
    if (!page.ok) return err(page.error)
    for (const entry of page.value.entries) {
      const doer = doerOf(entry)
      const { seq, atMs, kind, subjectId, chatId, clientName, caseNumber } = entry
      const known = AUDIT_KINDS.find((each) => each === kind)
      const client = chatId === null ? '' : (clientName ?? t('noName'))
      const about = [
        subjectId !== null && subjectId !== doer ? nameOf(subjectId) : '',
        client,
        caseNumber === null ? '' : t('of', { number: caseNumber }),
      ]
      lines.push(
        csvLine(
          [
            seq,
            formatMoment(atMs, language),
            nameOf(doer),
            known ? t(`audit.kind.${known}`) : kind,
            about.filter((part) => part !== '').join(', '),
            auditDetails(t, entry, (at) => formatDate(at, language)),
          ],
          separator,
        ),
      )
    }
    next = page.value.next
  }
  return ok({ text: BYTE_ORDER_MARK + lines.join(''), isCut: next !== null })
}
