import { useCallback, useEffect, useState } from 'react'

import type { ChatId, MessageId } from '#shared/domain/ids'

import type { TimelinePage } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { useObserved } from '../../../ui/use-observed'
import { nextAnchor, type IndexAnchor } from '../model/first-index'
import { firstUnread } from '../model/timeline-items'

const PAGE_MESSAGES = 60

export interface TimelineState {
  readonly page: TimelinePage
  readonly firstIndex: number
  readonly firstUnreadId: MessageId | null
}

export interface TimelineQuery {
  /** `null` until the cache has answered. */
  readonly state: TimelineState | null
  readonly history: 'idle' | 'loading' | 'offline' | 'atBeginning'
  readonly loadOlder: () => void
}

interface Held {
  readonly page: TimelinePage
  readonly anchor: IndexAnchor
  readonly firstUnreadId: MessageId | null
}

/** The open chat's messages; stands in a component that is keyed by chat, so nothing carries over. */
export function useTimeline(chatId: ChatId, unreadAtOpening: number): TimelineQuery {
  const data = useDeskData()
  const [limit, setLimit] = useState(PAGE_MESSAGES)
  const [history, setHistory] = useState<TimelineQuery['history']>('idle')
  const observe = useCallback(
    (listener: (page: TimelinePage) => void) => data.observeTimeline(chatId, limit, listener),
    [data, chatId, limit],
  )
  const page = useObserved<TimelinePage | null>(observe, null, true)
  const [held, setHeld] = useState<Held | null>(null)

  // Derived from the page before: set while rendering, as React asks for, so that no frame shows shifted rows.
  if (page && held?.page !== page) {
    setHeld({
      page,
      anchor: nextAnchor(
        held?.anchor ?? null,
        page.messages.map(({ id }) => id),
      ),
      firstUnreadId: held ? held.firstUnreadId : firstUnread(page.messages, unreadAtOpening),
    })
  }

  const isEmpty = page?.messages.length === 0
  const loadOlder = useCallback(() => {
    if (history === 'loading' || history === 'atBeginning' || !page) return
    if (page.messages.length >= limit) {
      setLimit((shown) => shown + PAGE_MESSAGES)
      return
    }
    setHistory('loading')
    data.loadOlder(chatId).then(
      (answer) => {
        if (answer === 'loaded') setLimit((shown) => shown + PAGE_MESSAGES)
        setHistory(answer === 'loaded' ? 'idle' : answer)
      },
      () => {
        setHistory('offline')
      },
    )
  }, [data, chatId, history, limit, page])

  // An empty cache never scrolls to its top, so its first page of history is asked for at once.
  useEffect(() => {
    if (!isEmpty) return
    let isCurrent = true
    void data.loadOlder(chatId).then(
      (answer) => {
        if (isCurrent && answer !== 'loaded') setHistory(answer)
      },
      () => {
        if (isCurrent) setHistory('offline')
      },
    )
    return () => {
      isCurrent = false
    }
  }, [data, chatId, isEmpty])

  return {
    state: held && {
      page: held.page,
      firstIndex: held.anchor.firstIndex,
      firstUnreadId: held.firstUnreadId,
    },
    history,
    loadOlder,
  }
}
