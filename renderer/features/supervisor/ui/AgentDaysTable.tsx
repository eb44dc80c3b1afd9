import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { AgentStatus } from '#shared/domain/agent'
import { totalsOf, type AgentDay } from '#shared/domain/agent-day'
import type { AgentId } from '#shared/domain/ids'

import { formatClock, formatDuration } from '../../../ui/time'
import { placeOf, shownHours, type Hours } from '../model/shown-hours'
import classes from './AgentDays.module.css'
import { DayDetails } from './DayDetails'

const STATUSES: readonly AgentStatus[] = ['online', 'wrapUp', 'break', 'away', 'offline']
/** More hours than this are named every second one. */
const NAMED_HOURS = 12

export interface AgentDaysTableProps {
  readonly days: readonly AgentDay[]
  readonly startMs: number
  readonly nameOf: (id: AgentId) => string
}

/** One line for each agent: the day as a strip, and the same in figures. A line opens to all of its parts in words. */
export function AgentDaysTable({ days, startMs, nameOf }: AgentDaysTableProps) {
  const { t, i18n } = useTranslation(['supervisor', 'cases'])
  const [opened, setOpened] = useState<AgentId | null>(null)
  const hours = shownHours(days, startMs)
  const rows = [...days].sort((a, b) => nameOf(a.agentId).localeCompare(nameOf(b.agentId), i18n.language))
  const columns = STATUSES.length + 5
  return (
    <div className={classes.panel}>
      <table className={classes.table}>
        <caption>
          <ul className={classes.legend} aria-hidden>
            {STATUSES.map((status) => (
              <li key={status}>
                <i data-status={status} /> {t(`cases:status.${status}`)}
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
            {STATUSES.map((status) => (
              <th key={status} scope="col">
                {t(`cases:status.${status}`)}
              </th>
            ))}
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
                    <Strip day={day} startMs={startMs} hours={hours} />
                  </td>
                  {STATUSES.map((status) => (
                    <td key={status}>{figure(totals.get(status))}</td>
                  ))}
                  <td>{count('taken')}</td>
                  <td>{count('closed')}</td>
                  <td>{count('call')}</td>
                </tr>
                {isOpen && (
                  <tr>
                    <td colSpan={columns} className={classes.detailsCell}>
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
}

/** For the eye alone: the figures beside it and the parts below say the same. */
function Strip({ day, startMs, hours }: StripProps) {
  const { t, i18n } = useTranslation(['supervisor', 'cases'])
  const place = (atMs: number) => placeOf(atMs, startMs, hours)
  return (
    <span className={classes.strip} aria-hidden>
      {day.spans.map(({ status, fromMs, toMs }) => (
        <i
          key={fromMs}
          data-status={status}
          title={`${t(`cases:status.${status}`)}: ${formatClock(fromMs, i18n.language)}–${formatClock(toMs, i18n.language)}`}
          style={{ left: `${String(place(fromMs))}%`, width: `${String(place(toMs) - place(fromMs))}%` }}
        />
      ))}
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
