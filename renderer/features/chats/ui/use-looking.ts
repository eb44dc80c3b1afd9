import { useEffect } from 'react'

import type { AgentId, ChatId } from '#shared/domain/ids'
import { toDisposable } from '#shared/lib/disposable'

import { useDeskData } from '../../../data/desk-data-context'
import { whenPainted } from '../../../ui/when-painted'
import { useWindowFocus } from './use-mark-read'

/** Colleagues see who is in a conversation (spec Q21): open, and its window in front; `null`: one that looks on unseen. */
export function useLooking(chatId: ChatId | null, by: AgentId | null): void {
  const data = useDeskData()
  const hasFocus = useWindowFocus()
  useEffect(() => {
    return whenPainted(() => {
      data.lookAt(hasFocus ? chatId : null, by)
      return toDisposable(() => {
        data.lookAt(null, by)
      })
    })
  }, [data, chatId, by, hasFocus])
}
