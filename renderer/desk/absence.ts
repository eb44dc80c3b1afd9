import type { Agent } from '#shared/domain/agent'

const KEY = 'otklik.awayByItself'

/** Whom the lock screen or sleep made «away»; kept, so that a window that is loaded anew still leads back. */
type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
type Subject = Pick<Agent, 'id' | 'status'>

/**
 * Nobody is at the computer: new work would wait (spec N9). Whoever is on a break, away or off stays so; the time of a
 * wrap-up goes on and is over by the return. Answers the new status, if there is one.
 */
export function leave({ id, status }: Subject, kept: Kept): 'away' | null {
  if (status !== 'online' && status !== 'wrapUp') return null
  kept.setItem(KEY, id)
  return 'away'
}

/** On line again, unless the status was chosen before, or meanwhile at another desk. */
export function comeBack({ id, status }: Subject, kept: Kept): 'online' | null {
  const whom = kept.getItem(KEY)
  kept.removeItem(KEY)
  return whom === id && status === 'away' ? 'online' : null
}
