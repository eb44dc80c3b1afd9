import { Button } from '@mantine/core'
import { useStore } from 'zustand'

import { useTranslation } from '../../../i18n/use-translation'
import { useOffers } from '../../../data/use-offers'
import { EmptyState } from '../../../ui/EmptyState'
import { AllRead } from '../../../ui/illustrations/AllRead'
import { Later } from '../../../ui/illustrations/Later'
import { Broken } from '../../../ui/illustrations/Broken'
import { EmptyTray } from '../../../ui/illustrations/EmptyTray'
import { NoChats } from '../../../ui/illustrations/NoChats'
import { NothingFound } from '../../../ui/illustrations/NothingFound'
import type { ChatsStore, ListFilter } from '../model/chats.store'
import { useChatsEnvironment } from './chats-environment'
import classes from './ChatList.module.css'
import { useChips } from './filters/use-chip-words'

export interface ChatListEmptyProps {
  readonly chats: ChatsStore
  readonly search: string
  readonly filter: ListFilter
  readonly hasChannels: boolean
  /** The desk's own memory cannot be read: a line of the window says why. */
  readonly isUnreadable: boolean
}

/** Says why nothing is here and offers the one step that helps. */
export function ChatListEmpty({ chats, search, filter, hasChannels, isUnreadable }: ChatListEmptyProps) {
  const { t } = useTranslation('chats')
  const { connectChannel } = useChatsEnvironment()
  const canConnect = useOffers()('channels')
  const chips = useChips(useStore(chats.store, (state) => state.filters)).map(({ words }) => words)
  if (isUnreadable)
    return <EmptyState picture={<Broken />} title={t('empty.unreadable')} hint={t('empty.unreadableHint')} />
  if (chips.length > 0) return <NothingFits chats={chats} search={search.trim()} chips={chips} />
  if (search.trim() !== '') {
    return (
      <EmptyState
        picture={<NothingFound />}
        title={t('empty.notFound')}
        hint={t('empty.notFoundHint', { search: search.trim() })}
        action={
          <Button
            variant="light"
            onClick={() => {
              chats.setSearch('')
            }}
          >
            {t('list.clearSearch')}
          </Button>
        }
      />
    )
  }
  if (hasChannels && filter !== 'all' && filter !== 'unread') return <NoCases chats={chats} filter={filter} />
  if (filter === 'unread') {
    return (
      <EmptyState
        picture={<AllRead />}
        title={t('empty.noUnread')}
        hint={t('empty.noUnreadHint')}
        action={
          <Button
            variant="light"
            onClick={() => {
              chats.setFilter('all')
            }}
          >
            {t('empty.showAll')}
          </Button>
        }
      />
    )
  }
  if (hasChannels) {
    return <EmptyState picture={<NoChats />} title={t('empty.noChats')} hint={t('empty.noChatsHint')} />
  }
  return (
    <EmptyState
      picture={<NoChats />}
      title={t('empty.noChannels')}
      hint={t(canConnect ? 'empty.noChannelsHint' : 'empty.askAdministrator')}
      action={
        canConnect && (
          <Button className={classes.oneColumn ?? ''} onClick={connectChannel}>
            {t('empty.connect')}
          </Button>
        )
      }
    />
  )
}

interface NothingFitsProps {
  readonly chats: ChatsStore
  readonly search: string
  readonly chips: readonly string[]
}

/** Names all that narrows the list, and takes it away at once. */
function NothingFits({ chats, search, chips }: NothingFitsProps) {
  const { t } = useTranslation('chats')
  const said = chips.join('; ')
  return (
    <EmptyState
      picture={<NothingFound />}
      title={t('empty.notFound')}
      hint={
        search === '' ? t('filters.notFoundHint', { chips: said }) : t('filters.notFoundBoth', { search, chips: said })
      }
      action={
        <Button
          variant="light"
          onClick={() => {
            chats.clearAll()
          }}
        >
          {t('filters.reset')}
        </Button>
      }
    />
  )
}

interface NoCasesProps {
  readonly chats: ChatsStore
  readonly filter: 'mine' | 'later' | 'queue' | 'open' | 'closed'
}

function NoCases({ chats, filter }: NoCasesProps) {
  const { t } = useTranslation('cases')
  return (
    <EmptyState
      picture={filter === 'later' ? <Later /> : <EmptyTray />}
      title={t(`empty.${filter}`)}
      hint={t(`empty.${filter}Hint`)}
      action={
        filter === 'mine' && (
          <Button
            variant="light"
            onClick={() => {
              chats.setFilter('queue')
            }}
          >
            {t('empty.toQueue')}
          </Button>
        )
      }
    />
  )
}
