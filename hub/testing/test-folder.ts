import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { buildTemplate } from '../store/build-template'
import type { Migration } from '../store/migrations/list'
import { readMigrations } from '../store/migrations/read-folder'

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/otklik')

/** For the hook that may have to make the packed database first. */
export const PREPARING_MS = 90_000

/**
 * A packed database with its tables, made once per checkout and set of them: PostgreSQL takes seconds for it. Benchmarks
 * ask for it too, which are not bundled.
 */
export function testTemplate(): Promise<string> {
  return template(readMigrations(join(import.meta.dirname, '../store/migrations')))
}

export function templateWithoutTables(): Promise<string> {
  return template([])
}

async function template(applied: readonly Migration[]): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify(applied)).digest('hex').slice(0, 12)
  const file = join(CACHE, `database-template-${key}.bin`)
  if (existsSync(file)) return file
  const mine = `${file}.${String(process.pid)}`
  await buildTemplate(mine, applied)
  renameSync(mine, file)
  return file
}

export interface TestFolder {
  readonly path: string
  remove(): void
}

export function makeTestFolder(): TestFolder {
  const path = mkdtempSync(join(tmpdir(), 'otklik-hub-'))
  return {
    path,
    remove() {
      rmSync(path, { recursive: true, force: true })
    },
  }
}
