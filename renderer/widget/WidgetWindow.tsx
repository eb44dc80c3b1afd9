import { useCallback, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'

import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../i18n/use-translation'
import type { Me } from '../data/desk-data'
import { useDeskData } from '../data/desk-data-context'
import { ChatsPage, createChatsStore, useRefusals, type ChatsEnvironment } from '../features/chats'
import { appRequests } from '../features/settings/model/app-settings'
import { IconButton } from '../ui/IconButton'
import { IconExternalLink, IconMessageCircle, IconMinus, IconX } from '../ui/icons'
import { useObserved } from '../ui/use-observed'
import { useDrag } from './use-drag'
import { useFront } from './use-front'
import { useWidgetWindow } from './use-widget-window'
import classes from './WidgetWindow.module.css'

const LIST_WIDTH = 340
const MAX_COUNT = 99

export interface WidgetWindowProps {
  readonly undoSendMs: number
  readonly onFront: (chatId: ChatId | null) => void
}

/** A round icon with the unread count; opened, the list of chats and any of them in full (look.md). */
export function WidgetWindow({ undoSendMs, onFront }: WidgetWindowProps) {
  const { t } = useTranslation('shell')
  const { isOpen, requests } = useWidgetWindow()
  const data = useDeskData()
  const [chats] = useState(createChatsStore)
  const openId = useStore(chats.store, (state) => state.openId)
  const unread = useObserved<number>(
    useCallback((listener: (count: number) => void) => data.observeUnreadTotal(listener), [data]),
    0,
  )
  const me = useObserved<Me | null>(
    useCallback((listener: (me: Me | null) => void) => data.observeMe(listener), [data]),
    null,
  )
  useRefusals()
  useFront(isOpen ? openId : null, onFront)
  const [isContextOpen, setIsContextOpen] = useState(false)
  const environment = useMemo<ChatsEnvironment>(
    () => ({
      openExternal: (url) => {
        void appRequests().openExternal({ url })
      },
      connectChannel: () => {
        void requests.showDesk({ chatId: null })
      },
      addLine: () => {
        void requests.showDesk({ chatId: null })
      },
      undoSendMs,
      // Calls are made at the desk, which has the call's bar.
      renderDial: () => null,
      renderDialItems: null,
      openCallRemark: null,
    }),
    [requests, undoSendMs],
  )
  const fold = useCallback(() => {
    void requests.setOpen({ isOpen: false })
  }, [requests])
  useFoldKey(isOpen && openId === null, fold)

  if (!isOpen)
    return (
      <main>
        <h1 className="visually-hidden">{t('widget.title')}</h1>
        <RoundIcon
          unread={unread}
          onOpen={() => {
            void requests.setOpen({ isOpen: true })
          }}
          onMove={(by) => {
            void requests.move(by)
          }}
        />
      </main>
    )
  return (
    <div className={classes.card}>
      <CardHead
        onShowDesk={() => {
          void requests.showDesk({ chatId: openId })
        }}
        onFold={fold}
        onHide={() => {
          void requests.hide()
        }}
      />
      <ChatsPage
        chats={chats}
        place="chats"
        me={me?.agent ?? null}
        environment={environment}
        listWidth={LIST_WIDTH}
        isContextOpen={isContextOpen}
        onListWidth={() => undefined}
        onContextOpen={setIsContextOpen}
        onListPainted={() => undefined}
        callBar={null}
      />
    </div>
  )
}

interface CardHeadProps {
  readonly onShowDesk: () => void
  readonly onFold: () => void
  readonly onHide: () => void
}

function CardHead({ onShowDesk, onFold, onHide }: CardHeadProps) {
  const { t } = useTranslation('shell')
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{t('widget.title')}</h1>
      <div className={classes.buttons}>
        <IconButton label={t('widget.desk')} onClick={onShowDesk}>
          <IconExternalLink size={16} />
        </IconButton>
        <IconButton label={t('widget.fold')} onClick={onFold}>
          <IconMinus size={16} />
        </IconButton>
        <IconButton label={t('widget.hide')} onClick={onHide}>
          <IconX size={16} />
        </IconButton>
      </div>
    </header>
  )
}

interface RoundIconProps {
  readonly unread: number
  readonly onOpen: () => void
  readonly onMove: (by: { x: number; y: number }) => void
}

function RoundIcon({ unread, onOpen, onMove }: RoundIconProps) {
  const { t } = useTranslation('shell')
  const { hasDragged, ...drag } = useDrag(onMove)
  return (
    <button
      type="button"
      className={classes.icon}
      aria-label={unread === 0 ? t('widget.open') : t('widget.openUnread', { count: unread })}
      onClick={({ detail: presses }) => {
        // Pressed by a key, or by a pointer that stood still.
        if (presses === 0 || !hasDragged()) onOpen()
      }}
      {...drag}
    >
      <IconMessageCircle size={28} />
      {unread > 0 && <span className={classes.badge}>{unread > MAX_COUNT ? `${String(MAX_COUNT)}+` : unread}</span>}
    </button>
  )
}

/** Esc in the list makes it the icon again; in a conversation it leads back to the list first. */
function useFoldKey(isListShown: boolean, fold: () => void): void {
  useEffect(() => {
    if (!isListShown) return
    const handleKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('[role=dialog]') === null) fold()
    }
    window.addEventListener('keydown', handleKey)
    return () => {
      window.removeEventListener('keydown', handleKey)
    }
  }, [isListShown, fold])
}
