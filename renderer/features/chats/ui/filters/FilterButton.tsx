import { Popover } from '@mantine/core'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useStore } from 'zustand'

import { useTranslation } from '../../../../i18n/use-translation'
import { countSet } from '../../../../data/chat-filters'
import { IconButton } from '../../../../ui/IconButton'
import { IconFilter } from '../../../../ui/icons'
import { isAction } from '../../../../ui/keys/key-table'
import type { ChatsStore } from '../../model/chats.store'
import classes from './Filters.module.css'

/** Not part of the first screen. */
const FilterForm = lazy(async () => ({ default: (await import('./FilterForm')).FilterForm }))

export function FilterButton({ chats }: { readonly chats: ChatsStore }) {
  const { t } = useTranslation('chats')
  const count = countSet(useStore(chats.store, (state) => state.filters))
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    const toggle = (event: KeyboardEvent) => {
      if (!isAction(event, 'filters')) return
      event.preventDefault()
      setIsOpen((before) => !before)
    }
    window.addEventListener('keydown', toggle)
    return () => {
      window.removeEventListener('keydown', toggle)
    }
  }, [])
  const label = count === 0 ? t('filters.open') : `${t('filters.open')}: ${t('filters.count', { count })}`
  return (
    <Popover
      withRoles={false}
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-start"
      width={340}
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <span className={classes.opener} {...(count === 0 ? {} : { 'data-count': count })}>
          <IconButton
            label={label}
            action="filters"
            isExpanded={isOpen}
            tone={count === 0 ? 'plain' : 'accent'}
            onClick={() => {
              setIsOpen(!isOpen)
            }}
          >
            <IconFilter size={18} />
          </IconButton>
        </span>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('filters.title')}>
        <Suspense fallback={null}>
          <FilterForm
            chats={chats}
            onDone={() => {
              setIsOpen(false)
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
