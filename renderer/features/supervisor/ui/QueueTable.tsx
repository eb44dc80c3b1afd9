import type { TeamId } from '#shared/domain/ids'
import type { QueueNumber, QueueRow, WallGoal, WallNumber } from '#shared/domain/wall/wall-view'

import { useTranslation } from '../../../i18n/use-translation'
import { formatWaiting } from '../../../ui/time'
import { inTimePercent } from '../model/wall-totals'
import { NumberButton } from './NumberButton'
import classes from './Wall.module.css'

const COLUMNS = ['queued', 'late', 'assigned', 'withBot', 'closed'] as const

export interface QueueTableProps {
  readonly rows: readonly QueueRow[]
  readonly goal: WallGoal
  readonly nowMs: number
  readonly nameOf: (teamId: TeamId | null) => string
  readonly onOpen: (number: WallNumber, title: string) => void
}

export function QueueTable({ rows, goal, nowMs, nameOf, onOpen }: QueueTableProps) {
  const { t, i18n } = useTranslation('supervisor')
  return (
    <table className={classes.table}>
      <caption>
        <div>
          <h2>{t('queues.title')}</h2>
          <span>{t('queues.hint')}</span>
        </div>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('queues.team')}</th>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`queues.${column}`)}
            </th>
          ))}
          <th scope="col">{t('queues.oldest')}</th>
          <th scope="col">{t('queues.inTime')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const name = nameOf(row.teamId)
          const percent = inTimePercent(row)
          const open = (what: QueueNumber, title: string) => () => {
            onOpen({ kind: 'queue', teamId: row.teamId, what }, `${name} · ${title}`)
          }
          return (
            <tr key={row.teamId ?? 'none'}>
              <th scope="row">{name}</th>
              {COLUMNS.map((column) => (
                <td key={column}>
                  <NumberButton
                    value={row[column]}
                    label={`${name}, ${t(`queues.${column}`)}`}
                    isBad={column === 'late' && row.late > 0}
                    onOpen={row[column] === 0 ? null : open(column, t(`queues.${column}`))}
                  />
                </td>
              ))}
              <td>
                <NumberButton
                  value={row.oldest ? formatWaiting(nowMs - row.oldest.sinceMs, i18n.language) : '–'}
                  label={`${name}, ${t('queues.oldest')}`}
                  isBad={
                    row.oldest !== null &&
                    goal.answerWithinMs !== null &&
                    nowMs - row.oldest.sinceMs > goal.answerWithinMs
                  }
                  onOpen={row.oldest ? open('queued', t('queues.queued')) : null}
                />
              </td>
              <td>
                <NumberButton
                  value={percent === null ? '–' : t('percent', { percent })}
                  label={`${name}, ${t('queues.inTime')}`}
                  isBad={percent !== null && percent < goal.goalPercent}
                  onOpen={row.judged > row.inTime ? open('missed', t('card.missed')) : null}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
