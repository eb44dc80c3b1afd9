import { Tooltip } from '@mantine/core'
import { memo, Suspense, useEffect, type ReactNode } from 'react'

import type { ActionId } from '#shared/domain/keys/actions'
import { ownStatusName } from '#shared/domain/own-status'

import { useTranslation } from '../i18n/use-translation'
import type { CaseCounts, Me, SyncStatus } from '../data/desk-data'
import { offersTo } from '../data/use-offers'
import { Avatar } from '../ui/Avatar'
import { IconChartBar, IconInbox, IconMessageCircle, IconPhone, IconSettings } from '../ui/icons'
import { isAction } from '../ui/keys/key-table'
import { useKeyWords } from '../ui/keys/use-key-words'
import { Keys } from '../ui/Keys'
import { STATUS_LOOK } from '../ui/status-look'
import type { DeskPage } from './desk.store'
import { StatusMenu } from './later'
import classes from './Rail.module.css'

const PLACES = [
  { page: 'chats', Icon: IconMessageCircle, action: 'goToChats' },
  { page: 'cases', Icon: IconInbox, action: 'goToCases' },
  { page: 'calls', Icon: IconPhone, action: 'goToCalls' },
  { page: 'supervisor', Icon: IconChartBar, action: 'goToSupervisor' },
] as const
const SETTINGS = { page: 'settings', Icon: IconSettings, action: 'goToSettings' } as const

export interface RailProps {
  readonly page: DeskPage
  readonly unread: number
  readonly counts: CaseCounts
  /** Missed calls that nobody has looked at here. */
  readonly missed: number
  readonly me: Me | null
  /** The menus can be loaded now. */
  readonly isPainted: boolean
  readonly sync: SyncStatus['kind']
  readonly onPage: (page: DeskPage) => void
  readonly phoneState: ReactNode
}

export function Rail({ page, unread, counts, missed, me, isPainted, sync, onPage, phoneState }: RailProps) {
  const { t, i18n } = useTranslation(['shell', 'cases'])
  const isSupervisor = offersTo(me)('supervision')
  const places = PLACES.filter((place) => isSupervisor || place.page !== 'supervisor')
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      const place = [...PLACES, SETTINGS].find(({ action }) => isAction(event, action))
      if (!place || (place.page === 'supervisor' && !isSupervisor)) return
      event.preventDefault()
      onPage(place.page)
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [onPage, isSupervisor])
  const name = me?.agent.name ?? t('nobody')
  const shownName = me && me.agent.id !== me.own.id ? t('cases:status.acting', { name }) : name
  // Whoever has no connection is not «available», whatever the hub believes.
  const own = me && me.agent.status !== 'wrapUp' ? me.ownStatus : undefined
  const status = own ? ownStatusName(own, i18n.language) : me && t(`cases:status.${me.agent.status}`)
  const state = status !== null && sync === 'online' ? status : t(`sync.${sync}`)
  const person = t('person', { name: shownName, state })
  const badges = { chats: unread, cases: counts.queue, calls: missed, supervisor: 0 }
  const labels = {
    chats: unread > 0 ? `${t('chats')}, ${t('unread', { count: unread })}` : t('chats'),
    cases: counts.mine + counts.queue > 0 ? t('cases:rail.counts', { ...counts }) : t('cases'),
    calls: missed > 0 ? `${t('calls')}, ${t('missed', { count: missed })}` : t('calls'),
    supervisor: t('supervisor'),
  }
  const face = (
    <>
      <Avatar name={name} seed={me?.agent.id ?? ''} size={34} />
      <i
        data-sync={sync}
        data-status={me?.agent.status}
        {...(own && sync === 'online' ? { style: { background: STATUS_LOOK[own.colour] } } : {})}
      />
    </>
  )
  return (
    <nav className={classes.rail} data-part="rail" aria-label={t('navigation')}>
      {places.map((place) => (
        <Place
          key={place.page}
          {...place}
          isHere={page === place.page}
          badge={badges[place.page]}
          label={labels[place.page]}
          onPage={onPage}
        />
      ))}
      <div className={classes.space} />
      <div className={classes.phone}>{phoneState}</div>
      <Place {...SETTINGS} isHere={page === 'settings'} badge={0} label={t('settings')} onPage={onPage} />
      <div className={classes.person} data-acting={(me && me.agent.id !== me.own.id) || undefined}>
        {me && isPainted ? (
          <Suspense fallback={face}>
            <StatusMenu me={me} label={person}>
              {face}
            </StatusMenu>
          </Suspense>
        ) : (
          <div role="img" aria-label={person}>
            {face}
          </div>
        )}
      </div>
    </nav>
  )
}

interface PlaceProps {
  readonly page: DeskPage
  readonly Icon: typeof IconPhone
  readonly action: ActionId
  readonly isHere: boolean
  readonly badge: number
  readonly label: string
  readonly onPage: (page: DeskPage) => void
}

/** Kept while nothing of it has changed: with each message the badges are counted, and a tooltip is dear to draw. */
const Place = memo(function Place({ page, Icon, action, isHere, badge, label, onPage }: PlaceProps) {
  const { t } = useTranslation('shell')
  const keyWords = useKeyWords()
  return (
    <Tooltip label={<Keys label={t(page)} action={action} />} position="right" disabled={isHere}>
      <a
        href={`#${page}`}
        className={classes.place}
        aria-label={label}
        aria-current={isHere ? 'page' : undefined}
        aria-keyshortcuts={keyWords.aria(action)}
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
})
