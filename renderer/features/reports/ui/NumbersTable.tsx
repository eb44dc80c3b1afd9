import type { ReportView } from '#shared/contract/reports'
import type { Grouping, ReportNumbers } from '#shared/domain/report/report'

import { useTranslation } from '../../../i18n/use-translation'
import { MEASURES, type Measure } from '../model/measures'
import { useReportWords } from '../model/report-words'
import classes from './Reports.module.css'

export interface NumbersTableProps {
  readonly view: ReportView
  readonly grouping: Grouping
  readonly opener: (key: string | null, name: string, isAll: boolean) => (of: Measure) => void
}

/** The same numbers as the bars, and all others. */
export function NumbersTable({ view, grouping, opener }: NumbersTableProps) {
  const { t } = useTranslation('reports')
  const words = useReportWords()
  return (
    <table className={classes.table}>
      <caption>
        <h2>{t('table')}</h2>
        <span>{t('tableHint')}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t(`grouping.${grouping}`)}</th>
          {MEASURES.map(({ id }) => (
            <th key={id} scope="col" title={t(`measures.${id}`)}>
              {t(`short.${id}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.groups.map(({ key, name, numbers }) => {
          const label = words.group(grouping, key, name)
          return (
            <Row
              key={key ?? 'none'}
              label={label}
              numbers={numbers}
              goalPercent={view.goalPercent}
              onOpen={opener(key, label, false)}
            />
          )
        })}
      </tbody>
      <tfoot>
        <Row
          label={t('total')}
          numbers={view.total}
          goalPercent={view.goalPercent}
          onOpen={opener(null, t('total'), true)}
        />
      </tfoot>
    </table>
  )
}

interface RowProps {
  readonly label: string
  readonly numbers: ReportNumbers
  readonly goalPercent: number
  readonly onOpen: (of: Measure) => void
}

function Row({ label, numbers, goalPercent, onOpen }: RowProps) {
  const { t } = useTranslation('reports')
  const words = useReportWords()
  return (
    <tr>
      <th scope="row" title={label}>
        {label}
      </th>
      {MEASURES.map((measure: Measure) => {
        const value = measure.valueOf(numbers)
        const text = words.value(value, measure.kind)
        const isBad = measure.kind === 'percent' && value !== null && value < goalPercent
        // The share in time opens those that are not.
        const isEmpty = measure.kind === 'percent' ? numbers.judged === numbers.inTime : !value
        return (
          <td key={measure.id} data-bad={isBad || undefined}>
            {measure.opens === null || isEmpty ? (
              text
            ) : (
              <button
                type="button"
                className={classes.number}
                aria-label={`${label}, ${t(`measures.${measure.id}`)}: ${text}`}
                title={t(`opened.${measure.id}`)}
                onClick={() => {
                  onOpen(measure)
                }}
              >
                {text}
              </button>
            )}
          </td>
        )
      })}
    </tr>
  )
}
