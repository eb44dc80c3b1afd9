import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const CACHE_KEYS_FILE = 'cache-keys'

/**
 * Does a window have to ask main for the key before it opens its database? Known before the first window, hence read
 * like the entrance: without schemas. A desk that nothing is encrypted at does not wait for main.
 */
export function asksForKey(userData: string, isRuled: boolean): boolean {
  if (isRuled) return true
  const path = join(userData, `${CACHE_KEYS_FILE}.json`)
  return existsSync(path) && readFileSync(path, 'utf8').includes('"sealed"')
}
