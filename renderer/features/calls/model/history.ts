import type { CallRecord } from '#shared/domain/call'
import type { CallOutcome } from '#shared/domain/message'

export type HistoryFilter = 'all' | 'missed'

/** Whose fault an unanswered incoming call is does not matter to the one who must call back. */
const MISSED_WHEN_INCOMING: Record<CallOutcome, boolean> = {
  answered: false,
  missed: true,
  declined: false,
  busy: true,
  noAnswer: true,
  cancelled: true,
  failed: true,
  interrupted: false,
}

export function isMissed(call: CallRecord): boolean {
  return call.direction === 'incoming' && MISSED_WHEN_INCOMING[call.outcome]
}

export function filterHistory(calls: readonly CallRecord[], filter: HistoryFilter): readonly CallRecord[] {
  return filter === 'all' ? calls : calls.filter(isMissed)
}

export function unseenMissed(calls: readonly CallRecord[]): readonly CallRecord[] {
  return calls.filter((call) => isMissed(call) && !call.isSeen)
}
