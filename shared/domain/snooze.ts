import type { AgentId } from './ids'

/**
 * A case that its agent has put away for later (spec Q22).
 *
 *     none ──putAway──► away ──timeCame, clientWrote──► back
 *      ▲                 │ ▲                             │
 *      └──takenBack, left┘ └───────────putAway───────────┤
 *      └──────────────────answered, takenBack, left──────┘
 *
 * - `away` out of the agent's list until `untilMs` (`null`: until the client writes) or the client's word before that
 * - `back` on top of the list until the agent answers or puts it away again
 *
 * `null`: neither. Nothing is terminal but the case itself.
 */
export type Snooze =
  | { readonly kind: 'away'; readonly byAgentId: AgentId; readonly sinceMs: number; readonly untilMs: number | null }
  | { readonly kind: 'back'; readonly atMs: number; readonly why: SnoozeEnd }

export type SnoozeEnd = 'time' | 'reply'

export type SnoozeEvent =
  | { readonly kind: 'putAway'; readonly byAgentId: AgentId; readonly untilMs: number | null; readonly nowMs: number }
  | { readonly kind: 'timeCame'; readonly nowMs: number }
  | { readonly kind: 'clientWrote'; readonly nowMs: number }
  /** By a person, before its time. */
  | { readonly kind: 'takenBack' }
  | { readonly kind: 'answered' }
  /** The agent has the case no longer, or it is over. */
  | { readonly kind: 'left' }

/** Later than this nobody plans; a wrong year is a slip of the finger. */
export const LONGEST_SNOOZE_MS = 366 * 24 * 3_600_000

export function snoozeAfter(snooze: Snooze | null, event: SnoozeEvent): Snooze | null {
  switch (event.kind) {
    case 'putAway':
      return { kind: 'away', byAgentId: event.byAgentId, sinceMs: event.nowMs, untilMs: event.untilMs }
    case 'timeCame': {
      const wakeMs = wakeAtMs(snooze)
      return wakeMs === null || event.nowMs < wakeMs ? snooze : { kind: 'back', atMs: event.nowMs, why: 'time' }
    }
    case 'clientWrote':
      return isAway(snooze) ? { kind: 'back', atMs: event.nowMs, why: 'reply' } : snooze
    case 'answered':
      // Whoever writes to the client from a case that is away leaves it there: so it is meant.
      return isAway(snooze) ? snooze : null
    case 'takenBack':
    case 'left':
      return null
  }
}

export function isAway(snooze: Snooze | null | undefined): snooze is Extract<Snooze, { kind: 'away' }> {
  return snooze?.kind === 'away'
}

/** When it comes back by itself; `null`: it does not. */
export function wakeAtMs(snooze: Snooze | null | undefined): number | null {
  return isAway(snooze) ? snooze.untilMs : null
}

/**
 * A case with a time is kept open until then, however quiet it is. One that waits for the client's word alone is closed
 * for inactivity like any other, or it would never be.
 */
export function keepsOpen(snooze: Snooze | null | undefined): boolean {
  return wakeAtMs(snooze) !== null
}
