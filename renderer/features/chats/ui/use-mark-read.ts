import { useEffect, useSyncExternalStore } from 'react'

import type { ChatRow } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { whenPainted } from '../../../ui/when-painted'

/** Read is what a person could see: chat open, window in front, end of the conversation on the screen. */
export function useMarkRead(chat: ChatRow | null, isAtBottom: boolean): void {
  const data = useDeskData()
  const hasFocus = useWindowFocus()
  const chatId = chat?.id ?? null
  const unread = chat?.unread ?? 0
  useEffect(() => {
    if (chatId === null || unread === 0 || !hasFocus || !isAtBottom) return
    return whenPainted(() => {
      void data.markRead(chatId)
      return undefined
    })
  }, [data, chatId, unread, hasFocus, isAtBottom])
}

export function useWindowFocus(): boolean {
  return useSyncExternalStore(listenToFocus, () => document.hasFocus())
}

function listenToFocus(onChange: () => void): () => void {
  window.addEventListener('focus', onChange)
  window.addEventListener('blur', onChange)
  return () => {
    window.removeEventListener('focus', onChange)
    window.removeEventListener('blur', onChange)
  }
}
