import { SegmentedControl, Select, Skeleton } from '@mantine/core'
import { useCallback, useState } from 'react'

import type { ReportPeriod } from '#shared/domain/report/period'
import { GROUPINGS, type Grouping } from '#shared/domain/report/report'

import { useTranslation } from '../../../i18n/use-translation'
import { EmptyState } from '../../../ui/EmptyState'
import { NoReports } from '../../../ui/illustrations/NoReports'
import type { CaseFilter } from '../model/case-filter'
import { chartRows } from '../model/chart-rows'
import { MEASURES, type Measure, type MeasureId } from '../model/measures'
import { useReportWords } from '../model/report-words'
import type { ReportsRest } from '../model/reports-rest'
import { useAsked } from '../model/use-asked'
import { AskFailure } from './AskFailure'
import { BarChart } from './BarChart'
import { NumbersTable } from './NumbersTable'
import classes from './Reports.module.css'

export interface NumbersViewProps {
  readonly rest: ReportsRest
  readonly period: ReportPeriod
  readonly onOpen: (filter: CaseFilter, title: string) => void
}

/** One measure as bars, all of them as a table; a bar or a number opens the cases that it counts. */
export function NumbersView({ rest, period, onOpen }: NumbersViewProps) {
  const { t } = useTranslation('reports')
  const words = useReportWords()
  const [grouping, setGrouping] = useState<Grouping>('day')
  const [measureId, setMeasureId] = useState<MeasureId>('opened')
  const asked = useAsked(
    useCallback(async () => {
      const answer = await rest.numbers(period, grouping)
      // What is told apart otherwise is another table: its rows bear their grouping with them.
      return answer.ok ? { ok: true as const, value: { ...answer.value, grouping } } : answer
    }, [rest, period, grouping]),
  )
  const measure = MEASURES.find(({ id }) => id === measureId)
  const view = asked.value

  const opener = (key: string | null, name: string, isAll: boolean) => (of: Measure) => {
    if (!view || !of.opens) return
    const { fromMs, untilMs } = view.span
    const group = isAll ? null : { grouping: view.grouping, key }
    onOpen({ fromMs, untilMs, ...of.opens, group, state: null, search: '' }, `${t(`opened.${of.id}`)} · ${name}`)
  }
  return (
    <>
      {asked.failure && <AskFailure isAlone={!view} failure={asked.failure} onAgain={asked.again} />}
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t('grouping.label')}
          value={grouping}
          data={GROUPINGS.map((value) => ({ value, label: t(`grouping.${value}`) }))}
          onChange={setGrouping}
        />
        <Select
          size="xs"
          w={230}
          aria-label={t('measure')}
          allowDeselect={false}
          value={measureId}
          data={MEASURES.map(({ id }) => ({ value: id, label: t(`measures.${id}`) }))}
          onChange={(value) => {
            const found = MEASURES.find(({ id }) => id === value)
            if (found) setMeasureId(found.id)
          }}
        />
      </div>
      {!view && !asked.failure && <Skeleton height={240} radius={8} aria-label={t('loading')} />}
      {view && view.groups.length === 0 && (
        <EmptyState picture={<NoReports />} title={t('nothing.title')} hint={t('nothing.hint')} />
      )}
      {view && measure && view.groups.length > 0 && (
        <div className={classes.numbers} data-busy={asked.isBusy || undefined}>
          <section className={classes.panel}>
            <BarChart
              title={t('chartTitle', {
                measure: t(`measures.${measure.id}`),
                grouping: t(`chartBy.${view.grouping}`),
              })}
              isInTime={view.grouping === 'day' || view.grouping === 'hour'}
              bars={chartRows(view, view.grouping).map(({ key, name, numbers }) => {
                const label = words.group(view.grouping, key, name)
                const value = numbers && measure.valueOf(numbers)
                const open = opener(key, label, false)
                return {
                  key: key ?? 'none',
                  label,
                  value,
                  text: words.value(value, measure.kind),
                  onOpen:
                    value && measure.opens
                      ? () => {
                          open(measure)
                        }
                      : null,
                }
              })}
            />
          </section>
          <section className={classes.panel}>
            <NumbersTable view={view} grouping={view.grouping} opener={opener} />
          </section>
          <p className={classes.note}>{t('definitions', { zone: view.timeZone })}</p>
        </div>
      )}
    </>
  )
}
