import { Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'

import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../i18n/use-translation'
import type { Me } from '../data/desk-data'
import type { ChatsStore } from '../features/chats'
import type { PaletteProps } from '../features/palette'
import { afterPaint } from '../ui/after-paint'
import { useClock } from '../ui/clock-context'
import { isAction } from '../ui/keys/key-table'
import { useKeyWords } from '../ui/keys/use-key-words'
import type { DeskStore } from './desk.store'
import { Palette } from './later'
import { paletteCommands } from './palette-commands'
import type { Places } from './use-places'

export interface PaletteNeeds {
  readonly desk: DeskStore
  readonly chats: ChatsStore
  readonly places: Places
  readonly me: Me | null
  readonly isPainted: boolean
  readonly openChat: (id: ChatId) => void
  readonly openCheatSheet: () => void
}

/** The one box over everything, opened by its key wherever one is in the desk. */
export function usePalette({ desk, chats, places, me, isPainted, openChat, openCheatSheet }: PaletteNeeds): ReactNode {
  const { t } = useTranslation(['palette', 'shell', 'settings', 'keys'])
  const clock = useClock()
  const keyWords = useKeyWords()
  const [isOpen, setIsOpen] = useState(false)
  const before = useRef<Element | null>(null)
  const close = useCallback(() => {
    setIsOpen(false)
    // When the dialog is gone: while it is there it keeps the focus.
    requestAnimationFrame(() => {
      if (before.current instanceof HTMLElement) before.current.focus()
    })
  }, [])
  // There before its key is pressed: what is typed at once must not go astray.
  useEffect(() => {
    if (isPainted) afterPaint(() => void import('../features/palette'))
  }, [isPainted])
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      if (!isAction(event, 'palette')) return
      event.preventDefault()
      if (isOpen) close()
      // What another dialog asks is answered first.
      else if (document.querySelector('[role=dialog]') === null) {
        before.current = document.activeElement
        setIsOpen(true)
      }
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [isOpen, close])
  const commands = useMemo(
    () => paletteCommands({ t, me, places, clock, keyWords, openCheatSheet }),
    [t, me, places, clock, keyWords, openCheatSheet],
  )
  const openMessage: PaletteProps['onOpenMessage'] = (chatId, messageId, typed) => {
    before.current = null
    if (desk.store.getState().page !== 'cases') places.goTo('chats')
    chats.openFound(chatId, messageId, typed)
  }
  if (!isOpen) return null
  return (
    <Suspense fallback={null}>
      <Palette
        commands={commands}
        onOpenChat={(id) => {
          // The focus goes into the conversation.
          before.current = null
          openChat(id)
        }}
        onOpenMessage={openMessage}
        onClose={close}
      />
    </Suspense>
  )
}
