import { Fragment, useState } from 'react'

import { breakMsOf, keyOfStatus, totalsOf, type AgentDay } from '#shared/domain/agent-day'
import type { AgentId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { formatClock, formatDuration } from '../../../ui/time'
import { placeOf, shownHours, type Hours } from '../model/shown-hours'
import { useStatusColumns, type StatusColumn } from '../model/use-status-columns'
import { useStatusName } from '../model/use-status-name'
import classes from './AgentDays.module.css'
import { DayDetails } from './DayDetails'

/** More hours than this are named every second one. */
const NAMED_HOURS = 12

export interface AgentDaysTableProps {
  readonly days: readonly AgentDay[]
  readonly startMs: number
  readonly nameOf: (id: AgentId) => string
}

/** One line for each agent: the day as a strip, and the same in figures. A line opens to all of its parts in words. */
export function AgentDaysTable({ days, startMs, nameOf }: AgentDaysTableProps) {
  const { t, i18n } = useTranslation('supervisor')
  const statusName = useStatusName()
  const [opened, setOpened] = useState<AgentId | null>(null)
  const hours = shownHours(days, startMs)
  const rows = [...days].sort((a, b) => nameOf(a.agentId).localeCompare(nameOf(b.agentId), i18n.language))
  const columns = useStatusColumns(days)
  /** Where a status of the company's own is a break, their sum stands in a column of its own. */
  const hasOwnBreaks = columns.some(({ span }) => span.status === 'break' && span.ownStatusId != null)
  const width = columns.length + (hasOwnBreaks ? 6 : 5)
  return (
    <div className={classes.panel}>
      <table className={classes.table}>
        <caption>
          <ul className={classes.legend} aria-hidden>
            {columns.map(({ key, span, look }) => (
              <li key={key}>
                <i data-status={span.status} {...look} /> {statusName(span)}
              </li>
            ))}
            {(['taken', 'closed', 'call'] as const).map((kind) => (
              <li key={kind}>
                <i data-mark={kind} /> {t(`days.mark.${kind}`)}
              </li>
            ))}
          </ul>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('days.agent')}</th>
            <th scope="col" className={classes.stripHead}>
              <HourNames hours={hours} label={t('days.strip')} />
            </th>
            {columns.map(({ key, span }) => (
              <th key={key} scope="col">
                {statusName(span)}
              </th>
            ))}
            {hasOwnBreaks && <th scope="col">{t('days.breaks')}</th>}
            <th scope="col">{t('days.takenCount')}</th>
            <th scope="col">{t('days.closedCount')}</th>
            <th scope="col">{t('days.callCount')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((day) => {
            const name = nameOf(day.agentId)
            const isOpen = opened === day.agentId
            const totals = totalsOf(day.spans)
            const count = (kind: string) => day.marks.filter((mark) => mark.kind === kind).length
            return (
              <Fragment key={day.agentId}>
                <tr>
                  <th scope="row">
                    <button
                      type="button"
                      className={classes.name}
                      aria-expanded={isOpen}
                      title={t('days.details')}
                      onClick={() => {
                        setOpened(isOpen ? null : day.agentId)
                      }}
                    >
                      {name}
                    </button>
                  </th>
                  <td className={classes.stripCell}>
                    <Strip day={day} startMs={startMs} hours={hours} columns={columns} />
                  </td>
                  {columns.map(({ key }) => (
                    <td key={key}>{figure(totals.get(key))}</td>
                  ))}
                  {hasOwnBreaks && <td>{figure(breakMsOf(day.spans) || undefined)}</td>}
                  <td>{count('taken')}</td>
                  <td>{count('closed')}</td>
                  <td>{count('call')}</td>
                </tr>
                {isOpen && (
                  <tr>
                    <td colSpan={width} className={classes.detailsCell}>
                      <DayDetails name={name} day={day} />
                    </td>
                  </tr>
                )}
              </Fragment>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function HourNames({ hours: { fromHour, toHour }, label }: { readonly hours: Hours; readonly label: string }) {
  const count = toHour - fromHour
  const step = count > NAMED_HOURS ? 2 : 1
  const named = Array.from({ length: Math.floor(count / step) + 1 }, (_each, at) => fromHour + at * step)
  return (
    <>
      <span className="visually-hidden">{label}</span>
      <span className={classes.hours} aria-hidden>
        {named.map((hour) => (
          <span key={hour} style={{ left: `${String(((hour - fromHour) * 100) / count)}%` }}>
            {hour}
          </span>
        ))}
      </span>
    </>
  )
}

interface StripProps {
  readonly day: AgentDay
  readonly startMs: number
  readonly hours: Hours
  readonly columns: readonly StatusColumn[]
}

/** For the eye alone: the figures beside it and the parts below say the same. */
function Strip({ day, startMs, hours, columns }: StripProps) {
  const { t, i18n } = useTranslation('supervisor')
  const statusName = useStatusName()
  const place = (atMs: number) => placeOf(atMs, startMs, hours)
  return (
    <span className={classes.strip} aria-hidden>
      {day.spans.map((span) => {
        const { fromMs, toMs } = span
        const look = columns.find(({ key }) => key === keyOfStatus(span))?.look
        return (
          <i
            key={fromMs}
            data-status={span.status}
            title={`${statusName(span)}: ${formatClock(fromMs, i18n.language)}–${formatClock(toMs, i18n.language)}`}
            style={{
              ...look?.style,
              left: `${String(place(fromMs))}%`,
              width: `${String(place(toMs) - place(fromMs))}%`,
            }}
          />
        )
      })}
      {day.marks.map((mark, at) => (
        <b
          key={at}
          data-mark={mark.kind}
          title={`${t(`days.mark.${mark.kind}`)}: ${formatClock(mark.atMs, i18n.language)}`}
          style={{ left: `${String(place(mark.atMs))}%` }}
        />
      ))}
    </span>
  )
}

function figure(ms: number | undefined): string {
  return ms === undefined ? '—' : formatDuration(ms)
}
