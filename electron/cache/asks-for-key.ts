import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const CACHE_KEYS_FILE = 'cache-keys'

/**
 * Does a window have to ask main for the key before it opens its database? Known before the first window, hence read
 * like the entrance: without schemas. A desk that nothing is encrypted at does not wait for main.
 */
export function asksForKey(userData: string, isRuled: boolean): boolean {
  return (
    isRuled || holds(userData, CACHE_KEYS_FILE, /"sealed"/) || holds(userData, 'settings', /"encryptCache":\s*true/)
  )
}

function holds(folder: string, name: string, word: RegExp): boolean {
  const path = join(folder, `${name}.json`)
  return existsSync(path) && word.test(readFileSync(path, 'utf8'))
}
