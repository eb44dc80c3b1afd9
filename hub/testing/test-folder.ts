import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { buildTemplate } from '../store/build-template'

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/otklik')

/** For the hook that may have to make the packed database first. */
export const PREPARING_MS = 90_000

/** A packed empty database, made once per checkout: PostgreSQL takes seconds for it. */
export async function testTemplate(): Promise<string> {
  const file = join(CACHE, 'database-template-1.bin')
  if (existsSync(file)) return file
  const mine = `${file}.${String(process.pid)}`
  await buildTemplate(mine)
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
