import type { CaseSummary } from './case'
import type { ChannelId } from './ids'
import { targetMsOf, type LimitWarning, type ServiceTargets } from './wall/service-targets'

/** Until when a client who waits is to be answered, and from when on that is close (spec Q23). */
export interface AnswerLimit {
  readonly sinceMs: number
  /** Between `sinceMs` and `dueMs`; as late as `dueMs` where nobody is warned. */
  readonly warnMs: number
  readonly dueMs: number
}

export type LimitStage = 'calm' | 'soon' | 'late'

type Waiting = Pick<CaseSummary, 'state' | 'waitingSinceMs'>

/**
 * The service target of the case's queue and channel, or what the agent has for an answer, whichever is over first.
 * `null`: the client does not wait, the case is closed, or there is no limit. A limit stops with the wait.
 */
export function answerLimit(
  { state, waitingSinceMs }: Waiting,
  channelId: ChannelId,
  targets: ServiceTargets | undefined,
): AnswerLimit | null {
  if (waitingSinceMs === null || (state.kind !== 'queued' && state.kind !== 'assigned')) return null
  const targetMs = targets ? targetMsOf(targets, { teamId: state.teamId, channelId }) : null
  const ends = [
    ...(targetMs === null ? [] : [waitingSinceMs + targetMs]),
    ...(state.kind === 'assigned' && state.answerByMs !== null ? [state.answerByMs] : []),
  ]
  if (ends.length === 0) return null
  const dueMs = Math.max(waitingSinceMs, Math.min(...ends))
  return { sinceMs: waitingSinceMs, warnMs: warnMsOf(waitingSinceMs, dueMs, targets?.warn ?? null), dueMs }
}

export function limitStage({ warnMs, dueMs }: AnswerLimit, nowMs: number): LimitStage {
  if (nowMs >= dueMs) return 'late'
  return nowMs >= warnMs ? 'soon' : 'calm'
}

function warnMsOf(sinceMs: number, dueMs: number, warn: LimitWarning | null): number {
  if (warn === null) return dueMs
  if (warn.kind === 'left') return Math.max(sinceMs, dueMs - warn.ms)
  return sinceMs + Math.floor(((dueMs - sinceMs) * warn.percent) / 100)
}
