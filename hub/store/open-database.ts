import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { PGlite } from '@electric-sql/pglite'

import { describeError, type Logger } from '#shared/lib/logger'

import { DurableFiles } from './durability'
import { START_PARAMETERS } from './start-parameters'
import { unpackFolder } from './template'

const DATABASE_FOLDER = 'database'
const UNPACKING_FOLDER = 'database-unpacking'
const SYNCED_AT_ONCE = 32

export interface OpenedDatabase {
  readonly database: PGlite
  readonly files: DurableFiles
  /** Name of the folder that holds the database found broken, else `null`. */
  readonly setAside: string | null
}

export interface DatabasePlace {
  readonly dataFolder: string
  /** Packed empty database (template.ts); without one PostgreSQL makes it, which takes seconds. */
  readonly templateFile: string | null
}

/** Opens the database; one that PostgreSQL cannot open is moved aside whole and a new one begun. */
export async function openDatabase(place: DatabasePlace, nowMs: number, logger: Logger): Promise<OpenedDatabase> {
  const folder = join(place.dataFolder, DATABASE_FOLDER)
  if (!existsSync(folder)) return { ...(await createDatabase(place, folder)), setAside: null }
  try {
    return { ...(await openFolder(folder)), setAside: null }
  } catch (error) {
    const aside = `${DATABASE_FOLDER}-broken-${new Date(nowMs).toISOString().replaceAll(':', '-').slice(0, 19)}`
    logger.error('the database cannot be opened and is moved aside', { folder: aside, cause: describeError(error) })
    renameSync(folder, freeName(place.dataFolder, aside))
    return { ...(await createDatabase(place, folder)), setAside: aside }
  }
}

async function createDatabase(place: DatabasePlace, folder: string) {
  if (!place.templateFile) return openFolder(folder)
  // Under another name until complete: a start that dies here leaves nothing that looks like a database.
  const unpacking = join(place.dataFolder, UNPACKING_FOLDER)
  rmSync(unpacking, { recursive: true, force: true })
  unpackFolder(readFileSync(place.templateFile), unpacking)
  await syncTree(unpacking)
  renameSync(unpacking, folder)
  await syncPath(place.dataFolder)
  return openFolder(folder)
}

async function openFolder(folder: string) {
  const files = new DurableFiles(folder)
  const output: string[] = []
  try {
    const database = await PGlite.create({
      fs: files,
      startParams: START_PARAMETERS,
      initDbStartParams: ['--wal-segsize=1'],
      onStderr: (text) => output.push(text) > 0,
    })
    await database.query('select 1')
    return { database, files }
  } catch (error) {
    throw new Error(`${basename(folder)}: ${output.slice(-3).join(' ') || describeError(error)}`, { cause: error })
  }
}

function freeName(parent: string, name: string): string {
  for (let attempt = 1; ; attempt += 1) {
    const candidate = join(parent, attempt === 1 ? name : `${name}-${attempt}`)
    if (!existsSync(candidate)) return candidate
  }
}

async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true })
  const paths = [folder, ...entries.map((entry) => join(folder, entry))]
  for (let start = 0; start < paths.length; start += SYNCED_AT_ONCE) {
    await Promise.all(paths.slice(start, start + SYNCED_AT_ONCE).map(syncPath))
  }
}

async function syncPath(path: string): Promise<void> {
  if (process.platform === 'win32' && !path.includes('.')) return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
