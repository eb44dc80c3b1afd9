const DAY_MS = 86_400_000

/** So long before a restart that nobody has asked for it is said. */
export const FORCED_NOTICE_MS = 5 * 60_000

export interface ReadyFacts {
  readonly nowMs: number
  readonly readyAtMs: number
  /** Of the company's policy; `null`: it never forces. */
  readonly forceAfterDays: number | null
  /** A call, an answer or a file is under way. */
  readonly isHeld: boolean
  /** The person has asked for it. */
  readonly isWished: boolean
  /** As it was decided the last time, if it was. */
  readonly restartsAtMs: number | null
}

export interface RestartPlan {
  readonly isNow: boolean
  readonly forcedAtMs: number | null
  readonly restartsAtMs: number | null
  /** When there is something to decide again; `null`: when one of the facts changes. */
  readonly lookAgainAtMs: number | null
}

/** When a version that stands ready may interrupt the person: never while something holds it. */
export function whenToRestart(facts: ReadyFacts): RestartPlan {
  const { nowMs, readyAtMs, forceAfterDays, isHeld, isWished } = facts
  const forcedAtMs = forceAfterDays === null ? null : readyAtMs + forceAfterDays * DAY_MS
  const isForced = forcedAtMs !== null && nowMs >= forcedAtMs
  // What ends a call is not at once followed by a restart: the notice begins anew.
  const restartsAtMs = isForced && !isHeld ? (facts.restartsAtMs ?? nowMs + FORCED_NOTICE_MS) : null
  const isNow = !isHeld && (isWished || (restartsAtMs !== null && nowMs >= restartsAtMs))
  return {
    isNow,
    forcedAtMs,
    restartsAtMs,
    lookAgainAtMs: isNow ? null : (restartsAtMs ?? (isForced ? null : forcedAtMs)),
  }
}
