import { Suspense, useEffect, type ReactNode } from 'react'

import { ownStatusName } from '#shared/domain/own-status'

import { useTranslation } from '../i18n/use-translation'
import type { Me, SyncStatus } from '../data/desk-data'
import { offersTo } from '../data/use-offers'
import { Avatar } from '../ui/Avatar'
import { isAction } from '../ui/keys/key-table'
import { STATUS_LOOK } from '../ui/status-look'
import { CountedPlaces } from './CountedPlaces'
import type { DeskPage } from './desk.store'
import { StatusMenu } from './later'
import classes from './Rail.module.css'
import { RailPlace } from './RailPlace'
import { PLACES, SETTINGS } from './rail-places'

export interface RailProps {
  readonly page: DeskPage
  readonly me: Me | null
  /** The menus can be loaded now. */
  readonly isPainted: boolean
  readonly sync: SyncStatus['kind']
  readonly onPage: (page: DeskPage) => void
  readonly phoneState: ReactNode
}

export function Rail({ page, me, isPainted, sync, onPage, phoneState }: RailProps) {
  const { t, i18n } = useTranslation(['shell', 'cases'])
  const isSupervisor = offersTo(me)('supervision')
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
      <CountedPlaces page={page} isSupervisor={isSupervisor} isPainted={isPainted} onPage={onPage} />
      <div className={classes.space} />
      <div className={classes.phone}>{phoneState}</div>
      <RailPlace {...SETTINGS} isHere={page === 'settings'} badge={0} label={t('settings')} onPage={onPage} />
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
