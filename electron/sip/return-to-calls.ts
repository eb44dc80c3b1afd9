import { mayReturn } from '#shared/domain/call-return'
import type { AccountLines } from './account/account-lines'
import type { CallList } from './calls/call-list'
import type { PhoneDependencies } from './phone-ports'

/**
 * Calls that were running when the process before this one died: talks whose other side may still be there go on, the
 * others become lines of the history (docs/adr/0039).
 */
export function returnToCalls(
  { liveCalls, journal, logger, clock }: PhoneDependencies,
  lines: AccountLines,
  calls: CallList,
): void {
  if (!liveCalls) return
  calls.takeUp(liveCalls.load(), {
    lineOf: ({ accountId }, seenAtMs) => {
      const line = lines.get(accountId)
      return line?.account.isEnabled === true && mayReturn(seenAtMs, clock.now()) ? line : null
    },
    onOver: ({ record, answeredAtMs, seenAtMs }) => {
      logger.warn('call interrupted by a restart', { callId: record.id })
      const durationMs = answeredAtMs === null ? 0 : Math.max(0, seenAtMs - answeredAtMs)
      journal.record({ ...record, durationMs })
    },
  })
}
