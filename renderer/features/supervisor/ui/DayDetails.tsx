import type { AgentDay } from '#shared/domain/agent-day'

import { useTranslation } from '../../../i18n/use-translation'
import { formatClock, formatDuration } from '../../../ui/time'
import { useStatusName } from '../model/use-status-name'
import classes from './AgentDays.module.css'

export interface DayDetailsProps {
  readonly name: string
  readonly day: AgentDay
}

interface Line {
  readonly fromMs: number
  /** `null`: it goes on. */
  readonly toMs: number | null
  readonly what: string
}

/** A day in words, in its order: what the strip shows to the eye. */
export function DayDetails({ name, day }: DayDetailsProps) {
  const { t, i18n } = useTranslation('supervisor')
  const statusName = useStatusName()
  const clock = (atMs: number) => formatClock(atMs, i18n.language)
  const spans: readonly Line[] = day.spans.map((span) => ({
    fromMs: span.fromMs,
    toMs: span.toMs,
    what: statusName(span),
  }))
  const lines = [
    ...spans,
    ...day.marks.map((mark) => ({
      fromMs: mark.atMs,
      toMs: mark.kind === 'call' ? mark.toMs : mark.atMs,
      what: t(`days.mark.${mark.kind}`),
    })),
  ].sort((a, b) => a.fromMs - b.fromMs)
  if (lines.length === 0) return <p className={classes.note}>{t('days.nothing')}</p>
  return (
    <table className={classes.details}>
      <caption className="visually-hidden">{t('days.detailsOf', { name })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('days.from')}</th>
          <th scope="col">{t('days.to')}</th>
          <th scope="col">{t('days.what')}</th>
          <th scope="col">{t('days.length')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ fromMs, toMs, what }, at) => (
          <tr key={at}>
            <td>{clock(fromMs)}</td>
            <td>{toMs === null ? t('days.goesOn') : toMs === fromMs ? '' : clock(toMs)}</td>
            <td>{what}</td>
            <td>{toMs === null || toMs === fromMs ? '' : formatDuration(toMs - fromMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
