import type { Agent } from '#shared/domain/agent'
import type { CallRecord } from '#shared/domain/call'

/** The ringing before the talk, which its duration does not count, and the way of the record to the hub. */
const ENDED_BEFORE_MS = 5 * 60_000
/** The clocks of desk and hub may differ a little. */
const ENDED_AFTER_MS = 5_000

/** The talk after which the agent wraps up now (spec Q25); `null`: none, or a case was closed. */
export function wrappedUpCall(agent: Agent | null, calls: readonly CallRecord[]): CallRecord | null {
  if (agent?.status !== 'wrapUp') return null
  const { statusSinceMs } = agent
  const found = calls.find(({ outcome, startedAtMs, durationMs, answeredBy }) => {
    if (outcome !== 'answered' || answeredBy != null) return false
    const endedMs = startedAtMs + durationMs
    return endedMs > statusSinceMs - ENDED_BEFORE_MS && endedMs < statusSinceMs + ENDED_AFTER_MS
  })
  return found ?? null
}
