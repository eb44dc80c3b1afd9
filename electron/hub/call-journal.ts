import type { CallRecord } from '#shared/domain/call'
import { commandReply } from '#shared/contract/rest'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'
import type { CallJournal } from '../sip/phone-ports'
import type { HubClient } from './hub-client'
import type { JournalEntry, JournalFile } from './journal-file'

const RETRY_MS = 5_000
const ANSWER_WITHIN_MS = 5_000

export interface DeliveringJournal extends CallJournal, Disposable {
  /** Delivers what waits; called whenever the hub becomes ready. */
  flush(): Promise<void>
}

export interface CallJournalOptions {
  readonly file: JournalFile
  readonly hub: HubClient
  readonly newId: () => string
  readonly clock: Clock
  readonly logger: Logger
}

/** Each record keeps one command id until the hub has answered it, so a repeat is applied once. */
export function createCallJournal({ file, hub, newId, clock, logger }: CallJournalOptions): DeliveringJournal {
  const owned = new DisposableStore()
  let running: Promise<void> | null = null
  let retry: Disposable | null = null
  owned.defer(() => retry?.dispose())

  const deliver = async (entry: JournalEntry): Promise<boolean> => {
    const answer = await hub.post(
      '/api/commands',
      { id: entry.id, name: 'recordCall', args: entry.record },
      ANSWER_WITHIN_MS,
    )
    if (answer.kind === 'away' || answer.status >= 500) return false
    const reply = commandReply.safeParse(answer.body)
    if (reply.success && reply.data.refusal?.reason === 'unknownChat' && entry.record.chatId !== null) {
      // The chat is gone, the call is not: it goes to the history without a chat.
      file.append({ id: newId(), record: { ...entry.record, chatId: null } })
    } else if (!reply.success || reply.data.refusal) {
      logger.error('the hub refused a call record', {
        callId: entry.record.id,
        status: answer.status,
        reason: reply.data?.refusal?.reason,
      })
    }
    file.remove(entry.id)
    return true
  }

  const deliverAll = async (): Promise<void> => {
    for (let entry = file.entries()[0]; entry && !owned.isDisposed; entry = file.entries()[0]) {
      if (await deliver(entry)) continue
      retry?.dispose()
      retry = clock.schedule(RETRY_MS, () => void flush())
      return
    }
  }

  const flush = (): Promise<void> => {
    running ??= deliverAll().finally(() => {
      running = null
    })
    return running
  }

  return {
    record(record: CallRecord) {
      file.append({ id: newId(), record })
      void flush()
    },
    flush,
    dispose: () => {
      owned.dispose()
    },
  }
}
