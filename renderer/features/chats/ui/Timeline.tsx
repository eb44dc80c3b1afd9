import { Fragment, useCallback, useEffect, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { Channel } from '#shared/domain/channel'
import type { MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { EmptyState } from '../../../ui/EmptyState'
import { IconArrowDown } from '../../../ui/icons'
import { NoChats } from '../../../ui/illustrations/NoChats'
import { Offline } from '../../../ui/illustrations/Offline'
import { dayNumber } from '../../../ui/time'
import { useNow } from '../../../ui/clock-context'
import { useObserved } from '../../../ui/use-observed'
import { whenPainted } from '../../../ui/when-painted'
import { buildTimeline, isLine, type TimelineItem } from '../model/timeline-items'
import { NewestLine } from './NewestLine'
import { TimelineRow } from './TimelineRow'
import { useTimelineScroll } from './use-timeline-scroll'
import classes from './Timeline.module.css'
import { useTimeline, type TimelineQuery } from './use-timeline'

const REFRESH_MS = 15_000

export interface TimelineProps {
  readonly chat: ChatRow
  readonly channel: Channel | null
  readonly me: Agent | null
  readonly unreadAtOpening: number
  /** The message that was looked for, and how many have to be shown for it to be among them. */
  readonly found: { readonly id: MessageId; readonly needed: number } | null
  readonly onAtBottom: (isAtBottom: boolean) => void
  readonly onDelete: (message: Message) => void
  readonly onEdit: (message: Message) => void
  readonly onChange: (message: Message) => void
  readonly onAudit: ((message: Message) => void) | null
  /** Arrow down past the last message, or typing: back to the composer. */
  readonly onLeaveDown: () => void
}

export function Timeline({
  chat,
  channel,
  me,
  unreadAtOpening,
  found,
  onAtBottom,
  onDelete,
  onEdit,
  onChange,
  onAudit,
  onLeaveDown,
}: TimelineProps) {
  const { t } = useTranslation('chats')
  const data = useDeskData()
  const { state, history, loadOlder } = useTimeline(chat.id, unreadAtOpening, found?.needed)
  const nowMs = useNow(REFRESH_MS)
  const [isAtBottom, setIsAtBottom] = useState(true)
  const [seenUpTo, setSeenUpTo] = useState<string | null>(null)
  const observeTyping = useCallback(
    (listener: (name: string | null) => void) => data.observeTyping(chat.id, listener),
    [data, chat.id],
  )
  const typing = useObserved<string | null>(observeTyping, null, false, true)

  const items = useMemo(
    () => buildTimeline(state?.page.messages ?? [], { dayOf: dayNumber, firstUnreadId: state?.firstUnreadId ?? null }),
    [state?.page.messages, state?.firstUnreadId],
  )
  const newBelow = isAtBottom ? 0 : countAfter(items, seenUpTo)
  const lastId = items.at(-1)?.message.id ?? null
  const foundAt = found ? items.findIndex(({ message }) => message.id === found.id) : -1
  const shownId = foundAt === -1 ? null : (found?.id ?? null)
  useFocusFound(shownId)
  const isBehind = state?.page.isBehind === true
  useEffect(() => {
    if (!isBehind) return undefined
    // Its end is not on the screen, wherever the list stands.
    onAtBottom(false)
    return () => {
      onAtBottom(isAtBottom)
    }
  }, [isBehind, isAtBottom, onAtBottom])
  const painted = state?.page.messages
  useEffect(() => {
    if (!painted || !isAtBottom) return
    return whenPainted(() => {
      data.noteSeen(chat.id, painted)
      return undefined
    })
  }, [data, chat.id, painted, isAtBottom])

  if (!state) return <div className={classes.root} aria-busy="true" />
  if (items.length === 0 && history !== 'loading') {
    return (
      <div className={classes.root}>
        <EmptyState
          picture={history === 'offline' ? <Offline /> : <NoChats />}
          title={t(history === 'offline' ? 'timeline.olderOffline' : 'empty.noMessages')}
          hint={history === 'offline' ? '' : t('empty.noMessagesHint')}
        />
      </div>
    )
  }
  return (
    <div
      className={classes.root}
      role="group"
      aria-label={t('timeline.label')}
      onKeyDown={(event) => {
        walkMessages(event, onLeaveDown)
      }}
    >
      <MessageList
        // Another place is another list.
        key={shownId ?? 'end'}
        items={items}
        firstIndex={state.firstIndex}
        openAt={shownId === null ? null : state.firstIndex + foundAt}
        history={history}
        typing={typing}
        isBehind={isBehind}
        isAtBottom={isAtBottom}
        isLastOwn={isOwn(items.at(-1)?.message, me)}
        newBelow={newBelow}
        onAtBottom={(atBottom) => {
          setIsAtBottom(atBottom)
          onAtBottom(atBottom)
          setSeenUpTo(lastId)
        }}
        onStart={loadOlder}
        renderRow={(item) => (
          <TimelineRow
            {...item}
            clientName={chat.clientName}
            isOpenChat={chat.access.kind === 'open'}
            channel={channel}
            me={me}
            nowMs={nowMs}
            isLast={item.message.id === lastId}
            onDelete={onDelete}
            onEdit={onEdit}
            onChange={onChange}
            onAudit={onAudit}
          />
        )}
      />
    </div>
  )
}

interface MessageListProps {
  readonly items: readonly TimelineItem[]
  readonly firstIndex: number
  /** The place with which it begins; `null`: its end. */
  readonly openAt: number | null
  readonly history: TimelineQuery['history']
  readonly typing: string | null
  readonly isBehind: boolean
  readonly isAtBottom: boolean
  readonly isLastOwn: boolean
  readonly newBelow: number
  readonly onAtBottom: (isAtBottom: boolean) => void
  readonly onStart: () => void
  readonly renderRow: (item: TimelineItem) => ReactNode
}

function MessageList({
  items,
  firstIndex,
  openAt,
  history,
  typing,
  isBehind,
  isAtBottom,
  isLastOwn,
  newBelow,
  ...asked
}: MessageListProps) {
  const { t } = useTranslation('chats')
  const last = items.at(-1)?.message
  const { scroller, rows, from, to, handleScroll, toBottom } = useTimelineScroll({
    first: firstIndex,
    end: firstIndex + items.length,
    openAt,
    lastId: last?.id ?? null,
    isLastOwn,
    onAtBottom: asked.onAtBottom,
    onStart: asked.onStart,
  })
  return (
    <>
      <div ref={scroller} className={classes.scroller} tabIndex={-1} onScroll={handleScroll}>
        <div className={classes.column}>
          <HistoryLine history={history} />
          <div ref={rows}>
            {items.slice(from - firstIndex, to - firstIndex).map((item) => (
              <Fragment key={item.message.id}>{asked.renderRow(item)}</Fragment>
            ))}
          </div>
          {isBehind && <NewestLine />}
          <TypingLine name={typing} />
        </div>
      </div>
      {!isAtBottom && (
        <button
          type="button"
          className={classes.toBottom}
          aria-label={t('timeline.toBottom')}
          title={t('timeline.toBottom')}
          onClick={toBottom}
        >
          <IconArrowDown size={18} aria-hidden />
          {newBelow > 0 && <span className={classes.count}>{newBelow}</span>}
        </button>
      )}
    </>
  )
}

function HistoryLine({ history }: { readonly history: TimelineQuery['history'] }) {
  const { t } = useTranslation('chats')
  const words = {
    idle: '',
    loading: t('timeline.loadingOlder'),
    offline: t('timeline.olderOffline'),
    atBeginning: t('timeline.beginning'),
  }[history]
  return <div className={classes.history}>{words}</div>
}

/** Keeps its height when nobody types, so that the text above never jumps. */
function TypingLine({ name }: { readonly name: string | null }) {
  const { t } = useTranslation(['chats', 'common'])
  return (
    <div className={classes.typing}>
      {name !== null && (
        <>
          <span className={classes.dots} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          {t('timeline.typing', { name: name || t('common:guest') })}
        </>
      )}
    </div>
  )
}

/** The focus goes to the found message, once: the arrows walk on from there. */
function useFocusFound(id: MessageId | null): void {
  useEffect(() => {
    if (id !== null) focusWhenThere(id)
  }, [id])
}

/** Frames until the row is drawn, and whatever closed before it has given its focus back. */
const MIN_FRAMES = 3
const MAX_FRAMES = 60

function focusWhenThere(id: MessageId, frame = 0): void {
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`[data-message="${id}"]`)
    row?.focus({ preventScroll: true })
    if (row && document.activeElement === row && frame > MIN_FRAMES) return
    if (frame < MAX_FRAMES) focusWhenThere(id, frame + 1)
  })
}

/** Written by this person; an event that they caused is none. */
function isOwn(message: Message | undefined, me: Agent | null): boolean {
  return message?.author.kind === 'agent' && message.author.agentId === me?.id && !isLine(message)
}

function countAfter(items: readonly TimelineItem[], id: string | null): number {
  const at = items.findIndex(({ message }) => message.id === id)
  return at === -1 ? 0 : items.slice(at + 1).filter(({ message }) => message.direction === 'in').length
}

/** Arrows walk from message to message; the way down ends in the composer. */
function walkMessages(event: KeyboardEvent<HTMLElement>, onLeaveDown: () => void): void {
  if (event.altKey || event.ctrlKey || event.metaKey || (event.code !== 'ArrowUp' && event.code !== 'ArrowDown')) return
  const here = event.target instanceof HTMLElement ? event.target : null
  if (!here?.matches('[data-message]')) return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-message]')]
  const next = all[all.indexOf(here) + (event.code === 'ArrowUp' ? -1 : 1)]
  event.preventDefault()
  if (next) {
    next.focus({ preventScroll: true })
    next.scrollIntoView({ block: 'nearest' })
  } else if (event.code === 'ArrowDown') onLeaveDown()
}
