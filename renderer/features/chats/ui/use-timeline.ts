import { useCallback, useEffect, useState } from 'react'

import type { ChatId, MessageId } from '#shared/domain/ids'

import { TIMELINE_PAGE, type TimelinePage } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { useObserved } from '../../../ui/use-observed'
import { fallenOut, nextAnchor, type IndexAnchor } from '../model/first-index'
import { firstUnread } from '../model/timeline-items'

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

interface ReadPage {
  readonly page: TimelinePage
  /** That it was read with. */
  readonly limit: number
}

interface Held {
  /** As the cache gave it. */
  readonly source: TimelinePage
  /** As it is shown: what new messages pushed out of the window stays until the window has grown. */
  readonly page: TimelinePage
  readonly anchor: IndexAnchor
  /** `undefined`: not to be known before the newest are here. */
  readonly firstUnreadId: MessageId | null | undefined
}

/**
 * The open chat's messages, at least `needed` of them where there are so many; stands in a component that is keyed by chat, so nothing
 * carries over.
 */
export function useTimeline(chatId: ChatId, unreadAtOpening: number, needed = 0): TimelineQuery {
  const data = useDeskData()
  const [limit, setLimit] = useState(TIMELINE_PAGE)
  if (needed > limit) setLimit(needed)
  const [history, setHistory] = useState<TimelineQuery['history']>('idle')
  const observe = useCallback(
    (listener: (read: ReadPage) => void) =>
      data.observeTimeline(chatId, limit, (page) => {
        listener({ page, limit })
      }),
    [data, chatId, limit],
  )
  const [known] = useState(() => data.peekTimeline(chatId, limit))
  const read = useObserved<ReadPage | null>(
    observe,
    known && { page: known, limit: TIMELINE_PAGE },
    true,
    known !== null,
  )
  const page = read?.page ?? null
  const [held, setHeld] = useState<Held | null>(null)

  // Derived from the page before: set while rendering, as React asks for, so that no frame shows shifted rows.
  if (read && held?.source !== read.page) {
    const { page } = read
    // A window that slides would keep its length, and the list, which follows its end by length, would stand still.
    const isFull = page.messages.length >= read.limit
    const kept = held && isFull ? fallenOut(held.page.messages, page.messages) : []
    if (kept.length > 0) setLimit((wanted) => Math.max(wanted, read.limit + kept.length))
    const shown = kept.length > 0 ? { ...page, messages: [...kept, ...page.messages] } : page
    setHeld({
      source: page,
      page: shown,
      anchor: nextAnchor(
        held?.anchor ?? null,
        shown.messages.map(({ id }) => id),
      ),
      firstUnreadId:
        held?.firstUnreadId === undefined && !page.isBehind
          ? firstUnread(page.messages, unreadAtOpening)
          : held?.firstUnreadId,
    })
  }

  const isEmpty = page?.messages.length === 0
  const loadOlder = useCallback(() => {
    if (history === 'loading' || history === 'atBeginning' || !page) return
    if (page.messages.length >= limit) {
      setLimit((shown) => shown + TIMELINE_PAGE)
      return
    }
    setHistory('loading')
    data.loadOlder(chatId).then(
      (answer) => {
        if (answer === 'loaded') setLimit((shown) => shown + TIMELINE_PAGE)
        setHistory(answer === 'loaded' ? 'idle' : answer)
      },
      () => {
        setHistory('offline')
      },
    )
  }, [data, chatId, history, limit, page])

  // What could not be asked for without a connection is asked for when it is back.
  useEffect(() => {
    if (history !== 'offline') return
    let wasAway = false
    const subscription = data.observeSync((status) => {
      if (status.kind !== 'online') wasAway = true
      else if (wasAway) loadOlder()
    })
    return () => {
      subscription.dispose()
    }
  }, [data, history, loadOlder])

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
      firstUnreadId: held.firstUnreadId ?? null,
    },
    history,
    loadOlder,
  }
}
