import { existsSync, readdirSync, renameSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'

import type { KeptFile } from '#shared/contract/ipc/app'
import { describeError, type Logger } from '#shared/lib/logger'

const SETTINGS_FILE = /^(settings|accounts|hub-key|hub-place|secret|recording-policy)\.broken-\d+\.(?:json|key)$/
const DATABASE_FOLDER = /^database-broken-/
const CACHE_FOLDER = /^IndexedDB-broken-\d+$/

const WHAT = {
  settings: 'settings',
  accounts: 'lines',
  'hub-key': 'channelKeys',
  'hub-place': 'settings',
  secret: 'passwords',
  'recording-policy': 'settings',
} as const

/** What could not be read at this or an earlier start and was kept under another name (json-store.ts, the hub's store). */
export function listKeptFiles(userData: string): KeptFile[] {
  const hub = join(userData, 'hub')
  const files = readdirSync(userData).flatMap((name): KeptFile[] => {
    const kind = SETTINGS_FILE.exec(name)?.[1]
    if (CACHE_FOLDER.test(name)) return [{ what: 'cache', path: join(userData, name) }]
    return isKind(kind) ? [{ what: WHAT[kind], path: join(userData, name) }] : []
  })
  const databases = (existsSync(hub) ? readdirSync(hub) : [])
    .filter((name) => DATABASE_FOLDER.test(name))
    .map((name): KeptFile => ({ what: 'database', path: join(hub, name) }))
  return [...databases, ...files]
}

/** The windows' database (Chromium keeps it as one folder) under another name; `false` when the system does not let go of it. */
export function setCacheAside(userData: string, nowMs: number, logger: Logger): boolean {
  const aside = `IndexedDB-broken-${nowMs}`
  try {
    renameSync(join(userData, 'IndexedDB'), join(userData, aside))
  } catch (error) {
    logger.error('the cache could not be put aside', { error: describeError(error) })
    return false
  }
  logger.warn('the cache is put aside, a new one begins', { keptAs: aside })
  return true
}

/** A copy beside it, of one that Chromium has in use. */
export async function copyCacheAside(userData: string, nowMs: number, logger: Logger): Promise<boolean> {
  const copy = `IndexedDB-broken-${nowMs}`
  try {
    await cp(join(userData, 'IndexedDB'), join(userData, copy), { recursive: true })
  } catch (error) {
    logger.error('the cache could not be copied', { error: describeError(error) })
    return false
  }
  logger.warn('the cache is copied before it begins anew', { keptAs: copy })
  return true
}

function isKind(kind: string | undefined): kind is keyof typeof WHAT {
  return kind !== undefined && kind in WHAT
}
