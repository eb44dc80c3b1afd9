import { Suspense, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { ChatId } from '#shared/domain/ids'

import type { Me } from '../data/desk-data'
import type { ChatsStore } from '../features/chats'
import type { PaletteProps } from '../features/palette'
import { useClock } from '../ui/clock-context'
import { matchesShortcut } from '../ui/shortcut'
import { DESK_KEYS } from './desk-keys'
import type { DeskStore } from './desk.store'
import { Palette } from './later'
import { paletteCommands } from './palette-commands'
import type { Places } from './use-places'

export interface PaletteNeeds {
  readonly desk: DeskStore
  readonly chats: ChatsStore
  readonly places: Places
  readonly me: Me | null
  readonly openChat: (id: ChatId) => void
}

/** The one box over everything, opened by its key wherever one is in the desk. */
export function usePalette({ desk, chats, places, me, openChat }: PaletteNeeds): ReactNode {
  const { t } = useTranslation(['palette', 'shell', 'settings'])
  const clock = useClock()
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      if (!matchesShortcut(event, DESK_KEYS.palette)) return
      event.preventDefault()
      // What another dialog asks is answered first.
      setIsOpen((before) => !before && document.querySelector('[role=dialog]') === null)
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [])
  const commands = useMemo(() => paletteCommands({ t, me, places, clock }), [t, me, places, clock])
  const openMessage: PaletteProps['onOpenMessage'] = (chatId, messageId, typed) => {
    if (desk.store.getState().page !== 'cases') places.goTo('chats')
    chats.openFound(chatId, messageId, typed)
  }
  if (!isOpen) return null
  return (
    <Suspense fallback={null}>
      <Palette
        commands={commands}
        onOpenChat={openChat}
        onOpenMessage={openMessage}
        onClose={() => {
          setIsOpen(false)
        }}
      />
    </Suspense>
  )
}
