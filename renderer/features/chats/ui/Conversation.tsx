import { lazy, Suspense, useEffect, useRef, useState, type DragEvent } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { Channel } from '#shared/domain/channel'
import { isHeld } from '#shared/domain/delivery'
import type { AgentId, ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow, DeskData, TimelinePage } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { useOffers } from '../../../data/use-offers'
import { formatBytes } from '../../../ui/bytes'
import { useClock } from '../../../ui/clock-context'
import { editableForMs, lastEditable, lastUndoable, wishedText } from '../model/revision'
import { useStateOf } from '../../../ui/use-state-of'
import { fetchFile } from '../../../ui/fetch-file'
import type { FoundPlace } from '../model/chats.store'
import { silenceKey } from '../model/silence-key'
import { templateFacts } from '../model/template-facts'
import { Composer } from './Composer'
import classes from './Conversation.module.css'
import { ConversationHeader, type ConversationHeaderProps } from './ConversationHeader'
import { FoundStrip } from './FoundStrip'
import { FoundWordsProvider } from './found-words'
import { usePeople } from './names'
import { Timeline } from './Timeline'
import { useCaseActions } from './use-case-actions'
import { useComposer } from './use-composer'
import { useFoundPlace } from './use-found-place'
import { useImageLimits } from './use-image-limits'
import { observedOnce } from './observed-once'
import { useLooking } from './use-looking'
import { useMarkRead } from './use-mark-read'
import { useWhisper } from './use-whisper'
import { WatchStrip } from './WatchStrip'
import { WhisperBox } from './WhisperBox'
import { WhisperReply } from './whisper-reply'

const RevisionsDialog = lazy(async () => ({ default: (await import('./RevisionsDialog')).RevisionsDialog }))
const DeleteDialog = lazy(async () => ({ default: (await import('./DeleteDialog')).DeleteDialog }))
const TransferDialog = lazy(async () => ({ default: (await import('./TransferDialog')).TransferDialog }))
const CloseDialog = lazy(async () => ({ default: (await import('./CloseDialog')).CloseDialog }))

export interface ConversationProps extends Pick<ConversationHeaderProps, 'isContextOpen' | 'onContextOpen' | 'onBack'> {
  readonly chat: ChatRow
  readonly channel: Channel | null
  readonly me: Agent | null
  readonly focusRequest: number
  readonly onMarkUnread: () => void
  /** The message for which one is here; `null`: for the conversation. */
  readonly found?: FoundPlace | null
  readonly onLeaveFound?: () => void
  /** While somebody looks on unseen (spec V2): how one enters the conversation, and how one is gone; `null`: nobody does. */
  readonly watching?: Watching | null
}

interface Watching {
  readonly join: (id: ChatId) => void
  readonly leave: () => void
}

/**
 * Stays from conversation to conversation, so that header and composer are not made anew: whatever belongs to one of them is
 * held by its chat (`useStateOf`, or a `key`) and cannot leak into the next.
 */
export function Conversation(props: ConversationProps) {
  const {
    chat,
    channel,
    me,
    focusRequest,
    onMarkUnread,
    watching = null,
    found = null,
    onLeaveFound,
    ...layout
  } = props
  const isWatching = watching !== null
  const { t, i18n } = useTranslation(['chats', 'cases'])
  const data = useDeskData()
  const composer = useComposer(chat.id, channel?.capabilities ?? null)
  const limits = useImageLimits(channel?.capabilities.images ?? null)
  const files = channel?.capabilities.files ?? null
  const [unreadAtOpening] = useStateOf(chat.id, () => chat.unread)
  const [isAtBottom, setIsAtBottom] = useStateOf(chat.id, () => true)
  const clock = useClock()
  const [doomed, setDoomed] = useStateOf<Message | null>(chat.id, () => null)
  const [audited, setAudited] = useStateOf<Message | null>(chat.id, () => null)
  const [isDropping, setIsDropping] = useStateOf(chat.id, () => false)
  const [ownFocus, setOwnFocus] = useState(0)
  const root = useRef<HTMLDivElement>(null)
  const actions = useCaseActions(chat, me)
  const offers = useOffers()
  const { agents } = usePeople()
  useEffect(() => {
    composer.setAgents(agents)
  }, [composer, agents])
  useMarkRead(isWatching ? null : chat, isAtBottom)
  useLooking(isWatching ? null : chat.id, me?.id ?? null)
  const place = useFoundPlace(chat.id, found?.messageId ?? null)
  const whisper = useWhisper(chat.id)
  useEffect(() => {
    if (isWatching) void data.watchChat(chat.id)
  }, [data, chat.id, isWatching])

  const canWrite = chat.access.kind === 'open' && !isWatching
  function focusComposer(): void {
    setOwnFocus((before) => before + 1)
  }
  /** What failed or has not left yet stands in the box again, also a picture as long as it is on this desk. */
  async function takeBack(message: Message): Promise<void> {
    const { revision } = message
    // It stands with the client as it was; only what was to be its new text goes another way.
    if (revision?.kind === 'edit' && revision.refused !== null) {
      composer.takeBack(revision.text)
      focusComposer()
      return
    }
    if (message.content.kind === 'text') composer.takeBack(message.content.text)
    else {
      const file = await readAttachment(data, message)
      // Without its bytes it would be lost: then it stays, and leaves as it was to.
      if (!file) return
      await composer.addImages([file])
    }
    await data.discardMessage(message.id)
    focusComposer()
  }
  async function recent(): Promise<TimelinePage['messages']> {
    return (await observedOnce<TimelinePage>((tell) => data.observeTimeline(chat.id, RECENT, tell))).messages
  }
  async function sendHeld(): Promise<void> {
    for (const { id, delivery } of await recent()) if (isHeld(delivery)) await data.retryMessage(id)
  }
  async function undoLast(): Promise<void> {
    const messages = await recent()
    const last = lastUndoable(messages, me)
    if (last) await takeBack(last)
  }
  function change(message: Message): void {
    if (editableForMs(message, clock.now()) === null || message.editableUntilMs === null) return
    const text = wishedText(message)
    composer.beginEdit({
      messageId: message.id,
      text,
      original: originalText(message),
      untilMs: message.editableUntilMs,
    })
    focusComposer()
  }
  async function changeLast(): Promise<void> {
    const messages = canWrite ? await recent() : []
    const held = messages.findLast(({ delivery }) => isHeld(delivery))
    const last = lastEditable(messages, me, clock.now())
    if (held) await takeBack(held)
    else if (last) change(last)
    else focusLastMessage(root.current)
  }
  function handleDrag(event: DragEvent): void {
    if (!canWrite || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setIsDropping(event.type === 'dragover' || event.type === 'dragenter')
    if (event.type === 'drop') void composer.addImages([...event.dataTransfer.files])
  }

  return (
    <div
      ref={root}
      className={classes.root}
      onDragEnter={handleDrag}
      onDragOver={handleDrag}
      onDragLeave={handleDrag}
      onDrop={handleDrag}
    >
      <ConversationHeader
        chat={chat}
        channel={channel}
        me={me}
        actions={actions}
        onMarkUnread={onMarkUnread}
        isWatching={isWatching}
        {...layout}
      />
      {watching && (
        <WatchStrip
          onJoin={() => {
            watching.join(chat.id)
          }}
          onLeave={watching.leave}
        />
      )}
      {found && onLeaveFound && <FoundStrip key={chat.id} found={found} state={place.state} onLeave={onLeaveFound} />}
      <WhisperReply value={isWatching ? null : whisper.begin}>
        <FoundWordsProvider found={found}>
          <Timeline
            key={chat.id}
            chat={isWatching ? untouchable(chat) : chat}
            channel={channel}
            me={me}
            unreadAtOpening={unreadAtOpening}
            found={found && { id: found.messageId, needed: place.needed }}
            onAtBottom={setIsAtBottom}
            onDelete={setDoomed}
            onEdit={(message) => {
              void takeBack(message)
            }}
            onChange={change}
            onAudit={offers('revisions') ? setAudited : null}
            onLeaveDown={focusComposer}
          />
        </FoundWordsProvider>
      </WhisperReply>
      {isWatching ? (
        <WhisperBox key={chat.id} chat={chat} to={holderOf(chat)} isLasting onLeave={watching.leave} />
      ) : (
        <>
          {whisper.to !== null && (
            <WhisperBox
              key={chat.id}
              chat={chat}
              to={whisper.to}
              onLeave={() => {
                whisper.end()
                focusComposer()
              }}
            />
          )}
          <Composer
            composer={composer}
            channel={channel}
            facts={templateFacts(chat, me)}
            silence={chat.access.kind === 'open' ? null : t(silenceKey(chat.access))}
            hint={chat.case.state.kind === 'closed' ? t('cases:closedHere') : null}
            focusRequest={focusRequest + ownFocus}
            onUndo={() => {
              void undoLast()
            }}
            onSendHeld={() => {
              void sendHeld()
            }}
            onLeaveUp={() => {
              void changeLast()
            }}
          />
        </>
      )}
      {isDropping && (
        <div className={classes.drop} aria-hidden>
          <b>{files ? t('composer.dropFile') : limits ? t('composer.drop') : t('composer.noImagesHere')}</b>
          {files
            ? t('composer.dropFileHint', { size: formatBytes(files.maxBytes, i18n.language) })
            : limits && t('composer.dropHint', { types: limits.types, size: limits.size })}
        </div>
      )}
      <Suspense fallback={null}>
        {audited && (
          <RevisionsDialog
            message={audited}
            onClose={() => {
              setAudited(null)
              focusMessage(root.current, audited.id)
            }}
          />
        )}
        {doomed && (
          <DeleteDialog
            message={doomed}
            channel={channel}
            onClose={() => {
              setDoomed(null)
              focusMessage(root.current, doomed.id)
            }}
            onConfirm={() => {
              void data.deleteMessage(doomed.id)
              setDoomed(null)
              focusComposer()
            }}
          />
        )}
        {actions.asking === 'transfer' && (
          <TransferDialog
            state={chat.case.state}
            me={me}
            onClose={() => {
              actions.ask(null)
              focusComposer()
            }}
            onConfirm={(to, note) => {
              void data.transferCase(chat.id, to, note)
              actions.ask(null)
              focusComposer()
            }}
          />
        )}
        {actions.asking === 'close' && (
          <CloseDialog
            chat={chat}
            onClose={() => {
              actions.ask(null)
              focusComposer()
            }}
            onConfirm={() => {
              void data.closeCase(chat.id)
              actions.ask(null)
              focusComposer()
            }}
          />
        )}
      </Suspense>
    </div>
  )
}

/** Whoever looks on changes and deletes nothing. */
function untouchable(chat: ChatRow): ChatRow {
  return { ...chat, access: { kind: 'left' } }
}

function holderOf({ case: { state } }: ChatRow): AgentId | null {
  return state.kind === 'assigned' ? state.agentId : null
}

/** Among so many of the newest ↑ looks for the message to change. */
const RECENT = 50

/** What the client sees, so that saving it unchanged asks nothing of the channel. */
function originalText({ content, revision }: Message): string {
  if (revision?.kind === 'edit' && revision.refused === null) return revision.text
  return content.kind === 'text' ? content.text : ''
}

/** From this desk, else from the hub that has it already; `null` where neither can give it. */
async function readAttachment(data: DeskData, { id, content }: Message): Promise<File | null> {
  if (content.kind !== 'image' && content.kind !== 'file') return null
  const named = (blob: Blob) => new File([blob], content.name ?? '', { type: blob.type })
  const local = await data.readLocalImage(id)
  if (local) return named(local)
  const kept = await fetchFile(content.fileId)
  return kept && named(kept)
}

function focusLastMessage(root: HTMLElement | null): void {
  const messages = root?.querySelectorAll<HTMLElement>('[data-message]')
  if (messages && messages.length > 0) messages[messages.length - 1]?.focus()
}

/** The menu that led to a dialog is gone by then, so the focus goes back to the message itself. */
function focusMessage(root: HTMLElement | null, id: MessageId): void {
  requestAnimationFrame(() => {
    root?.querySelector<HTMLElement>(`[data-message="${id}"]`)?.focus()
  })
}
