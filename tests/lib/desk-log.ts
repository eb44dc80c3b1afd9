import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What main has written to its log so far. */
export function readDeskLog(profile: string): string {
  return readFileSync(join(profile, 'logs', 'main.log'), 'utf8')
}
