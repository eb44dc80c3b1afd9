import { Select, Skeleton } from '@mantine/core'
import { useCallback, useState } from 'react'

import type { ChatId } from '#shared/domain/ids'
import type { FunnelRow, FunnelStep } from '#shared/domain/report/funnel'
import { STEP_BEFORE } from '#shared/domain/report/funnel'
import type { ReportPeriod } from '#shared/domain/report/period'

import { useTranslation } from '../../../i18n/use-translation'
import { EmptyState } from '../../../ui/EmptyState'
import { NoReports } from '../../../ui/illustrations/NoReports'
import { useReportWords } from '../model/report-words'
import type { PeopleWish, ReportsRest } from '../model/reports-rest'
import { useAsked } from '../model/use-asked'
import { AskFailure } from './AskFailure'
import { BarChart } from './BarChart'
import { PeopleDrawer } from './PeopleDrawer'
import classes from './Reports.module.css'

const ALL = 'all'

export interface FunnelViewProps {
  readonly rest: ReportsRest
  readonly period: ReportPeriod
  readonly onOpenChat: (id: ChatId) => void
}

/** How far those came who responded in the period, of each vacancy and of all (spec V6). */
export function FunnelView({ rest, period, onOpenChat }: FunnelViewProps) {
  const { t } = useTranslation('reports')
  const asked = useAsked(useCallback(() => rest.funnel(period), [rest, period]))
  const [chosen, setChosen] = useState(ALL)
  const [shown, setShown] = useState<{ readonly title: string; readonly wish: PeopleWish } | null>(null)
  const view = asked.value
  if (asked.failure) return <AskFailure isAlone failure={asked.failure} onAgain={asked.again} />
  if (!view) return <Skeleton height={240} radius={8} aria-label={t('loading')} />
  if (view.vacancies.length === 0)
    return <EmptyState picture={<NoReports />} title={t('funnel.none')} hint={t('funnel.noneHint')} />
  const one = view.vacancies.find((each) => keyOf(each) === chosen) ?? null
  const open = (step: FunnelStep, vacancy: typeof one): void => {
    const title = `${t(`funnel.step.${step}`)} · ${vacancy?.title ?? t('funnel.all')}`
    setShown({ title, wish: { fromMs: view.span.fromMs, untilMs: view.span.untilMs, step, vacancy } })
  }
  return (
    <div className={classes.numbers} data-busy={asked.isBusy || undefined}>
      <div className={classes.bar}>
        <Select
          size="xs"
          w={320}
          searchable
          aria-label={t('funnel.vacancy')}
          allowDeselect={false}
          value={one ? chosen : ALL}
          data={[
            { value: ALL, label: t('funnel.all') },
            ...view.vacancies.map((each) => ({ value: keyOf(each), label: `${each.title} · ${each.channel}` })),
          ]}
          onChange={(value) => {
            setChosen(value ?? ALL)
          }}
        />
      </div>
      <section className={classes.panel}>
        <Steps
          rows={one?.rows ?? view.rows}
          title={one?.title ?? t('funnel.all')}
          onOpen={(step) => {
            open(step, one)
          }}
        />
      </section>
      <section className={classes.panel}>
        <table className={classes.table}>
          <caption>
            <h2>{t('funnel.table')}</h2>
            <span>{t('funnel.tableHint')}</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('funnel.vacancy')}</th>
              {view.rows.map(({ step }) => (
                <th key={step} scope="col">
                  {t(`funnel.step.${step}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.vacancies.map((vacancy) => (
              <VacancyRow
                key={keyOf(vacancy)}
                title={vacancy.title}
                channel={vacancy.channel}
                rows={vacancy.rows}
                onOpen={(step) => {
                  open(step, vacancy)
                }}
              />
            ))}
          </tbody>
          <tfoot>
            <VacancyRow
              title={t('funnel.all')}
              channel={null}
              rows={view.rows}
              onOpen={(step) => {
                open(step, null)
              }}
            />
          </tfoot>
        </table>
      </section>
      <p className={classes.note}>{t('funnel.definitions')}</p>
      <PeopleDrawer
        rest={rest}
        shown={shown}
        onOpenChat={onOpenChat}
        onClose={() => {
          setShown(null)
        }}
      />
    </div>
  )
}

function keyOf({ channelId, vacancyId }: { readonly channelId: string; readonly vacancyId: string }): string {
  return `${channelId} ${vacancyId}`
}

interface StepsProps {
  readonly title: string
  readonly rows: readonly FunnelRow[]
  readonly onOpen: (step: FunnelStep) => void
}

function Steps({ title, rows, onOpen }: StepsProps) {
  const { t } = useTranslation('reports')
  const words = useReportWords()
  const counts = new Map(rows.map(({ step, count }) => [step, count]))
  const told = ({ step, count, fromBefore, medianMs }: FunnelRow): string => {
    const before = STEP_BEFORE[step]
    const base = before === null ? 0 : (counts.get(before) ?? 0)
    const parts = [words.value(count, 'count')]
    if (before !== null && base > 0)
      parts.push(
        t('funnel.conversion', { percent: Math.round((fromBefore / base) * 100), before: t(`funnel.of.${before}`) }),
      )
    if (medianMs !== null) parts.push(t('funnel.after', { time: words.value(medianMs, 'duration') }))
    return parts.join(' · ')
  }
  return (
    <BarChart
      title={title}
      isInTime={false}
      bars={rows.map((row) => ({
        key: row.step,
        label: t(`funnel.step.${row.step}`),
        value: row.count,
        text: told(row),
        onOpen:
          row.count === 0
            ? null
            : () => {
                onOpen(row.step)
              },
      }))}
    />
  )
}

interface VacancyRowProps {
  readonly title: string
  /** `null`: of all channels. */
  readonly channel: string | null
  readonly rows: readonly FunnelRow[]
  readonly onOpen: (step: FunnelStep) => void
}

function VacancyRow({ title, channel, rows, onOpen }: VacancyRowProps) {
  const { t } = useTranslation('reports')
  const responses = rows[0]?.count ?? 0
  return (
    <tr>
      <th scope="row" title={title}>
        {title} {channel !== null && <small>{channel}</small>}
      </th>
      {rows.map(({ step, count }) => (
        <td key={step}>
          {count === 0 ? (
            0
          ) : (
            <button
              type="button"
              className={classes.number}
              aria-label={`${title}, ${t(`funnel.step.${step}`)}: ${String(count)}`}
              title={t('funnel.open')}
              onClick={() => {
                onOpen(step)
              }}
            >
              {count}
            </button>
          )}
          {step !== 'response' && responses > 0 && (
            <small>{t('percent', { percent: Math.round((count / responses) * 100) })}</small>
          )}
        </td>
      ))}
    </tr>
  )
}
