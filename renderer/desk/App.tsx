import { Suspense, useCallback, useEffect, useMemo } from 'react'
import { useStore } from 'zustand'

import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../i18n/use-translation'
import type { Me, SyncStatus } from '../data/desk-data'
import { useDeskData } from '../data/desk-data-context'
import { ChatsPage, useRefusals, type ChatsEnvironment, type ChatsStore, type ListPlace } from '../features/chats'
import { appRequests, changeSettings, useAppSettings } from '../features/settings/model/app-settings'
import type { OtherWindows } from '../sync/other-windows'
import { SpokenLog, useSpoken } from '../ui/SpokenLog'
import { useObserved } from '../ui/use-observed'
import classes from './App.module.css'
import { Banner } from './Banner'
import { useCheatSheet } from './cheat-sheet/use-cheat-sheet'
import type { DeskPage, DeskStore } from './desk.store'
import {
  CallBar,
  CallLoad,
  CallsPage,
  DeskPhoneBar,
  Guide,
  PbxCallBar,
  openCallRemark,
  NetworkDialog,
  RegistrationIndicator,
  RemarksOfEnded,
  RemarkStrip,
  SettingsPage,
  SetupDialog,
  SupervisorPage,
  UpdateBar,
  WrapUpBar,
} from './later'
import { renderDial, renderDialItems } from './dial-controls'
import { PageBoundary } from './PageBoundary'
import type { Preferences } from './preferences'
import { Rail } from './Rail'
import { useAbsence } from './use-absence'
import { useLimitWarnings } from './use-limit-warnings'
import { useTakesCalls } from './use-takes-calls'
import { useChatLinks } from './use-chat-links'
import { useDialRequests } from './use-dial-requests'
import { useGuide } from './use-guide'
import { useHub } from './use-hub'
import { useIncoming } from './use-incoming'
import { useLeaving } from './use-leaving'
import { usePolicyProblems } from './use-policy-problems'
import { useFocusHome } from './use-focus-home'
import { usePalette } from './use-palette'
import { usePlaces } from './use-places'
import { useParts } from './use-parts'
import { useQuietSummary } from './use-quiet-summary'
import { useUnsent } from './use-unsent'

const STARTING: SyncStatus = { kind: 'starting' }

export interface AppProps {
  readonly others: Pick<OtherWindows, 'hasInFront' | 'clearFront' | 'onFront' | 'speak'> | null
  readonly desk: DeskStore
  readonly chats: ChatsStore
  readonly preferences: Preferences
  readonly onListPainted: (isUsable: boolean) => void
}

export function App({ others, desk, chats, preferences, onListPainted }: AppProps) {
  const { t } = useTranslation('common')
  const data = useDeskData()
  const places = usePlaces(desk)
  useLeaving()
  useParts()
  useFocusHome()
  const page = useStore(desk.store, (state) => state.page)
  const section = useStore(desk.store, (state) => state.settingsSection)
  const isPainted = useStore(desk.store, (state) => state.isPainted)
  const sync = useObserved<SyncStatus>(
    useCallback((listener: (status: SyncStatus) => void) => data.observeSync(listener), [data]),
    STARTING,
  )
  const hub = useHub()
  const me = useObserved<Me | null>(
    useCallback((listener: (me: Me | null) => void) => data.observeMe(listener), [data]),
    null,
  )

  useAbsence(me)
  useTakesCalls(me)
  useUnsent(isPainted)
  const openChat = useCallback(
    (id: ChatId) => {
      // Found in either list, the conversation is the same.
      if (desk.store.getState().page !== 'cases') places.goTo('chats')
      chats.open(id)
    },
    [desk, places, chats],
  )
  const cheatSheet = useCheatSheet({ desk, chats, places, me })
  const palette = usePalette({ desk, chats, places, me, isPainted, openChat, openCheatSheet: cheatSheet.open })
  const isGuideOpen = useGuide()
  /** As a supervisor: unseen (spec V2). */
  const watchChat = useCallback(
    (id: ChatId) => {
      if (desk.store.getState().page !== 'cases') places.goTo('chats')
      chats.watch(id)
    },
    [desk, places, chats],
  )
  const isChatInFront = useCallback(
    (id: ChatId) =>
      document.hasFocus()
        ? isList(desk.store.getState().page) && chats.store.getState().openId === id
        : others?.hasInFront(id) === true,
    [others, desk, chats],
  )
  useEffect(() => {
    const back = (): void => {
      others?.clearFront()
    }
    window.addEventListener('focus', back)
    return () => {
      window.removeEventListener('focus', back)
    }
  }, [others])
  const openChatId = useStore(chats.store, (state) => state.openId)
  const [spoken, speakHere] = useSpoken()
  const speak = useCallback(
    (text: string) => {
      if (document.hasFocus() || !others) speakHere(text)
      else others.speak(text)
    },
    [others, speakHere],
  )
  useIncoming({
    isChatInFront,
    others,
    shownChat: isList(page) ? openChatId : null,
    openChat,
    watchChat,
    meId: me?.agent.id ?? null,
    speak,
  })
  useLimitWarnings({ isPainted, isChatInFront, openChat })
  useQuietSummary(openChat)
  useChatLinks(openChat)
  useRefusals()
  const dialRequest = useDialRequests(
    useCallback(() => {
      places.goTo('calls')
    }, [places]),
  )
  const openLines = useCallback(() => {
    places.openSettings('lines')
  }, [places])
  usePolicyProblems(
    useCallback(() => {
      places.openSettings('company')
    }, [places]),
  )
  const openDeskPhone = useCallback(() => {
    places.openSettings('deskPhone')
  }, [places])
  const undoSendSeconds = useAppSettings()?.undoSendSeconds ?? 0
  const environment = useMemo<ChatsEnvironment>(
    () => ({
      openExternal: (url) => {
        void appRequests().openExternal({ url })
      },
      connectChannel: () => {
        places.openSettings('channels')
      },
      addLine: openLines,
      undoSendMs: undoSendSeconds * 1000,
      renderDial,
      renderDialItems,
      openCallRemark: (id) => void openCallRemark(id),
    }),
    [places, openLines, undoSendSeconds],
  )
  const actingId = me && me.agent.id !== me.own.id ? me.agent.id : null
  const callBar = isPainted && (
    <Suspense fallback={null}>
      <CallBar onOpenLines={openLines} shownChat={isList(page) ? openChatId : null} />
      <RemarkStrip me={me?.agent ?? null} />
      <DeskPhoneBar onOpenSettings={openDeskPhone} />
      <PbxCallBar />
    </Suspense>
  )

  return (
    <div className={classes.window}>
      {palette}
      {cheatSheet.sheet}
      {isPainted && isGuideOpen && (
        <Suspense fallback={null}>
          <Guide />
        </Suspense>
      )}
      {isPainted && (
        <Suspense fallback={null}>
          <CallLoad by={actingId} />
          <RemarksOfEnded />
          <SetupDialog />
          <NetworkDialog />
        </Suspense>
      )}
      {isPainted && (
        <Suspense fallback={null}>
          <WrapUpBar me={me} />
        </Suspense>
      )}
      {isPainted && (
        <Suspense fallback={null}>
          <UpdateBar />
        </Suspense>
      )}
      <Banner sync={sync} hub={hub.connection} onRestartHub={hub.restart} />
      <div className={classes.desk}>
        <Rail
          page={page}
          me={me}
          isPainted={isPainted}
          sync={sync.kind}
          onPage={places.goTo}
          phoneState={
            isPainted && (
              <Suspense fallback={null}>
                <RegistrationIndicator onOpenLines={openLines} />
              </Suspense>
            )
          }
        />
        <PageBoundary key={isList(page) ? 'chats' : page} title={t('crashed')} action={t('reload')}>
          {isList(page) ? (
            <ChatsPage
              chats={chats}
              place={page}
              me={me?.agent ?? null}
              environment={environment}
              listWidth={preferences.listWidth}
              isContextOpen={preferences.contextOpen}
              onListWidth={(listWidth) => {
                void changeSettings({ listWidth })
              }}
              onContextOpen={(contextOpen) => {
                void changeSettings({ contextOpen })
              }}
              onListPainted={onListPainted}
              callBar={callBar}
            />
          ) : (
            <main className={classes.page} data-part="page">
              {callBar}
              <div className={classes.pageBody}>
                <Suspense fallback={null}>
                  {page === 'calls' ? (
                    <CallsPage dialRequest={dialRequest} onOpenChat={openChat} onOpenLines={openLines} />
                  ) : page === 'supervisor' ? (
                    <SupervisorPage onOpenChat={watchChat} />
                  ) : (
                    <SettingsPage section={section} onSection={places.openSettings} />
                  )}
                </Suspense>
              </div>
            </main>
          )}
        </PageBoundary>
      </div>
      <SpokenLog lines={spoken} />
    </div>
  )
}

/** Chats and cases are two views of one page: what is open stays open. */
function isList(page: DeskPage): page is ListPlace {
  return page === 'chats' || page === 'cases'
}
