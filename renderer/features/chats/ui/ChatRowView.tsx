import { memo, useEffect, useRef, useState } from 'react'

import type { ChannelKind } from '#shared/domain/channel'
import type { AgentId, ChatId } from '#shared/domain/ids'
import { pinOf } from '#shared/domain/pin'
import { isAway } from '#shared/domain/snooze'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { Avatar } from '../../../ui/Avatar'
import { fileUrl } from '../../../ui/file-url'
import { IconEye, IconFlagFilled, IconMessageUser, IconPhone, IconPinFilled, IconRobot } from '../../../ui/icons'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import { formatExact, formatListTime } from '../../../ui/time'
import { clientNameOf } from '#shared/domain/client-name'
import { previewOf } from '../model/preview'
import classes from './ChatRowView.module.css'
import { DeliveryMark } from './DeliveryMark'
import { useNames } from './names'
import { PresentWords } from './PresentWords'
import { SnoozeMark } from './SnoozeMark'
import { WaitingTime } from './WaitingTime'

export interface ChatRowViewProps {
  readonly row: ChatRow
  /** Where it stands, from 1, and in how long a list; -1: that is not known yet. */
  readonly at: number
  readonly of: number
  readonly channelKind: ChannelKind | null
  readonly isOpen: boolean
  readonly isActive: boolean
  readonly nowMs: number
  readonly meId: AgentId | null
  readonly onOpen: (id: ChatId) => void
  readonly onPeek: (id: ChatId) => void
  /** `null`: nobody calls from this list. */
  readonly onDial: ((id: ChatId, at: { readonly x: number; readonly y: number }) => void) | null
}

export function rowElementId(id: ChatId): string {
  return `chat-${id}`
}

/** Drawn again when something of it changes: opening a chat draws two rows and not all that are on the screen. */
export const ChatRowView = memo(function ChatRowView({
  at,
  of,
  isOpen,
  isActive,
  onOpen,
  onPeek,
  onDial,
  ...told
}: ChatRowViewProps) {
  const { row } = told
  const [isPointed, setPointed] = useState(false)
  const element = useRef<HTMLDivElement>(null)
  // The list names the row that is marked only while that row is drawn: of 100,000 most are not.
  useEffect(() => {
    const list = isActive ? element.current?.closest('[role=listbox]') : null
    if (!list) return
    list.setAttribute('aria-activedescendant', rowElementId(row.id))
    return () => {
      list.removeAttribute('aria-activedescendant')
    }
  }, [isActive, row.id])
  return (
    <div
      ref={element}
      id={rowElementId(row.id)}
      role="option"
      aria-selected={isOpen}
      aria-posinset={at}
      aria-setsize={of}
      className={classes.row}
      data-open={isOpen || undefined}
      data-active={isActive || undefined}
      data-unread={row.unread > 0 || undefined}
      data-chat={row.id}
      onPointerEnter={() => {
        setPointed(true)
      }}
      onPointerLeave={() => {
        setPointed(false)
      }}
      onClick={() => {
        onOpen(row.id)
      }}
    >
      <RowWords {...told} />
      {isPointed && <RowDeeds id={row.id} onPeek={onPeek} onDial={onDial} />}
    </div>
  )
})

type RowWordsProps = Pick<ChatRowViewProps, 'row' | 'channelKind' | 'nowMs' | 'meId'>

/** Apart from its place: where one conversation moves to the top, all others stand one place further down. */
const RowWords = memo(function RowWords({ row, channelKind, nowMs, meId }: RowWordsProps) {
  const { t, i18n } = useTranslation(['chats', 'cases', 'common'])
  const { state, waitingSinceMs, priority, snooze } = row.case
  const isPinned = pinOf(row.case, meId) !== null
  const name = clientNameOf(row) || t('common:guest')
  return (
    <>
      <Avatar
        name={name}
        seed={row.clientId}
        size="var(--row-avatar)"
        imageUrl={row.avatarFileId ? fileUrl(row.avatarFileId) : null}
        mark={channelKind && { kind: channelKind, label: t(`common:channelKind.${channelKind}`) }}
      />
      <div className={classes.body}>
        <div className={classes.line}>
          {isPinned && (
            <IconPinFilled size={13} role="img" aria-label={t('cases:list.pinned')} className={classes.mark} />
          )}
          {priority === 'high' && (
            <IconFlagFilled size={13} role="img" aria-label={t('cases:list.high')} className={classes.high} />
          )}
          <span className={classes.name}>{name}</span>
          {row.lastMessage?.delivery && !row.draftText && (
            <DeliveryMark delivery={row.lastMessage.delivery} size={14} />
          )}
          <time
            className={classes.time}
            dateTime={new Date(row.lastAtMs).toISOString()}
            title={formatExact(row.lastAtMs, i18n.language)}
          >
            {formatListTime(row.lastAtMs, nowMs, i18n.language)}
          </time>
        </div>
        <div className={classes.line}>
          {row.isWithoutVacancy && (
            <IconMessageUser size={14} role="img" aria-label={t('deed.free.label')} className={classes.free} />
          )}
          <span className={classes.subject}>
            {row.isWithoutVacancy ? t('deed.free.label') : (row.response?.vacancy.title ?? row.subject?.title)}
          </span>
          <PresentWords chatId={row.id} meId={meId} className={classes.present} />
          <Holder row={row} meId={meId} />
          {snooze && <SnoozeMark snooze={snooze} />}
          {waitingSinceMs !== null && !isAway(snooze) && state.kind !== 'closed' && (
            <WaitingTime chat={row} sinceMs={waitingSinceMs} />
          )}
        </div>
        <div className={classes.line}>
          <LastLine row={row} />
          {row.unread > 0 && (
            <span className={classes.badge} aria-label={t('list.unreadCount', { count: row.unread })}>
              {row.unread > 99 ? '99+' : row.unread}
            </span>
          )}
        </div>
      </div>
    </>
  )
})

type RowDeedsProps = Pick<ChatRowViewProps, 'onPeek' | 'onDial'> & { readonly id: ChatId }

/**
 * For the mouse alone, and there only under it: an option holds no buttons, and a list that scrolls makes many rows. By the
 * keyboard it is Alt+Enter on the row.
 */
function RowDeeds({ id, onPeek, onDial }: RowDeedsProps) {
  const { t } = useTranslation('chats')
  const keyWords = useKeyWords()
  return (
    <>
      {onDial && (
        <span
          aria-hidden
          className={classes.dial}
          data-deed
          title={keyWords.beside(t('rowMenu.call'), 'rowMenu')}
          onClick={(event) => {
            event.stopPropagation()
            onDial(id, { x: event.clientX, y: event.clientY })
          }}
        >
          <IconPhone size={16} aria-hidden />
        </span>
      )}
      <span
        aria-hidden
        className={classes.peek}
        data-deed
        title={keyWords.beside(t('peek.button'), 'peek')}
        onClick={(event) => {
          event.stopPropagation()
          onPeek(id)
        }}
      >
        <IconEye size={16} aria-hidden />
      </span>
    </>
  )
}

/** Who else is in it: a bot, or a colleague by name. */
function Holder({ row, meId }: { readonly row: ChatRow; readonly meId: AgentId | null }) {
  const { t } = useTranslation('cases')
  const names = useNames()
  const { state } = row.case
  if (state.kind === 'withBot') {
    return <IconRobot size={14} role="img" aria-label={t('list.withBot')} className={classes.mark} />
  }
  if (state.kind !== 'assigned' || state.agentId === meId) return null
  const name = names.agent(state.agentId)
  return (
    <span className={classes.holder} title={t('list.by', { name })}>
      {name}
    </span>
  )
}

function LastLine({ row }: { readonly row: ChatRow }) {
  const { t } = useTranslation('chats')
  if (row.draftText) {
    return (
      <span className={classes.last}>
        <span className={classes.draft}>{t('list.draft')}</span> {row.draftText}
      </span>
    )
  }
  if (!row.lastMessage) return <span className={classes.last} />
  const { content, direction } = row.lastMessage
  const preview = previewOf(content)
  return (
    <span className={classes.last} data-soft={preview.kind === 'key' || undefined}>
      {direction === 'out' && content.kind !== 'phoneCall' && <span className={classes.you}>{t('list.you')} </span>}
      {preview.kind === 'text' ? preview.text : t(`preview.${preview.key}`)}
    </span>
  )
}
