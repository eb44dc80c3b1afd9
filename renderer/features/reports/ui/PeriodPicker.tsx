import { Select } from '@mantine/core'
import { useState } from 'react'

import { NAMED_PERIODS, type ReportPeriod } from '#shared/domain/report/period'

import { useTranslation } from '../../../i18n/use-translation'
import { useClock } from '../../../ui/clock-context'
import { DayField } from '../../../ui/DayField'
import classes from './Reports.module.css'

const KINDS = [...NAMED_PERIODS, 'days'] as const
const WEEK_MS = 6 * 86_400_000

export interface PeriodPickerProps {
  readonly period: ReportPeriod
  readonly onChange: (period: ReportPeriod) => void
}

/** A named period of the company's calendar, or days of one's own. */
export function PeriodPicker({ period, onChange }: PeriodPickerProps) {
  const { t } = useTranslation('reports')
  const clock = useClock()
  const [own, setOwn] = useState(() => ({ from: dayOf(clock.now() - WEEK_MS), to: dayOf(clock.now()) }))
  const isWrong = own.from === '' || own.to === '' || own.to < own.from
  const change = (patch: Partial<typeof own>): void => {
    const next = { ...own, ...patch }
    setOwn(next)
    if (next.from !== '' && next.to !== '' && next.to >= next.from) onChange({ kind: 'days', ...next })
  }
  return (
    <div className={classes.period}>
      <Select
        size="xs"
        w={170}
        aria-label={t('period.label')}
        allowDeselect={false}
        value={period.kind}
        data={KINDS.map((value) => ({ value, label: t(`period.${value}`) }))}
        onChange={(value) => {
          const kind = KINDS.find((each) => each === value)
          if (kind === 'days') change({})
          else if (kind) onChange({ kind })
        }}
      />
      {period.kind === 'days' && (
        <>
          <DayField
            size="xs"
            w={140}
            aria-label={t('period.from')}
            isClearable={false}
            value={own.from || null}
            onChange={(day) => {
              change({ from: day ?? '' })
            }}
          />
          <span aria-hidden>–</span>
          <DayField
            size="xs"
            w={140}
            aria-label={t('period.to')}
            isClearable={false}
            value={own.to || null}
            error={isWrong}
            onChange={(day) => {
              change({ to: day ?? '' })
            }}
          />
          {isWrong && (
            <span role="alert" className={classes.wrong}>
              {t('period.wrong')}
            </span>
          )}
        </>
      )}
    </div>
  )
}

function dayOf(atMs: number): string {
  const local = new Date(atMs - new Date(atMs).getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 10)
}
