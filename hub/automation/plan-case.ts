import type { StoredCase } from '../store/cases'

/** When the case next has something to do by itself (case-timers.ts); `null`: never, as things stand. */
export function nextDueMs({ state }: Pick<StoredCase, 'state'>): number | null {
  return state.kind === 'assigned' ? state.answerByMs : null
}
