import { useEffect } from 'react'

import type { ChatRow } from '../../../data/desk-data'
import { isAction } from '../../../ui/keys/key-table'
import { stepInRow } from '../../../ui/step-in-row'
import type { ChatsStore } from '../model/chats.store'
import { contextTabs } from '../model/context-tabs'

export interface ContextHere {
  readonly chats: ChatsStore
  readonly chat: ChatRow | null
  readonly isShown: boolean
  readonly onShow: (isShown: boolean) => void
}

/** The panel beside the conversation: shown and hidden, its tabs, and what is done to the client's card there. */
export function useContextKeys(here: ContextHere): void {
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('[role=dialog]')) return
      if (!actOn(event, here)) return
      event.preventDefault()
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  })
}

function actOn(event: KeyboardEvent, { chats, chat, isShown, onShow }: ContextHere): boolean {
  const step = isAction(event, 'nextTab') ? 1 : isAction(event, 'previousTab') ? -1 : null
  if (isAction(event, 'context')) onShow(!isShown)
  else if (!chat) return false
  else if (isAction(event, 'seenByClient')) {
    chats.setContextTab('seen')
    onShow(true)
  } else if (isAction(event, 'editCard') || isAction(event, 'linkCard')) {
    chats.setContextTab('client')
    chats.setCardDeed(isAction(event, 'editCard') ? 'edit' : 'link')
    onShow(true)
  } else if (step !== null) {
    if (isShown) stepTab(chats, chat, step)
    else onShow(true)
  } else return false
  return true
}

function stepTab(chats: ChatsStore, chat: ChatRow, step: 1 | -1): void {
  const { contextTab } = chats.store.getState()
  const tabs = contextTabs(chat)
  const next = stepInRow(tabs, tabs.find((name) => name === contextTab) ?? null, step)
  if (next === undefined) return
  // What had the focus in the tab that goes would leave it nowhere.
  const isWithin = document.activeElement?.closest('[data-part=context]') != null
  chats.setContextTab(next)
  if (isWithin)
    requestAnimationFrame(() => {
      document.querySelector<HTMLElement>('[data-part=context] [role=tab][aria-selected=true]')?.focus()
    })
}
