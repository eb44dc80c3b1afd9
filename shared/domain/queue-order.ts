import type { WaitingCase } from './routing'

/** High priority first, then whoever waits longest (spec Q18, Q24). */
export function isBefore(
  a: Pick<WaitingCase, 'id' | 'priority' | 'sinceMs'>,
  b: Pick<WaitingCase, 'id' | 'priority' | 'sinceMs'>,
): boolean {
  if (a.priority !== b.priority) return a.priority === 'high'
  if (a.sinceMs !== b.sinceMs) return a.sinceMs < b.sinceMs
  return a.id < b.id
}
