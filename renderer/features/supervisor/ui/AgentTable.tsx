import type { AgentStatus } from '#shared/domain/agent'
import type { AgentId } from '#shared/domain/ids'
import { presentOwnStatus } from '#shared/domain/own-status'
import type { AgentRow, WallNumber } from '#shared/domain/wall/wall-view'

import { useTranslation } from '../../../i18n/use-translation'
import { useOwnStatuses } from '../../../data/use-own-statuses'
import { LinkButton } from '../../../ui/LinkButton'
import { STATUS_LOOK } from '../../../ui/status-look'
import { formatWaiting } from '../../../ui/time'
import { ToneDot, type ToneDotProps } from '../../../ui/ToneDot'
import { useStatusName } from '../model/use-status-name'
import { NumberButton } from './NumberButton'
import classes from './Wall.module.css'

const TONES: Readonly<Record<AgentStatus, ToneDotProps['tone']>> = {
  online: 'ok',
  wrapUp: 'busy',
  break: 'busy',
  away: 'off',
  offline: 'off',
}
/** Who can do something now stands first. */
const ORDER: readonly AgentStatus[] = ['online', 'wrapUp', 'break', 'away', 'offline']

export interface AgentTableProps {
  readonly agents: readonly AgentRow[]
  readonly nowMs: number
  readonly nameOf: (id: AgentId) => string
  readonly onOpen: (number: WallNumber, title: string) => void
  readonly onDay: (id: AgentId) => void
}

export function AgentTable({ agents, nowMs, nameOf, onOpen, onDay }: AgentTableProps) {
  const { t, i18n } = useTranslation(['supervisor', 'cases'])
  const statusName = useStatusName()
  const ownStatuses = useOwnStatuses()
  const rows = [...agents].sort(
    (a, b) =>
      Number(b.talkingSinceMs !== null) - Number(a.talkingSinceMs !== null) ||
      ORDER.indexOf(a.status) - ORDER.indexOf(b.status) ||
      nameOf(a.agentId).localeCompare(nameOf(b.agentId), i18n.language),
  )
  const online = agents.filter(({ status }) => status === 'online').length
  return (
    <table className={classes.table}>
      <caption>
        <div>
          <h2>{t('agents.title')}</h2>
          <span>{t('agents.online', { count: online, all: agents.length })}</span>
        </div>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('agents.name')}</th>
          <th scope="col">{t('agents.state')}</th>
          <th scope="col">{t('agents.load')}</th>
          <th scope="col">{t('agents.closed')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const name = nameOf(row.agentId)
          const isTalking = row.talkingSinceMs !== null
          const sinceMs = row.talkingSinceMs ?? row.statusSinceMs
          const state = isTalking ? t('agents.talking') : statusName(row)
          const own = presentOwnStatus(row, ownStatuses)
          const open = (what: 'open' | 'snoozed' | 'closed', title: string) => () => {
            onOpen({ kind: 'agent', agentId: row.agentId, what }, `${name} · ${title}`)
          }
          return (
            <tr key={row.agentId}>
              <th scope="row">
                <LinkButton
                  onClick={() => {
                    onDay(row.agentId)
                  }}
                >
                  <span title={t('agents.openDay', { name })}>{name}</span>
                </LinkButton>
              </th>
              <td className={classes.state}>
                <ToneDot
                  tone={isTalking ? 'bad' : TONES[row.status]}
                  colour={isTalking || !own ? undefined : STATUS_LOOK[own.colour]}
                />{' '}
                {state}{' '}
                {row.status !== 'offline' && sinceMs > 0 && (
                  <span className="tabular">{formatWaiting(nowMs - sinceMs, i18n.language)}</span>
                )}
              </td>
              <td>
                <span className={classes.load} aria-hidden>
                  <i style={{ width: `${String(Math.min(100, (row.open * 100) / Math.max(1, row.capacity)))}%` }} />
                </span>{' '}
                <NumberButton
                  value={`${String(row.open)}/${String(row.capacity)}`}
                  label={`${name}, ${t('agents.load')}`}
                  isBad={row.open > row.capacity}
                  onOpen={row.open === 0 ? null : open('open', t('agents.load'))}
                />
                {row.snoozed > 0 && (
                  <NumberButton
                    value={`+${String(row.snoozed)}`}
                    label={`${name}, ${t('agents.snoozed')}`}
                    onOpen={open('snoozed', t('agents.snoozed'))}
                  />
                )}
              </td>
              <td>
                <NumberButton
                  value={row.closed}
                  label={`${name}, ${t('agents.closed')}`}
                  onOpen={row.closed === 0 ? null : open('closed', t('agents.closed'))}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
