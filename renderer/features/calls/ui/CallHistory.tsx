import { Virtuoso } from 'react-virtuoso'

import type { CallRecord } from '#shared/domain/call'
import type { CallId, ChatId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { useNow } from '../../../ui/clock-context'
import { EmptyState } from '../../../ui/EmptyState'
import { AllRead } from '../../../ui/illustrations/AllRead'
import { NoCalls } from '../../../ui/illustrations/NoCalls'
import { useAgentNames } from '../model/agent-names'
import { getCallsStore } from '../model/calls'
import { filterHistory, type HistoryFilter } from '../model/history'
import { useRecordingParts } from '../model/recordings'
import { CallHistoryRow } from './CallHistoryRow'

const WORDS_REFRESH_MS = 60_000

export interface CallHistoryProps {
  /** `null` while the cache has not answered. */
  readonly calls: readonly CallRecord[] | null
  readonly filter: HistoryFilter
  /** Missed calls that nobody had seen when the page was opened. */
  readonly newIds: ReadonlySet<CallId>
  readonly onCall: (call: CallRecord) => void
  readonly onOpenChat: (id: ChatId) => void
  readonly onEnd: () => void
}

export function CallHistory({ calls, filter, newIds, onCall, onOpenChat, onEnd }: CallHistoryProps) {
  const { t } = useTranslation('calls')
  const nowMs = useNow(WORDS_REFRESH_MS)
  const partsOf = useRecordingParts(calls)
  const nameOf = useAgentNames()
  if (!calls) return null
  const shown = filterHistory(calls, filter)
  if (shown.length === 0) {
    return filter === 'missed' ? (
      <EmptyState picture={<AllRead />} title={t('page.noMissed.title')} hint={t('page.noMissed.text')} />
    ) : (
      <EmptyState picture={<NoCalls />} title={t('page.empty.title')} hint={t('page.empty.text')} />
    )
  }
  return (
    <Virtuoso
      data={shown}
      aria-label={t('page.history')}
      computeItemKey={(_index, call) => call.id}
      increaseViewportBy={280}
      endReached={onEnd}
      itemContent={(_index, call) => {
        const { chatId } = call
        return (
          <CallHistoryRow
            call={call}
            nowMs={nowMs}
            isNew={newIds.has(call.id)}
            parts={partsOf.get(call.id) ?? 0}
            nameOf={nameOf}
            onRemark={() => {
              getCallsStore().openRemark(call.id)
            }}
            onCall={() => {
              onCall(call)
            }}
            onOpenChat={
              chatId
                ? () => {
                    onOpenChat(chatId)
                  }
                : null
            }
          />
        )
      }}
    />
  )
}
