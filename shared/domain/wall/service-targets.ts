import type { ChannelId, TeamId } from '../ids'

/** How soon a client is to be answered (spec V7). `null`: there is no target, and nothing is late. */
export interface ServiceTargets {
  readonly answerWithinMs: number | null
  /** Of a hundred first answers, how many should be in time. */
  readonly goalPercent: number
  /** The first that fits a case counts, else the one above. `null` fits every team, or every channel. */
  readonly exceptions: readonly TargetException[]
  /** Who is told that one was missed; absent: the supervisors of the case's team. */
  readonly tell?: MissedTold | undefined
  /** When whoever has the case is warned of it (spec Q23); `null` or absent: not before it is over. */
  readonly warn?: LimitWarning | null | undefined
}

/** `share`: of the time for an answer, so much is over. `left`: so much is left. */
export type LimitWarning =
  { readonly kind: 'share'; readonly percent: number } | { readonly kind: 'left'; readonly ms: number }

/** `team`: supervisors who are in the case's team, all of them where none is. */
export type MissedTold = 'team' | 'all' | 'nobody'
export const MISSED_TOLD = ['team', 'all', 'nobody'] as const satisfies readonly MissedTold[]

export interface TargetException {
  readonly teamId: TeamId | null
  readonly channelId: ChannelId | null
  readonly answerWithinMs: number | null
}

export const MAX_TARGET_EXCEPTIONS = 100

export const DEFAULT_TARGETS: ServiceTargets = { answerWithinMs: null, goalPercent: 90, exceptions: [] }

export function targetMsOf(
  targets: ServiceTargets,
  { teamId, channelId }: { readonly teamId: TeamId | null; readonly channelId: ChannelId },
): number | null {
  const exception = targets.exceptions.find(
    (each) =>
      (each.teamId === null || each.teamId === teamId) && (each.channelId === null || each.channelId === channelId),
  )
  return exception ? exception.answerWithinMs : targets.answerWithinMs
}
