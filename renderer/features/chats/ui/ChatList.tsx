import {
  lazy,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from 'react'
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso'
import { useStore } from 'zustand'

import type { Agent } from '#shared/domain/agent'
import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { isNarrowed } from '../../../data/chat-filters'
import type { ChatRow } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { useOffers } from '../../../data/use-offers'
import { isAction } from '../../../ui/keys/key-table'
import { useNow } from '../../../ui/clock-context'
import { useObserved } from '../../../ui/use-observed'
import { withOpenChat } from '../model/chat-rows'
import type { ChatsStore } from '../model/chats.store'
import type { ShownRange } from '../model/list-window'
import { ChatListEmpty } from './ChatListEmpty'
import { ChatListHead } from './ChatListHead'
import classes from './ChatList.module.css'
import { ChatListSkeleton } from './ChatListSkeleton'
import { useChatsEnvironment } from './chats-environment'
import { ChatRowView, rowElementId } from './ChatRowView'
import { useChannels } from './use-channels'
import { useListWindow } from './use-list-window'
import { usePressedRow } from './use-pressed-row'
import { useReadAhead } from './use-read-ahead'
import { useWalkedList } from './use-walked-list'

const ChatRowMenu = lazy(async () => ({ default: (await import('./ChatRowMenu')).ChatRowMenu }))
const PeekDialog = lazy(async () => ({ default: (await import('./PeekDialog')).PeekDialog }))

const FIRST_PAINT_ROWS = 14
const MINUTE_MS = 60_000
const LIST_ID = 'chat-list'

interface RowMenu {
  readonly id: ChatId
  readonly at: { readonly x: number; readonly y: number }
}

export interface ChatListProps {
  readonly chats: ChatsStore
  readonly me: Agent | null
  /** Something of the list is on the screen; `isUsable` once it is the list itself and not a placeholder. */
  readonly onPainted: (isUsable: boolean) => void
}

export function ChatList({ chats, me, onPainted }: ChatListProps) {
  const data = useDeskData()
  const filter = useStore(chats.store, (state) => state.filter)
  const place = useStore(chats.store, (state) => state.place)
  const search = useDeferredValue(useStore(chats.store, (state) => state.search))
  const filters = useStore(chats.store, (state) => state.filters)
  const openId = useStore(chats.store, (state) => state.openId)
  const activeId = useStore(chats.store, (state) => state.activeId)
  const { page, query, total, handleRange, handleApproach } = useListWindow({ filter, search, filters })
  /** Stays in the list of unread ones though it is read. */
  const keptId = filter === 'unread' && search === '' && !isNarrowed(filters) ? openId : null
  const observeOpen = useCallback(
    (listener: (chat: ChatRow | null) => void) =>
      keptId === null ? { dispose: () => undefined } : data.observeChat(keptId, listener),
    [data, keptId],
  )
  const openChat = useObserved<ChatRow | null>(observeOpen, null)
  const offset = page?.offset ?? 0
  const rows = useMemo(
    () => (page && keptId !== null ? withOpenChat(page, openChat) : (page?.rows ?? [])),
    [keptId, page, openChat],
  )
  const count = Math.max(total, offset + rows.length)
  const channels = useChannels()
  const kinds = useMemo(() => new Map(channels?.map(({ id, kind }) => [id, kind])), [channels])
  const nowMs = useNow(MINUTE_MS)
  const { t } = useTranslation(['chats', 'cases'])
  const [peekedId, setPeekedId] = useState<ChatId | null>(null)
  const [menu, setMenu] = useState<RowMenu | null>(null)
  const { renderDialItems } = useChatsEnvironment()
  const canWatch = useOffers()('watching')
  const list = useRef<VirtuosoHandle>(null)

  const isUsable = page !== null && (!page.isFirstFill || page.rows.length > 0)
  const isAnswered = page !== null
  useEffect(() => {
    if (isAnswered) onPainted(isUsable)
  }, [isAnswered, isUsable, onPainted])

  const ids = useMemo(() => rows.map(({ id }) => id), [rows])
  const { noteShown, noteApproach } = useReadAhead({ ids, offset, openId })
  const noteRange = useCallback(
    (range: ShownRange) => {
      handleRange(range)
      noteShown(range)
    },
    [handleRange, noteShown],
  )
  const walked = useWalkedList({ chats, list, query, ids, offset, count, handleRange: noteRange })
  const { point } = walked
  function noteNear(): void {
    handleApproach()
    noteApproach()
  }
  const openRow = useCallback(
    (id: ChatId) => {
      chats.open(id)
    },
    [chats],
  )
  const presses = usePressedRow({ onOpen: openRow })
  /** Enter was pressed before the list had the answer: what is found then is opened. */
  const awaited = useRef<string | null>(null)
  function openHit(): void {
    const typed = chats.store.getState().search
    const isAnswer = query?.search === typed
    awaited.current = isAnswer ? null : typed
    // What was open before is no answer to what is typed now.
    const hit = isAnswer ? (typed === '' ? firstHit(ids, activeId) : (ids[0] ?? null)) : null
    if (hit !== null) chats.open(hit)
  }
  const openAwaited = useEffectEvent(() => {
    if (awaited.current === null) return
    if (awaited.current === chats.store.getState().search) openHit()
    else awaited.current = null
  })
  useEffect(() => {
    openAwaited()
  }, [query])
  const openMenu = useCallback((id: ChatId, at: RowMenu['at']) => {
    setMenu({ id, at })
  }, [])
  function handleKeys(event: KeyboardEvent): void {
    const step = STEPS[event.code]
    if (isAction(event, 'peek') && activeId !== null && ids.includes(activeId)) {
      event.preventDefault()
      setPeekedId(activeId)
      return
    }
    if (isAction(event, 'watch') && canWatch && activeId !== null && ids.includes(activeId)) {
      event.preventDefault()
      chats.watch(activeId)
      return
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (step !== undefined) point(step)
    else if (event.code === 'Enter' || event.code === 'NumpadEnter' || event.code === 'Space') {
      if (activeId !== null && ids.includes(activeId)) chats.open(activeId)
    } else return
    event.preventDefault()
  }

  /** Of the row under the mouse; by the keyboard, which asks the list itself, of the marked one. */
  function handleMenu(event: MouseEvent): void {
    const under = event.target instanceof Element ? event.target.closest('[data-chat]') : null
    const row = under ?? (activeId !== null && ids.includes(activeId) ? rowElement(activeId) : null)
    const id = row?.getAttribute('data-chat')
    if (!row || !id) return
    event.preventDefault()
    const { left, bottom } = row.getBoundingClientRect()
    setMenu({ id: id as ChatId, at: under ? { x: event.clientX, y: event.clientY } : { x: left + 16, y: bottom } })
  }
  const menuRow = menu && rows.find(({ id }) => id === menu.id)

  return (
    <div className={classes.root}>
      <ChatListHead chats={chats} onDown={() => point(activeId === null ? 1 : 0)} onEnter={openHit} />
      <div className={classes.rows} {...presses}>
        {page === null || (page.isFirstFill && !page.isUnreadable && count === 0) ? (
          <ChatListSkeleton />
        ) : count === 0 ? (
          <ChatListEmpty
            chats={chats}
            search={search}
            filter={filter}
            hasChannels={channels?.length !== 0}
            isUnreadable={page.isUnreadable === true}
          />
        ) : (
          <Virtuoso
            key={filter}
            ref={list}
            className={classes.scroller}
            role="listbox"
            tabIndex={0}
            id={LIST_ID}
            aria-label={t(place === 'cases' ? 'cases:list.label' : 'list.label')}
            onKeyDown={handleKeys}
            onContextMenu={handleMenu}
            onPointerEnter={noteNear}
            onFocus={noteNear}
            totalCount={count}
            initialItemCount={Math.min(count, FIRST_PAINT_ROWS)}
            increaseViewportBy={300}
            computeItemKey={(index) => rows[index - offset]?.id ?? index}
            rangeChanged={walked.noteRange}
            itemContent={(index) => {
              const row = rows[index - offset]
              if (!row) return <div className={classes.awaited} aria-hidden />
              return (
                <ChatRowView
                  row={row}
                  at={index + 1}
                  of={page.hasMore && count === offset + rows.length ? -1 : count}
                  channelKind={kinds.get(row.channelId) ?? null}
                  isOpen={row.id === openId}
                  isActive={row.id === activeId}
                  nowMs={nowMs}
                  meId={me?.id ?? null}
                  onPeek={setPeekedId}
                  onDial={renderDialItems && openMenu}
                  onOpen={openRow}
                />
              )
            }}
          />
        )}
      </div>
      <Suspense fallback={null}>
        {menu && menuRow && (
          <ChatRowMenu
            row={menuRow}
            channel={channels?.find(({ id }) => id === menuRow.channelId) ?? null}
            at={menu.at}
            onOpen={openRow}
            onPeek={setPeekedId}
            onWatch={
              canWatch
                ? (id) => {
                    chats.watch(id)
                  }
                : null
            }
            onClose={() => {
              setMenu(null)
              document.getElementById(LIST_ID)?.focus()
            }}
          />
        )}
        {peekedId !== null && (
          <PeekDialog
            chatId={peekedId}
            channels={channels ?? []}
            me={me}
            onOpen={() => {
              setPeekedId(null)
              chats.open(peekedId)
            }}
            onClose={() => {
              setPeekedId(null)
            }}
          />
        )}
      </Suspense>
    </div>
  )
}

function rowElement(id: ChatId): Element | null {
  return document.getElementById(rowElementId(id))
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -8,
  PageDown: 8,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

/** Enter in the search box opens the marked row, or the first one found. */
function firstHit(ids: readonly ChatId[], activeId: ChatId | null): ChatId | null {
  return activeId !== null && ids.includes(activeId) ? activeId : (ids[0] ?? null)
}
