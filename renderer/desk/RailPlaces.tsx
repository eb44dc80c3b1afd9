import { useTranslation } from '../i18n/use-translation'
import type { CaseCounts } from '../data/desk-data'
import type { DeskPage } from './desk.store'
import { RailPlace } from './RailPlace'
import { PLACES } from './rail-places'

export interface RailPlacesProps {
  readonly page: DeskPage
  readonly isSupervisor: boolean
  readonly unread: number
  readonly counts: CaseCounts
  /** Missed calls that nobody has looked at here. */
  readonly missed: number
  readonly onPage: (page: DeskPage) => void
}

export function RailPlaces({ page, isSupervisor, unread, counts, missed, onPage }: RailPlacesProps) {
  const { t } = useTranslation(['shell', 'cases'])
  const places = PLACES.filter((place) => isSupervisor || place.page !== 'supervisor')
  const badges = { chats: unread, cases: counts.queue, calls: missed, supervisor: 0 }
  const labels = {
    chats: unread > 0 ? `${t('chats')}, ${t('unread', { count: unread })}` : t('chats'),
    cases: counts.mine + counts.queue > 0 ? t('cases:rail.counts', { ...counts }) : t('cases'),
    calls: missed > 0 ? `${t('calls')}, ${t('missed', { count: missed })}` : t('calls'),
    supervisor: t('supervisor'),
  }
  return places.map((place) => (
    <RailPlace
      key={place.page}
      {...place}
      isHere={page === place.page}
      badge={badges[place.page]}
      label={labels[place.page]}
      onPage={onPage}
    />
  ))
}
