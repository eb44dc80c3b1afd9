import { useEffect } from 'react'

import type { ChatId } from '#shared/domain/ids'

/** Tells the desk which chat is before the person's eyes here, so that it raises no alert for what is being read. */
export function useFront(openId: ChatId | null, onFront: (chatId: ChatId | null) => void): void {
  useEffect(() => {
    const tell = (): void => {
      onFront(document.hasFocus() ? openId : null)
    }
    tell()
    window.addEventListener('focus', tell)
    window.addEventListener('blur', tell)
    return () => {
      window.removeEventListener('focus', tell)
      window.removeEventListener('blur', tell)
      onFront(null)
    }
  }, [openId, onFront])
}
