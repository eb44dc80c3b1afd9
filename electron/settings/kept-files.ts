import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import type { KeptFile } from '#shared/contract/ipc/app'

const SETTINGS_FILE = /^(settings|accounts|hub-key)\.broken-\d+\.json$/
const DATABASE_FOLDER = /^database-broken-/

const WHAT = { settings: 'settings', accounts: 'lines', 'hub-key': 'channelKeys' } as const

/** What could not be read at this or an earlier start and was kept under another name (json-store.ts, the hub's store). */
export function listKeptFiles(userData: string): KeptFile[] {
  const hub = join(userData, 'hub')
  const files = readdirSync(userData).flatMap((name): KeptFile[] => {
    const kind = SETTINGS_FILE.exec(name)?.[1]
    return isKind(kind) ? [{ what: WHAT[kind], path: join(userData, name) }] : []
  })
  const databases = (existsSync(hub) ? readdirSync(hub) : [])
    .filter((name) => DATABASE_FOLDER.test(name))
    .map((name): KeptFile => ({ what: 'database', path: join(hub, name) }))
  return [...databases, ...files]
}

function isKind(kind: string | undefined): kind is keyof typeof WHAT {
  return kind !== undefined && kind in WHAT
}
