import { codeOf } from './server/away'

/** Of Node (no room, or the user's share of it is used up), and PostgreSQL's own name for it. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', '53100'])

/** Nothing is wrong with what was asked; somebody has to make room first. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return NO_ROOM.has(codeOf(error) ?? '') || isDiskFull(error.cause)
}
