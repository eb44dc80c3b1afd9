import type { Agent } from '#shared/domain/agent'
import type { OwnStatusId } from '#shared/domain/ids'

const KEY = 'otklik.awayByItself'

/** Whom the lock screen or sleep made «away»; kept, so that a window that is loaded anew still leads back. */
type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
type Subject = Pick<Agent, 'id' | 'status' | 'ownStatusId'>
type Back = Readonly<Pick<Agent, 'ownStatusId'>>

/**
 * Nobody is at the computer: new work would wait (spec N9). Whoever is on a break, away or off stays so; the time of a
 * wrap-up goes on and is over by the return. Answers the new status, if there is one.
 */
export function leave({ id, status, ownStatusId }: Subject, kept: Kept): 'away' | null {
  if (status !== 'online' && status !== 'wrapUp') return null
  kept.setItem(KEY, ownStatusId == null ? id : `${id} ${ownStatusId}`)
  return 'away'
}

/** Where it was left, unless the status was chosen before, or meanwhile at another desk; `null`: nowhere. */
export function comeBack({ id, status, ownStatusId }: Subject, kept: Kept): Back | null {
  const [whom, own] = kept.getItem(KEY)?.split(' ') ?? []
  kept.removeItem(KEY)
  if (whom !== id || status !== 'away' || ownStatusId != null) return null
  return { ownStatusId: own === undefined ? null : (own as OwnStatusId) }
}
