import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Migration } from './list'

const FILE_NAME = /^(?<number>\d{4})-(?<name>[a-z-]+)\.sql$/

/** What `list.ts` holds, for programs that are not bundled: they read the files themselves. */
export function readMigrations(folder: string): readonly Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  return files.sort().map((file) => {
    const { number, name } = FILE_NAME.exec(file)?.groups ?? {}
    if (!number || !name) throw new Error(`${file}: expected a name such as 0010-create-conversations.sql`)
    return { number: Number(number), name, sql: readFileSync(join(folder, file), 'utf8') }
  })
}
