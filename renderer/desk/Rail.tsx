import { Tooltip } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Agent } from '#shared/domain/agent'

import type { SyncStatus } from '../data/desk-data'
import { Avatar } from '../ui/Avatar'
import { IconMessageCircle, IconPhone, IconSettings } from '../ui/icons'
import { Keys } from '../ui/Keys'
import { matchesShortcut, shortcutLabel } from '../ui/shortcut'
import type { DeskPage } from './desk.store'
import classes from './Rail.module.css'

const PLACES = [
  { page: 'chats', Icon: IconMessageCircle, shortcut: 'Ctrl+Digit1' },
  { page: 'calls', Icon: IconPhone, shortcut: 'Ctrl+Digit2' },
] as const
const SETTINGS = { page: 'settings', Icon: IconSettings, shortcut: 'Ctrl+Comma' } as const

export interface RailProps {
  readonly page: DeskPage
  readonly unread: number
  readonly me: Agent | null
  readonly sync: SyncStatus['kind']
  readonly onPage: (page: DeskPage) => void
  readonly phoneState: ReactNode
}

export function Rail({ page, unread, me, sync, onPage, phoneState }: RailProps) {
  const { t } = useTranslation('shell')
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      const place = [...PLACES, SETTINGS].find(({ shortcut }) => matchesShortcut(event, shortcut))
      if (!place) return
      event.preventDefault()
      onPage(place.page)
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [onPage])
  const person = t('person', { name: me?.name ?? t('nobody'), state: t(`sync.${sync}`) })
  return (
    <nav className={classes.rail} aria-label={t('navigation')}>
      {PLACES.map((place) => (
        <Place
          key={place.page}
          {...place}
          isHere={page === place.page}
          badge={place.page === 'chats' ? unread : 0}
          onPage={onPage}
        />
      ))}
      <div className={classes.space} />
      <div className={classes.phone}>{phoneState}</div>
      <Place {...SETTINGS} isHere={page === 'settings'} badge={0} onPage={onPage} />
      <Tooltip label={person} position="right">
        <div className={classes.person} role="img" aria-label={person}>
          <Avatar name={me?.name ?? t('nobody')} seed={me?.id ?? ''} size={34} />
          <i data-sync={sync} />
        </div>
      </Tooltip>
    </nav>
  )
}

interface PlaceProps {
  readonly page: DeskPage
  readonly Icon: typeof IconPhone
  readonly shortcut: string
  readonly isHere: boolean
  readonly badge: number
  readonly onPage: (page: DeskPage) => void
}

function Place({ page, Icon, shortcut, isHere, badge, onPage }: PlaceProps) {
  const { t } = useTranslation('shell')
  return (
    <Tooltip label={<Keys label={t(page)} keys={shortcutLabel(shortcut)} />} position="right" disabled={isHere}>
      <a
        href={`#${page}`}
        className={classes.place}
        aria-label={badge > 0 ? `${t(page)}, ${t('unread', { count: badge })}` : t(page)}
        aria-current={isHere ? 'page' : undefined}
        draggable={false}
        onClick={(event) => {
          event.preventDefault()
          onPage(page)
        }}
      >
        <Icon size={22} stroke={1.6} aria-hidden />
        {badge > 0 && (
          <span className={classes.badge} aria-hidden>
            {badge > 99 ? '99+' : badge}
          </span>
        )}
      </a>
    </Tooltip>
  )
}
