import { Badge } from '@mantine/core'

import type { Person } from '#shared/contract/accounts'
import type { Team } from '#shared/domain/team'

import { useTranslation } from '../../../../i18n/use-translation'
import { useNow } from '../../../../ui/clock-context'
import { IconButton } from '../../../../ui/IconButton'
import { IconPencil } from '../../../../ui/icons'
import { formatExact, formatListTime } from '../../../../ui/time'
import classes from '../Admin.module.css'
import { AccountMenu, type AccountWish } from './AccountMenu'

const MINUTE_MS = 60_000

export interface AccountRowsProps {
  readonly people: readonly Person[]
  readonly teams: readonly Team[]
  readonly onEdit: (person: Person) => void
  readonly onWish: (person: Person, wish: AccountWish) => void
}

/** Who works here, whether and as what they come in, and when they were last here. Closed accounts stand at the end. */
export function AccountRows({ people, teams, onEdit, onWish }: AccountRowsProps) {
  const { t } = useTranslation('admin')
  const isClosed = ({ account }: Person) => account?.isClosed === true
  const ordered = [...people.filter((person) => !isClosed(person)), ...people.filter(isClosed)]
  return (
    <ul className={classes.rows} aria-label={t('accounts.list')}>
      {ordered.map((person) => (
        <li key={person.agentId} className={classes.row} data-closed={isClosed(person) || undefined}>
          <span>
            <b>{person.name}</b>
            {isClosed(person) && (
              <Badge ml={8} size="sm" variant="light" color="gray">
                {t('accounts.closed')}
              </Badge>
            )}
            <small>
              {[
                t(`roles.${person.role}`),
                ...teams.filter(({ id }) => person.teamIds.includes(id)).map((team) => team.name),
              ].join(' · ')}
            </small>
            <WayIn account={person.account} />
          </span>
          {isClosed(person) ? (
            <span />
          ) : (
            <IconButton
              label={t('people.edit', { name: person.name })}
              onClick={() => {
                onEdit(person)
              }}
            >
              <IconPencil size={18} stroke={1.7} aria-hidden />
            </IconButton>
          )}
          <AccountMenu
            person={person}
            onWish={(wish) => {
              onWish(person, wish)
            }}
          />
        </li>
      ))}
    </ul>
  )
}

function WayIn({ account }: Pick<Person, 'account'>) {
  const { t, i18n } = useTranslation('admin')
  const nowMs = useNow(MINUTE_MS)
  if (!account) return <small>{t('accounts.none')}</small>
  const { login, lastSeenMs, sessions, hasSecondFactor, hasPassword } = account
  const seen =
    lastSeenMs === null
      ? t('accounts.neverSeen')
      : t('accounts.seen', { time: formatListTime(lastSeenMs, nowMs, i18n.language) })
  return (
    <small title={lastSeenMs === null ? undefined : formatExact(lastSeenMs, i18n.language)}>
      {[
        login,
        seen,
        ...(sessions > 0 ? [t('accounts.sessions', { count: sessions })] : []),
        hasSecondFactor ? t('accounts.secondFactor') : t('accounts.noSecondFactor'),
        ...(hasPassword ? [] : [t('accounts.noPassword')]),
      ].join(' · ')}
    </small>
  )
}
