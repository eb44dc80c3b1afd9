import { Skeleton } from '@mantine/core'
import { useCallback } from 'react'

import type { ChatId } from '#shared/domain/ids'
import type { ReportPeriod } from '#shared/domain/report/period'

import { useTranslation } from '../../../i18n/use-translation'
import type { CaseFilter } from '../model/case-filter'
import type { ReportsRest } from '../model/reports-rest'
import { useAsked } from '../model/use-asked'
import { AskFailure } from './AskFailure'
import { CasesTable } from './CasesTable'

export interface CasesViewProps {
  readonly rest: ReportsRest
  readonly period: ReportPeriod
  /** What a pressed number has narrowed them to; `null`: all of the period. */
  readonly narrowed: { readonly filter: CaseFilter; readonly title: string } | null
  readonly onWiden: () => void
  readonly onOpenChat: (id: ChatId) => void
}

/** One row for each case of the period (spec V4). Which instants it is the hub says, by the company's clock. */
export function CasesView({ rest, period, narrowed, onWiden, onOpenChat }: CasesViewProps) {
  const { t } = useTranslation('reports')
  const asked = useAsked(useCallback(() => rest.span(period), [rest, period]))
  if (asked.failure) return <AskFailure isAlone failure={asked.failure} onAgain={asked.again} />
  if (!asked.value) return <Skeleton height={240} radius={8} aria-label={t('loading')} />
  const { span } = asked.value
  const all: CaseFilter = { ...span, moment: 'opened', part: null, group: null, state: null, search: '' }
  return (
    <CasesTable
      rest={rest}
      span={span}
      first={narrowed?.filter ?? all}
      narrowedTo={narrowed?.title ?? null}
      onWiden={onWiden}
      onOpenChat={onOpenChat}
    />
  )
}
