import { Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useStore } from 'zustand'

import type { ActionId } from '#shared/domain/keys/actions'

import { isTeamDesk } from '../../data/cache-name'
import type { Me } from '../../data/desk-data'
import { offersTo } from '../../data/use-offers'
import type { ChatsStore } from '../../features/chats'
import { isAction } from '../../ui/keys/key-table'
import type { DeskStore } from '../desk.store'
import { CheatSheet } from '../later'
import type { Places } from '../use-places'

export interface CheatSheetNeeds {
  readonly desk: DeskStore
  readonly chats: ChatsStore
  readonly places: Places
  readonly me: Me | null
}

export interface CheatSheetHere {
  readonly sheet: ReactNode
  readonly open: () => void
}

/** All keys at a glance, by their own key wherever one is in the desk. */
export function useCheatSheet({ desk, chats, places, me }: CheatSheetNeeds): CheatSheetHere {
  const [isOpen, setIsOpen] = useState(false)
  const before = useRef<Element | null>(null)
  const page = useStore(desk.store, (state) => state.page)
  const isChatOpen = useStore(chats.store, (state) => state.openId !== null)
  const open = useCallback(() => {
    before.current = document.activeElement
    setIsOpen(true)
  }, [])
  const close = useCallback(() => {
    setIsOpen(false)
    // When the dialog is gone: while it is there it keeps the focus.
    requestAnimationFrame(() => {
      if (before.current instanceof HTMLElement) before.current.focus()
    })
  }, [])
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      if (!isAction(event, 'cheatSheet') && !isAction(event, 'cheatSheetAlso')) return
      event.preventDefault()
      if (isOpen) close()
      // What another dialog asks is answered first.
      else if (document.querySelector('[role=dialog]') === null) open()
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [isOpen, open, close])
  const isOffered = useMemo(() => offeredTo(me), [me])
  const sheet = isOpen && (
    <Suspense fallback={null}>
      <CheatSheet
        where={{ page, isChatOpen, hasCall: document.querySelector('[data-part=call]') !== null }}
        isOffered={isOffered}
        onChangeKeys={() => {
          before.current = null
          setIsOpen(false)
          places.openSettings('keys')
        }}
        onClose={close}
      />
    </Suspense>
  )
  return { sheet, open }
}

const SUPERVISORS: readonly ActionId[] = ['goToSupervisor', 'watch', 'bigScreen', 'leaveBigScreen']

function offeredTo(me: Me | null): (action: ActionId) => boolean {
  const isSupervisor = offersTo(me)('supervision')
  const isTeam = isTeamDesk(location.search)
  return (action) => (isSupervisor || !SUPERVISORS.includes(action)) && (isTeam || action !== 'signOut')
}
