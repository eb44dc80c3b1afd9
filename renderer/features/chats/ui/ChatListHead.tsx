import { TextInput } from '@mantine/core'
import { useCallback, useEffect, useRef } from 'react'
import { useStore } from 'zustand'

import { matchesShortcut } from '#shared/domain/keys/shortcut'

import { useTranslation } from '../../../i18n/use-translation'
import type { CaseCounts } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { IconButton } from '../../../ui/IconButton'
import { IconSearch, IconX } from '../../../ui/icons'
import { isAction } from '../../../ui/keys/key-table'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import { useObserved } from '../../../ui/use-observed'
import { stepInRow } from '../../../ui/step-in-row'
import { FILTERS, neighbour, type ChatsStore, type ListFilter } from '../model/chats.store'
import classes from './ChatList.module.css'
import { FilterButton } from './filters/FilterButton'
import { FilterChips } from './filters/FilterChips'
import { ViewsMenu } from './filters/ViewsMenu'
import { NewChatButton } from './NewChatButton'

export interface ChatListHeadProps {
  readonly chats: ChatsStore
  /** The arrow leads from the box into the list. */
  readonly onDown: () => void
  /** Opens what was found. */
  readonly onEnter: () => void
}

export function ChatListHead({ chats, onDown, onEnter }: ChatListHeadProps) {
  const { t } = useTranslation(['chats', 'cases'])
  const keyWords = useKeyWords()
  const search = useStore(chats.store, (state) => state.search)
  const place = useStore(chats.store, (state) => state.place)
  const box = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const focusSearch = (event: globalThis.KeyboardEvent) => {
      if (!isAction(event, 'search')) return
      event.preventDefault()
      box.current?.focus()
      box.current?.select()
    }
    window.addEventListener('keydown', focusSearch)
    return () => {
      window.removeEventListener('keydown', focusSearch)
    }
  }, [])

  return (
    <div className={classes.head}>
      <div className={classes.titleRow}>
        <h1 className={classes.title}>{t(place === 'cases' ? 'cases:title' : 'title')}</h1>
        <NewChatButton />
      </div>
      <div className={classes.searchRow}>
        <TextInput
          ref={box}
          className={classes.searchBox ?? ''}
          classNames={{ input: classes.search ?? '' }}
          variant="filled"
          size="sm"
          radius="md"
          type="search"
          role="searchbox"
          aria-label={t(place === 'cases' ? 'cases:list.searchLabel' : 'list.searchLabel')}
          placeholder={t('list.search')}
          value={search}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSectionWidth={search ? 34 : 58}
          rightSection={
            search ? (
              <IconButton
                label={t('list.clearSearch')}
                keys="Esc"
                size={24}
                onClick={() => {
                  chats.setSearch('')
                  box.current?.focus()
                }}
              >
                <IconX size={14} />
              </IconButton>
            ) : (
              <kbd className="key" style={{ color: 'var(--text-3)' }}>
                {keyWords.label('search')}
              </kbd>
            )
          }
          onChange={(event) => {
            chats.setSearch(event.currentTarget.value)
          }}
          onKeyDown={(event) => {
            if (event.code === 'ArrowDown') {
              event.preventDefault()
              onDown()
              document.getElementById('chat-list')?.focus()
            } else if (matchesShortcut(event, 'Enter')) {
              // Else it would be written into the message field, which has the focus by then.
              event.preventDefault()
              onEnter()
            } else if (event.code === 'Escape' && search) {
              event.stopPropagation()
              event.preventDefault()
              chats.setSearch('')
            }
          }}
        />
        <FilterButton chats={chats} />
        <ViewsMenu chats={chats} />
      </div>
      {place === 'cases' ? <CaseFilters chats={chats} /> : <ChatFilters chats={chats} />}
      <FilterChips chats={chats} />
    </div>
  )
}

function ChatFilters({ chats }: { readonly chats: ChatsStore }) {
  const { t } = useTranslation('chats')
  const data = useDeskData()
  const unread = useObserved<number>(
    useCallback((listener: (count: number) => void) => data.observeUnreadChats(listener), [data]),
    0,
  )
  return (
    <Filters
      chats={chats}
      names={FILTERS.chats}
      wordsOf={(name) => withCount(t(`list.${name}`), name === 'unread' ? unread : 0)}
    />
  )
}

function CaseFilters({ chats }: { readonly chats: ChatsStore }) {
  const { t } = useTranslation('cases')
  const data = useDeskData()
  const counts = useObserved<CaseCounts | null>(
    useCallback((listener: (counts: CaseCounts) => void) => data.observeCaseCounts(listener), [data]),
    null,
  )
  return (
    <Filters
      chats={chats}
      names={FILTERS.cases}
      wordsOf={(name) => {
        const count = name === 'mine' || name === 'later' || name === 'queue' ? counts?.[name] : undefined
        return withCount(t(`list.${name}`), count ?? 0)
      }}
    />
  )
}

function withCount(word: string, count: number): string {
  return count === 0 ? word : `${word} ${String(count)}`
}

interface FiltersProps<Name> {
  readonly chats: ChatsStore
  readonly names: readonly Name[]
  readonly wordsOf: (name: Name) => string
}

function Filters<Name extends ListFilter>({ chats, names, wordsOf }: FiltersProps<Name>) {
  const { t } = useTranslation('chats')
  const filter = useStore(chats.store, (state) => state.filter)
  useEffect(() => {
    const handleKeys = (event: globalThis.KeyboardEvent) => {
      const step = isAction(event, 'nextList') ? 1 : isAction(event, 'previousList') ? -1 : null
      if (step === null || event.defaultPrevented || document.querySelector('[role=dialog]')) return
      event.preventDefault()
      const next = stepInRow<ListFilter>(names, chats.store.getState().filter, step)
      if (next !== undefined) chats.setFilter(next)
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [chats, names])
  return (
    <div className={classes.filters} role="radiogroup" aria-label={t('list.filter')}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="radio"
          aria-checked={filter === name}
          tabIndex={filter === name ? 0 : -1}
          className={classes.chip}
          onClick={() => {
            chats.setFilter(name)
          }}
          onKeyDown={(event) => {
            const step = event.code === 'ArrowRight' ? 1 : event.code === 'ArrowLeft' ? -1 : 0
            const next = step === 0 ? null : neighbour<ListFilter>(names, filter, step)
            if (next === null) return
            event.preventDefault()
            chats.setFilter(next)
            const other = step > 0 ? event.currentTarget.nextElementSibling : event.currentTarget.previousElementSibling
            if (other instanceof HTMLElement) other.focus()
          }}
        >
          {wordsOf(name)}
        </button>
      ))}
    </div>
  )
}
