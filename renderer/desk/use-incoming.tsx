import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { NoticesContract } from '#shared/contract/ipc/notices'
import type { AgentId, ChatId } from '#shared/domain/ids'
import type { Disposable } from '#shared/lib/disposable'

import type { ChatRow, IncomingMessage } from '../data/desk-data'
import { useDeskData } from '../data/desk-data-context'
import { clientNameOf, observedOnce } from '../features/chats'
import { useAppSettings } from '../features/settings/model/app-settings'
import { createClient, onEvent } from '../ipc/client'
import { useClock } from '../ui/clock-context'
import { noticeWords } from './notice-words'
import { hideToast, showToast } from './chat-toast'
import { isSettled, UnopenedNews } from './unopened'

const MINUTE_MS = 60_000
const LOOK_AGAIN_MS = 15_000
const NAME_LIMIT = 200

export interface IncomingOptions {
  readonly isChatInFront: (id: ChatId) => boolean
  /** The chat on the screen, if any: what a toast of it would say is read there. */
  readonly shownChat: ChatId | null
  readonly openChat: (id: ChatId) => void
  /** Opens it unseen: what a supervisor is told of is a colleague's. */
  readonly watchChat: (id: ChatId) => void
  readonly meId: AgentId | null
}

/**
 * Main decides once per message how it is told: by the system, by a toast here, or not at all. Answers what the
 * live region should say: a toast speaks for itself, so only messages of the chat in front are spoken by it.
 */
export function useIncoming({ isChatInFront, shownChat, openChat, watchChat, meId }: IncomingOptions): string {
  const data = useDeskData()
  const { t } = useTranslation(['chats', 'cases', 'common', 'shell'])
  const [spoken, setSpoken] = useState('')
  const clock = useClock()
  const [unopened] = useState(() => new UnopenedNews())
  const repeatMs = (useAppSettings()?.repeatMinutes ?? 0) * MINUTE_MS
  /** Told of as a supervisor: a click on any notice of these looks on. */
  const [late] = useState(() => new Set<ChatId>())

  useEffect(() => {
    const notices = createClient<NoticesContract>('notices')
    const open = (id: ChatId): void => {
      if (late.has(id)) watchChat(id)
      else openChat(id)
    }
    const tell = async (arrival: IncomingMessage, round = 0): Promise<void> => {
      const { chat, message } = arrival
      if (arrival.kind === 'late') late.add(chat.id)
      else late.delete(chat.id)
      const { title, body } = noticeWords(arrival, t)
      const inFront = isChatInFront(chat.id)
      const verdict = await notices.messageArrived({
        messageId: message.id,
        chatId: chat.id,
        kind: arrival.kind,
        round,
        name: (clientNameOf(chat) || t('common:guest')).slice(0, NAME_LIMIT),
        title,
        body,
        isChatInFront: inFront,
      })
      if (verdict === 'toast') await showToast({ id: chat.id, title, body, openChat: open }, t)
      else if (verdict === 'none' && inFront) setSpoken(t('chats:announce', { name: title, text: body }))
    }
    const arrivals = data.onIncoming((arrival) => {
      if (!isChatInFront(arrival.chat.id)) unopened.told(arrival, clock.now())
      void tell(arrival)
    })
    const requests = onEvent<NoticesContract, 'chatRequested'>('notices', 'chatRequested', ({ chatId }) => {
      open(chatId)
    })
    /** Spec N4: at its interval, until somebody has opened it. */
    const repeat = async (): Promise<void> => {
      for (const { arrival, round } of unopened.takeDue(clock.now(), repeatMs)) {
        const { id } = arrival.chat
        const now = await observedOnce<ChatRow | null>((listener) => data.observeChat(id, listener))
        if (isSettled(arrival, now, meId)) unopened.opened(id)
        else await tell(arrival, round)
      }
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
      arrivals.dispose()
      requests.dispose()
    }
  }, [data, t, isChatInFront, openChat, watchChat, late, clock, unopened, repeatMs, meId])

  useEffect(() => {
    if (shownChat === null) return
    unopened.opened(shownChat)
    void hideToast(shownChat)
  }, [shownChat, unopened])

  return spoken
}
