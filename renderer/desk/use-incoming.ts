import { useEffect, useState } from 'react'

import type { NoticesContract } from '#shared/contract/ipc/notices'
import type { AgentId, ChatId } from '#shared/domain/ids'
import { MAX_NEWS } from '#shared/domain/most-news'
import type { Disposable } from '#shared/lib/disposable'

import { useTranslation } from '../i18n/use-translation'
import type { ChatRow, IncomingMessage } from '../data/desk-data'
import { useDeskData } from '../data/desk-data-context'
import { clientNameOf, observedOnce } from '../features/chats'
import { useAppSettings } from '../features/settings/model/app-settings'
import { createClient, onEvent } from '../ipc/client'
import type { OtherWindows } from '../sync/other-windows'
import { useClock } from '../ui/clock-context'
import { countByChat } from './count-by-chat'
import { noticeWords } from './notice-words'
import { hideToast, showToast } from './chat-toast'
import { soundEventOf } from './sound-event-of'
import { showSummary } from './summary-toast'
import { OpeningWatch } from './opening-watch'
import { TellingPace } from './telling-pace'
import { isSettled, UnopenedNews } from './unopened'

const MINUTE_MS = 60_000
const LOOK_AGAIN_MS = 15_000
const NAME_LIMIT = 200
/** More at once, as after a loss of the connection, are told as one. */
const ONE_BY_ONE = 3

export interface IncomingOptions {
  readonly isChatInFront: (id: ChatId) => boolean
  /** The small windows of this desk. */
  readonly others: Pick<OtherWindows, 'onFront'> | null
  /** The chat on the screen, if any: what a toast of it would say is read there. */
  readonly shownChat: ChatId | null
  readonly openChat: (id: ChatId) => void
  /** Opens it unseen: what a supervisor is told of is a colleague's. */
  readonly watchChat: (id: ChatId) => void
  readonly meId: AgentId | null
  /** To a screen reader, in the window in which the person works. */
  readonly speak: (text: string) => void
}

interface Due {
  readonly arrival: IncomingMessage
  readonly round: number
}

/**
 * Main decides once per message how it is told: by the system, by a toast here, or not at all. A toast and a notice of the
 * system speak for themselves, so only messages of the chat in front are spoken besides.
 */
export function useIncoming(options: IncomingOptions): void {
  const { isChatInFront, others, shownChat, openChat, watchChat, meId, speak } = options
  const data = useDeskData()
  const { t } = useTranslation(['chats', 'cases', 'common', 'shell'])
  const { t: shell } = useTranslation(['shell', 'common'])
  const clock = useClock()
  const [unopened] = useState(() => new UnopenedNews())
  const settings = useAppSettings()
  const repeatMs = (settings?.repeatMinutes ?? 0) * MINUTE_MS
  const repeatTimes = settings?.repeatTimes ?? 0
  /** Told of as a supervisor: a click on any notice of these looks on. */
  const [late] = useState(() => new Set<ChatId>())

  useEffect(() => {
    const notices = createClient<NoticesContract>('notices')
    const open = (id: ChatId): void => {
      if (late.has(id)) watchChat(id)
      else openChat(id)
    }
    const nameOf = ({ chat }: IncomingMessage): string => (clientNameOf(chat) || t('common:guest')).slice(0, NAME_LIMIT)
    const tell = async ({ arrival, round }: Due): Promise<void> => {
      const { chat, message, kind } = arrival
      const { title, body } = noticeWords(arrival, t)
      const inFront = isChatInFront(chat.id)
      const verdict = await notices.messageArrived({
        messageId: message.id,
        chatId: chat.id,
        kind,
        event: soundEventOf(arrival, meId),
        round,
        name: nameOf(arrival),
        title,
        body,
        isChatInFront: inFront,
      })
      if (verdict === 'toast') await showToast({ id: chat.id, title, body, openChat: open }, t)
      else if (verdict === 'none' && inFront) speak(t('chats:announce', { name: title, text: body }))
    }
    const tellMany = async (news: readonly Due[]): Promise<void> => {
      // A worker that was started again tells of what waited here once more.
      const byId = new Map(news.map((due) => [due.arrival.message.id, due]))
      const latest = [...byId.values()].slice(-MAX_NEWS)
      const inFront = latest.filter(({ arrival }) => isChatInFront(arrival.chat.id))
      const { verdict, fresh } = await notices.manyArrived({
        news: latest.map(({ arrival, round }) => ({
          messageId: arrival.message.id,
          chatId: arrival.chat.id,
          kind: arrival.kind,
          event: soundEventOf(arrival, meId),
          round,
          name: nameOf(arrival),
          isChatInFront: inFront.some((each) => each.arrival === arrival),
        })),
      })
      const [first] = inFront
      if (first) speak(t('chats:announceMany', { count: inFront.length, name: nameOf(first.arrival) }))
      if (verdict !== 'toast') return
      const ids = new Set<string>(fresh)
      const told = latest.map(({ arrival }) => arrival).filter(({ message }) => ids.has(message.id))
      const title = shell('shell:many.title', { count: told.length })
      await showSummary({ title, chats: countByChat(told, nameOf), calls: 0, stays: false }, shell, open)
    }
    const tellAll = async (news: readonly Due[]): Promise<void> => {
      for (const { arrival } of news) {
        if (arrival.kind === 'late') late.add(arrival.chat.id)
        else late.delete(arrival.chat.id)
      }
      if (news.length > ONE_BY_ONE) await tellMany(news)
      else await Promise.all(news.map(tell))
      data.noteTold(news.map(({ arrival }) => arrival.message.id))
    }
    const opened = (id: ChatId): void => {
      unopened.opened(id)
      openings.forget(id)
      void hideToast(id)
    }
    const openings = new OpeningWatch({
      observePresent: (id, listener) => data.observePresent(id, listener),
      meId,
      onOpened: opened,
    })
    for (const arrival of unopened.arrivals) openings.watch(arrival)
    const elsewhere = others?.onFront(opened)
    const pace = new TellingPace<Due>(clock, (news) => void tellAll(news))
    const arrivals = data.onIncoming((news) => {
      for (const arrival of news) {
        if (isChatInFront(arrival.chat.id)) continue
        unopened.told(arrival, clock.now())
        openings.watch(arrival)
      }
      const due = news.map((arrival) => ({ arrival, round: 0 }))
      // What stands on the screen is spoken at once: it was seen already.
      void tellAll(due.filter(({ arrival }) => isChatInFront(arrival.chat.id)))
      pace.add(due.filter(({ arrival }) => !isChatInFront(arrival.chat.id)))
    })
    const requests = onEvent<NoticesContract, 'chatRequested'>('notices', 'chatRequested', ({ chatId }) => {
      open(chatId)
    })
    /** Spec N4: at its interval, until somebody has opened it. */
    const repeat = async (): Promise<void> => {
      const due: Due[] = []
      for (const each of unopened.takeDue(clock.now(), repeatMs, repeatTimes)) {
        const { id } = each.arrival.chat
        const now = await observedOnce<ChatRow | null>((listener) => data.observeChat(id, listener))
        if (isSettled(each.arrival, now, meId)) unopened.opened(id)
        else due.push(each)
      }
      await tellAll(due)
    }
    let timer: Disposable | null = null
    const wait = (): void => {
      timer = clock.schedule(LOOK_AGAIN_MS, () => {
        void repeat()
        wait()
      })
    }
    if (repeatMs > 0) wait()
    return () => {
      timer?.dispose()
      elsewhere?.dispose()
      openings.dispose()
      arrivals.dispose()
      pace.dispose()
      requests.dispose()
    }
  }, [
    data,
    t,
    shell,
    isChatInFront,
    others,
    openChat,
    watchChat,
    late,
    clock,
    unopened,
    repeatMs,
    repeatTimes,
    meId,
    speak,
  ])

  useEffect(() => {
    if (shownChat === null) return
    unopened.opened(shownChat)
    void hideToast(shownChat)
  }, [shownChat, unopened])
}
