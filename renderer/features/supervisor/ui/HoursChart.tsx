import type { HourRow } from '#shared/domain/wall/wall-view'

import { useTranslation } from '../../../i18n/use-translation'
import classes from './HoursChart.module.css'

const WIDTH = 640
const HEIGHT = 160
const TOP = 10
const LABEL_EVERY = 3

export interface HoursChartProps {
  readonly hours: readonly HourRow[]
}

/** What arrived (a dashed line) and what was answered (a filled one) in each hour of the day. */
export function HoursChart({ hours }: HoursChartProps) {
  const { t } = useTranslation('supervisor')
  const most = Math.max(1, ...hours.map(({ arrived, answered }) => Math.max(arrived, answered)))
  const x = (hour: number) => (hour / 23) * WIDTH
  const y = (count: number) => HEIGHT - (count / most) * (HEIGHT - TOP)
  const line = (name: 'arrived' | 'answered') =>
    hours.map((row, at) => `${at === 0 ? 'M' : 'L'}${String(x(row.hour))} ${y(row[name]).toFixed(1)}`).join(' ')
  const arrived = hours.reduce((sum, row) => sum + row.arrived, 0)
  const answered = hours.reduce((sum, row) => sum + row.answered, 0)
  return (
    <figure className={classes.root}>
      <figcaption>
        <h2>{t('hours.title')}</h2>
        <span className={classes.key} data-line="arrived">
          {t('hours.arrived')}
        </span>
        <span className={classes.key} data-line="answered">
          {t('hours.answered')}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT + 18)}`}
        role="img"
        aria-label={t('hours.spoken', { arrived, answered })}
        preserveAspectRatio="none"
      >
        {[0, 0.5, 1].map((share) => (
          <path key={share} className={classes.grid} d={`M0 ${String(y(most * share))}H${String(WIDTH)}`} />
        ))}
        {hours.length > 0 && (
          <>
            <path
              className={classes.area}
              d={`${line('answered')} L${String(WIDTH)} ${String(HEIGHT)} L0 ${String(HEIGHT)}Z`}
            />
            <path className={classes.answered} d={line('answered')} />
            <path className={classes.arrived} d={line('arrived')} />
          </>
        )}
      </svg>
      <div className={classes.hours} aria-hidden>
        {hours
          .filter(({ hour }) => hour % LABEL_EVERY === 0)
          .map(({ hour }) => (
            <span key={hour} style={{ insetInlineStart: `${String((hour / 23) * 100)}%` }}>
              {hour}
            </span>
          ))}
      </div>
    </figure>
  )
}
