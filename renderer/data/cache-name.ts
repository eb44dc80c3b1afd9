import { DATABASE_NAME } from './database'

/** As main names them: one for each person at each team's hub. */
const TEAM_CACHE = /^otklik-desk-[0-9a-f]{24}$/

/** Main says in the page's address whose cache this window opens; without a word it is that of this computer's own hub. */
export function cacheNameOf(search: string): string {
  const named = new URLSearchParams(search).get('cache') ?? ''
  return TEAM_CACHE.test(named) ? named : DATABASE_NAME
}

/** Does this window belong to somebody who is signed in to a team's hub? */
export function isTeamDesk(search: string): boolean {
  return cacheNameOf(search) !== DATABASE_NAME
}
