import { useEffect } from 'react'

import type { NoticesContract } from '#shared/contract/ipc/notices'
import type { Directory } from '#shared/domain/directory'
import type { ChatId } from '#shared/domain/ids'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'

import { useTranslation } from '../i18n/use-translation'
import type { ChatRow } from '../data/desk-data'
import { useDeskData } from '../data/desk-data-context'
import { clientNameOf } from '../features/chats'
import { createClient } from '../ipc/client'
import { useClock } from '../ui/clock-context'
import { formatWaiting } from '../ui/time'
import { showToast } from './chat-toast'
import { warningsAt, type DueWarning } from './limit-warnings'

/** More own cases than anybody has in hand. */
const LOOKED_AT = 200
const SECOND_MS = 1000
const TITLE_LIMIT = 200
/** A timer of the system is no longer than this. */
const LONGEST_SLEEP_MS = 60 * 60_000

export interface LimitWarningOptions {
  readonly isPainted: boolean
  readonly isChatInFront: (id: ChatId) => boolean
  readonly openChat: (id: ChatId) => void
}

/** Warns of own cases whose limit is close, each wait once, whatever windows and restarts there are (spec Q23, N5). */
export function useLimitWarnings({ isPainted, isChatInFront, openChat }: LimitWarningOptions): void {
  const data = useDeskData()
  const clock = useClock()
  const { t, i18n } = useTranslation(['chats', 'cases', 'common', 'shell'])
  useEffect(() => {
    if (!isPainted) return
    const notices = createClient<NoticesContract>('notices')
    const owned = new DisposableStore()
    const told = new Set<string>()
    let chats: readonly ChatRow[] = []
    let directory: Directory | null = null
    let timer: Disposable | null = null
    const tell = async ({ chat, sinceMs, leftMs }: DueWarning): Promise<void> => {
      const name = clientNameOf(chat) || t('common:guest')
      const left = formatWaiting(Math.ceil(leftMs / SECOND_MS) * SECOND_MS, i18n.language)
      const title = t('cases:notice.limit', { name }).slice(0, TITLE_LIMIT)
      const body = t('cases:notice.limitBody', { left })
      const verdict = await notices.messageArrived({
        // Main tells each id and round once: a wait is known by its case and the second in which it began.
        messageId: chat.case.id,
        round: Math.floor(sinceMs / SECOND_MS),
        chatId: chat.id,
        kind: 'limit',
        event: 'late',
        name: name.slice(0, TITLE_LIMIT),
        title,
        body,
        isChatInFront: isChatInFront(chat.id),
      })
      if (verdict === 'toast') await showToast({ id: chat.id, title, body, openChat }, t)
    }
    const look = (): void => {
      timer?.dispose()
      const nowMs = clock.now()
      const { due, nextMs } = warningsAt(chats, directory?.service, nowMs)
      for (const warning of due) {
        const key = `${warning.chat.case.id} ${String(warning.sinceMs)}`
        if (told.has(key)) continue
        told.add(key)
        void tell(warning)
      }
      if (nextMs !== null) timer = clock.schedule(Math.min(nextMs - nowMs, LONGEST_SLEEP_MS), look)
    }
    let ownCases: Disposable | null = null
    const followCases = (): void => {
      // Where nobody is to be warned, nothing has to be read with each message.
      if (!directory?.service?.warn) {
        ownCases?.dispose()
        ownCases = null
        chats = []
      } else
        ownCases ??= data.observeChatList({ filter: 'mine', search: '', limit: LOOKED_AT }, ({ rows }) => {
          chats = rows
          look()
        })
    }
    owned.add(
      data.observeDirectory((now) => {
        directory = now
        followCases()
        look()
      }),
    )
    return () => {
      timer?.dispose()
      ownCases?.dispose()
      owned.dispose()
    }
  }, [data, clock, t, i18n, isPainted, isChatInFront, openChat])
}
