import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'

import type { ChatId } from '#shared/domain/ids'
import type { ReportPeriod } from '#shared/domain/report/period'

import { useTranslation } from '../../../i18n/use-translation'
import { useLeaveGuard } from '../../../ui/unsaved/leave-guard-context'
import type { CaseFilter } from '../model/case-filter'
import { createReportsRest } from '../model/reports-rest'
import { CasesView } from './CasesView'
import { FunnelView } from './FunnelView'
import { NumbersView } from './NumbersView'
import { PeriodPicker } from './PeriodPicker'
import { PlansView } from './PlansView'
import classes from './Reports.module.css'

const VIEWS = ['numbers', 'cases', 'funnel', 'plans'] as const
type View = (typeof VIEWS)[number]

export interface ReportsPageProps {
  readonly onOpenChat: (id: ChatId) => void
}

/** Reports of a period (spec V4, V6): its numbers, its cases, its funnel. */
export function ReportsPage({ onOpenChat }: ReportsPageProps) {
  const { t } = useTranslation('reports')
  const guard = useLeaveGuard()
  const rest = useMemo(() => createReportsRest(), [])
  const [view, setView] = useState<View>('numbers')
  const [period, setPeriod] = useState<ReportPeriod>({ kind: 'week' })
  /** What a pressed number has narrowed the cases to. */
  const [narrowed, setNarrowed] = useState<{ readonly filter: CaseFilter; readonly title: string } | null>(null)
  return (
    <div className={classes.root}>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t('views')}
          value={view}
          data={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
          onChange={(next) => {
            // A plan that is being written is asked about first.
            guard.leave(() => {
              setView(next)
            })
          }}
        />
        {view !== 'plans' && (
          <PeriodPicker
            period={period}
            onChange={(next) => {
              setPeriod(next)
              setNarrowed(null)
            }}
          />
        )}
      </div>
      {view === 'numbers' && (
        <NumbersView
          rest={rest}
          period={period}
          onOpen={(filter, title) => {
            setNarrowed({ filter, title })
            setView('cases')
          }}
        />
      )}
      {view === 'cases' && (
        <CasesView
          key={JSON.stringify([period, narrowed])}
          rest={rest}
          period={period}
          narrowed={narrowed}
          onWiden={() => {
            setNarrowed(null)
          }}
          onOpenChat={onOpenChat}
        />
      )}
      {view === 'funnel' && <FunnelView rest={rest} period={period} onOpenChat={onOpenChat} />}
      {view === 'plans' && <PlansView />}
    </div>
  )
}
