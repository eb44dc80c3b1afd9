import { Menu } from '@mantine/core'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'

import { useTranslation } from '../../../../i18n/use-translation'
import { isNarrowed } from '../../../../data/chat-filters'
import { useDeskData } from '../../../../data/desk-data-context'
import type { SavedView } from '../../../../data/saved-view'
import { IconButton } from '../../../../ui/IconButton'
import { IconBookmark } from '../../../../ui/icons'
import { isAction } from '../../../../ui/keys/key-table'
import { KeyCap } from '../../../../ui/keys/KeyCap'
import { useObserved } from '../../../../ui/use-observed'
import type { ChatsStore } from '../../model/chats.store'
import classes from './Filters.module.css'

/** Not part of the first screen. */
const SaveViewDialog = lazy(async () => ({ default: (await import('./SaveViewDialog')).SaveViewDialog }))
const ManageViewsDialog = lazy(async () => ({ default: (await import('./ManageViewsDialog')).ManageViewsDialog }))

const NO_VIEWS: readonly SavedView[] = []
/** The open menu takes a digit for the view of that number. */
const MAX_BY_DIGIT = 9

export function ViewsMenu({ chats }: { readonly chats: ChatsStore }) {
  const { t } = useTranslation('chats')
  const data = useDeskData()
  const place = useStore(chats.store, (state) => state.place)
  const isSomethingSet = useStore(chats.store, ({ filters, search }) => isNarrowed(filters) || search.trim() !== '')
  const all = useObserved<readonly SavedView[]>(
    useCallback((listener: (views: readonly SavedView[]) => void) => data.observeViews(listener), [data]),
    NO_VIEWS,
  )
  const views = all.filter((view) => view.place === place)
  const [isOpen, setIsOpen] = useState(false)
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null)
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      if (isAction(event, 'views')) setIsOpen((before) => !before)
      else if (isAction(event, 'saveView') && isSomethingSet && !document.querySelector('[role=dialog]')) {
        setIsOpen(false)
        setDialog('save')
      } else return
      event.preventDefault()
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [isSomethingSet])
  const closeDialog = () => {
    setDialog(null)
  }
  return (
    <>
      <Menu opened={isOpen} onChange={setIsOpen} position="bottom-end" width={280}>
        <Menu.Target>
          <IconButton label={t('filters.view.menu')} action="views" isExpanded={isOpen} hasPopup>
            <IconBookmark size={18} />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown
          onKeyDown={(event) => {
            const number = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1]
            const view = number === undefined ? undefined : views[Number(number) - 1]
            if (!view) return
            event.preventDefault()
            chats.applyView(view)
            setIsOpen(false)
          }}
        >
          {views.length > 0 ? (
            <Menu.Label>{t('filters.view.label')}</Menu.Label>
          ) : (
            <div className={classes.none}>{t('filters.view.none')}</div>
          )}
          {views.map((view, index) => (
            <Menu.Item
              key={view.id}
              rightSection={index < MAX_BY_DIGIT && <kbd className="key">{index + 1}</kbd>}
              onClick={() => {
                chats.applyView(view)
              }}
            >
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            disabled={!isSomethingSet}
            rightSection={isSomethingSet && <KeyCap action="saveView" />}
            onClick={() => {
              setDialog('save')
            }}
          >
            {t('filters.view.save')}
          </Menu.Item>
          {views.length > 0 && (
            <Menu.Item
              onClick={() => {
                setDialog('manage')
              }}
            >
              {t('filters.view.manage')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {dialog === 'save' && <SaveViewDialog chats={chats} views={views} onClose={closeDialog} />}
        {dialog === 'manage' && <ManageViewsDialog views={views} onClose={closeDialog} />}
      </Suspense>
    </>
  )
}
