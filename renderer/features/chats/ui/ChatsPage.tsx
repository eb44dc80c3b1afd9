import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react'
import { useStore } from 'zustand'

import type { Agent } from '#shared/domain/agent'
import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { TIMELINE_PAGE, type ChatRow } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { afterPaint } from '../../../ui/after-paint'
import { EmptyState } from '../../../ui/EmptyState'
import { ChooseChat } from '../../../ui/illustrations/ChooseChat'
import { LateTurn } from '../../../ui/LateTurn'
import { ResizeHandle } from '../../../ui/ResizeHandle'
import { isAction } from '../../../ui/keys/key-table'
import { useMedia } from '../../../ui/use-media'
import { useObserved } from '../../../ui/use-observed'
import type { ChatsStore, ContextTab, ListPlace } from '../model/chats.store'
import { neighbour } from '../model/chats.store'
import type { Deed } from '../model/deed-offers'
import { ChatList } from './ChatList'
import { ChatsEnvironmentProvider, type ChatsEnvironment } from './chats-environment'
import classes from './ChatsPage.module.css'
import { DeedDialogs } from './deeds/DeedDialogs'
import { PeopleProvider } from './names'
import { StartHere } from './StartHere'
import { useChannels } from './use-channels'
import { useContextKeys } from './use-context-keys'

/** The first screen is the list; what a chat needs is fetched as soon as the list stands. */
const loadConversation = () => import('./Conversation')
const loadContext = () => import('./ContextPanel')
const Conversation = lazy(async () => ({ default: (await loadConversation()).Conversation }))
const ContextPanel = lazy(async () => ({ default: (await loadContext()).ContextPanel }))

const LIST_MIN_PX = 280
const LIST_MAX_PX = 360
const CONTEXT_BESIDE = '(min-width: 1100px)'
const ONE_COLUMN = '(max-width: 759px)'

export interface ChatsPageProps {
  readonly chats: ChatsStore
  readonly place: ListPlace
  readonly me: Agent | null
  readonly environment: ChatsEnvironment
  readonly listWidth: number
  readonly isContextOpen: boolean
  readonly onListWidth: (width: number) => void
  readonly onContextOpen: (isOpen: boolean) => void
  readonly onListPainted: (isUsable: boolean) => void
  /** Stands over the conversation. */
  readonly callBar: ReactNode
}

export function ChatsPage(props: ChatsPageProps) {
  const { chats, place, me, environment, isContextOpen, onContextOpen } = props
  const { t } = useTranslation(['chats', 'cases'])
  useLayoutEffect(() => {
    chats.setPlace(place)
  }, [chats, place])
  const data = useDeskData()
  const openId = useStore(chats.store, (state) => state.openId)
  const isWatching = useStore(chats.store, (state) => state.isWatching)
  const found = useStore(chats.store, (state) => state.found)
  const focusRequest = useStore(chats.store, (state) => state.composerFocus)
  const observe = useCallback(
    (listener: (chat: ChatRow | null) => void) =>
      openId === null ? { dispose: () => undefined } : data.observeChat(openId, listener),
    [data, openId],
  )
  const listed = openId === null ? null : data.peekChat(openId)
  const chat = useObserved<ChatRow | null>(observe, listed, false, listed !== null)
  useEffect(
    () =>
      chats.store.subscribe(({ openId: id }, before) => {
        if (id !== null && id !== before.openId) void data.readAhead(id, TIMELINE_PAGE)
      }),
    [chats, data],
  )
  const channels = useChannels()
  const channel = channels?.find(({ id }) => id === chat?.channelId) ?? null
  const isContextBeside = useMedia(CONTEXT_BESIDE)
  const isOneColumn = useMedia(ONE_COLUMN)
  const title = t(place === 'cases' ? 'cases:title' : 'title')
  // One column at a time: whichever is there is the page's main part.
  const ListPart = isOneColumn ? 'main' : 'section'
  const [width, setWidth] = useState(clampWidth(props.listWidth))
  const [isDrawerOpen, setIsDrawerOpen] = useState(false)
  const [asked, setAsked] = useState<{ readonly chatId: ChatId; readonly deed: Deed } | null>(null)
  const showsContext = isContextBeside ? isContextOpen : isDrawerOpen
  const toggleContext = isContextBeside ? onContextOpen : setIsDrawerOpen

  const { onListPainted } = props
  const handlePainted = useCallback(
    (isUsable: boolean) => {
      onListPainted(isUsable)
      afterPaint(() => {
        void loadConversation()
        void loadContext()
      })
    },
    [onListPainted],
  )

  const within = useMemo(
    () => ({
      ...environment,
      openChat: (id: ChatId) => {
        chats.open(id)
      },
      writeIn: (id: ChatId) => {
        setIsDrawerOpen(false)
        chats.open(id)
      },
      showContext: (tab: ContextTab) => {
        chats.setContextTab(tab)
        toggleContext(true)
      },
      askDeed: (deed: Deed) => {
        const { openId: chatId } = chats.store.getState()
        if (chatId !== null) setAsked({ chatId, deed })
      },
    }),
    [environment, chats, toggleContext],
  )
  const watching = useMemo(
    () => ({
      join: (id: ChatId) => {
        chats.open(id)
      },
      leave: () => {
        chats.close()
        focusList()
      },
    }),
    [chats],
  )
  const leaveFound = useCallback(() => {
    chats.leaveFound()
  }, [chats])
  const closeDeed = useCallback(() => {
    setAsked(null)
    const { openId: id } = chats.store.getState()
    if (id !== null) chats.open(id)
  }, [chats])
  // Left at once: whoever looks at a conversation reads it.
  const markUnread = useCallback(() => {
    const { openId: id, activeId, isWatching: isUnseen } = chats.store.getState()
    const marked = id ?? activeId
    if (marked === null || isUnseen) return
    chats.close()
    void data.markUnread(marked)
    focusList()
  }, [chats, data])
  useChatKeys(chats, markUnread)
  useContextKeys({ chats, chat, isShown: showsContext, onShow: toggleContext })

  return (
    <ChatsEnvironmentProvider value={within}>
      <PeopleProvider>
        <div className={classes.root}>
          {(!isOneColumn || openId === null) && (
            <ListPart
              className={classes.list}
              data-part="list"
              aria-label={title}
              style={isOneColumn ? { flex: 1 } : { width }}
            >
              <ChatList chats={chats} me={me} onPainted={handlePainted} />
              {!isOneColumn && (
                <ResizeHandle
                  label={t('list.resize')}
                  width={width}
                  min={LIST_MIN_PX}
                  max={LIST_MAX_PX}
                  onChange={setWidth}
                  onSettled={props.onListWidth}
                />
              )}
            </ListPart>
          )}
          {(!isOneColumn || openId !== null) && (
            <main className={classes.main} data-part="conversation">
              {isOneColumn && <h1 className="visually-hidden">{title}</h1>}
              {props.callBar}
              {chat ? (
                <Suspense fallback={null}>
                  <Conversation
                    chat={chat}
                    channel={channel}
                    me={me}
                    focusRequest={focusRequest}
                    onMarkUnread={markUnread}
                    found={found}
                    onLeaveFound={leaveFound}
                    watching={isWatching ? watching : null}
                    isContextOpen={showsContext}
                    onContextOpen={toggleContext}
                    onBack={
                      isOneColumn
                        ? () => {
                            chats.close()
                          }
                        : null
                    }
                  />
                </Suspense>
              ) : (
                openId === null &&
                (channels?.length === 0 ? (
                  <StartHere />
                ) : (
                  channels !== null && (
                    <EmptyState picture={<ChooseChat />} title={t('empty.choose')} hint={t('empty.chooseHint')} />
                  )
                ))
              )}
            </main>
          )}
          {chat && !isWatching && (
            <DeedDialogs
              key={`deeds ${chat.id}`}
              chat={chat}
              channel={channel}
              me={me}
              asked={asked?.chatId === chat.id ? asked.deed : null}
              onAsk={within.askDeed}
              onClose={closeDeed}
              onOpen={within.writeIn}
            />
          )}
          {chat && showsContext && (
            <>
              {!isContextBeside && (
                <div
                  className={classes.veil}
                  onClick={() => {
                    setIsDrawerOpen(false)
                  }}
                />
              )}
              <div className={classes.context} data-part="context" data-drawer={!isContextBeside || undefined}>
                <LateTurn of={chat.id}>
                  <Suspense fallback={null}>
                    <ContextPanel chats={chats} chat={chat} channel={channel} me={me} />
                  </Suspense>
                </LateTurn>
              </div>
            </>
          )}
        </div>
      </PeopleProvider>
    </ChatsEnvironmentProvider>
  )
}

/** Alt+↑/↓ walk the list as it stands on the screen; Esc goes back, the list keeping its place. */
function useChatKeys(chats: ChatsStore, onMarkUnread: () => void): void {
  const hadOverlay = useRef(false)
  // A dialog that Escape closes is gone when the key arrives below; this listener is older and sees it before.
  useEffect(() => {
    const noteOverlay = () => {
      // A list of suggestions is told by its field: the list of chats has that role too.
      hadOverlay.current =
        document.querySelector('[role=dialog],[role=menu]') !== null ||
        document.activeElement?.getAttribute('aria-expanded') === 'true'
    }
    window.addEventListener('keydown', noteOverlay, true)
    return () => {
      window.removeEventListener('keydown', noteOverlay, true)
    }
  }, [])
  useEffect(() => {
    const handleKeys = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented) return
      const step = isAction(event, 'nextChat') ? 1 : isAction(event, 'previousChat') ? -1 : 0
      if (step !== 0) {
        const { openId, isWatching } = chats.store.getState()
        const next = neighbour(chats.listed(), openId, step)
        // Whoever looks on goes on looking on.
        if (next !== null && isWatching) chats.watch(next)
        else if (next !== null) chats.open(next)
      } else if (isAction(event, 'markUnread') && !hadOverlay.current) onMarkUnread()
      else if (isAction(event, 'leaveFound') && chats.store.getState().found) chats.leaveFound()
      else if (isAction(event, 'back') && !hadOverlay.current) {
        chats.close()
        focusList()
      } else return
      event.preventDefault()
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [chats, onMarkUnread])
}

function focusList(): void {
  requestAnimationFrame(() => document.getElementById('chat-list')?.focus())
}

function clampWidth(width: number): number {
  return Math.max(LIST_MIN_PX, Math.min(LIST_MAX_PX, width))
}
