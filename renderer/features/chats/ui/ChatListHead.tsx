import { TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import type { ChatId } from '#shared/domain/ids'

import { IconButton } from '../../../ui/IconButton'
import { IconSearch, IconX } from '../../../ui/icons'
import { matchesShortcut, shortcutLabel } from '../../../ui/shortcut'
import type { ChatsStore } from '../model/chats.store'
import { shortcuts } from '../model/shortcuts'
import classes from './ChatList.module.css'

export interface ChatListHeadProps {
  readonly chats: ChatsStore
  /** The arrow leads from the box into the list. */
  readonly onDown: () => void
  readonly hitOf: () => ChatId | null
}

const FILTERS = ['all', 'unread'] as const

export function ChatListHead({ chats, onDown, hitOf }: ChatListHeadProps) {
  const { t } = useTranslation('chats')
  const search = useStore(chats.store, (state) => state.search)
  const filter = useStore(chats.store, (state) => state.filter)
  const box = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const focusSearch = (event: globalThis.KeyboardEvent) => {
      if (!matchesShortcut(event, shortcuts.search)) return
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
      <h1 className={classes.title}>{t('title')}</h1>
      <TextInput
        ref={box}
        classNames={{ input: classes.search ?? '' }}
        variant="filled"
        size="sm"
        radius="md"
        type="search"
        role="searchbox"
        aria-label={t('list.searchLabel')}
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
              {shortcutLabel(shortcuts.search)}
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
            const hit = hitOf()
            if (hit) chats.open(hit)
          } else if (event.code === 'Escape' && search) {
            event.stopPropagation()
            event.preventDefault()
            chats.setSearch('')
          }
        }}
      />
      <div className={classes.filters} role="radiogroup" aria-label={t('list.filter')}>
        {FILTERS.map((name) => (
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
              if (event.code !== 'ArrowLeft' && event.code !== 'ArrowRight') return
              event.preventDefault()
              chats.setFilter(name === 'all' ? 'unread' : 'all')
              const other = event.currentTarget.nextElementSibling ?? event.currentTarget.previousElementSibling
              if (other instanceof HTMLElement) other.focus()
            }}
          >
            {t(`list.${name}`)}
          </button>
        ))}
      </div>
    </div>
  )
}
