import { isAllowed } from './access'
import type { Agent } from './agent'
import type { MessageContent } from './message'

/** Who reads, with the rights of this moment. */
export type Reader = Pick<Agent, 'id' | 'role'>

/** Everything in a chat is every colleague's but a whisper: that is for the two it is between, and for supervisors (spec V2). */
export function maySee(content: MessageContent, { id, role }: Reader): boolean {
  if (content.kind !== 'note' || content.between == null) return true
  return content.between.includes(id) || isAllowed(role, 'supervisor')
}

/** One of the two has to be a supervisor: colleagues among themselves write comments that all of them see. */
export function canWhisper(from: Reader, to: Reader): boolean {
  return from.id !== to.id && [from, to].some(({ role }) => isAllowed(role, 'supervisor'))
}
