import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

import { PGlite } from '@electric-sql/pglite'

import { describeError, type Logger } from '#shared/lib/logger'

import { DurableFiles } from './durability'
import { translateByOneTask } from './one-compiler'
import { BrokenDatabaseError, openFailure } from './open-failure'
import { pgliteProgram } from './pglite-program'
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
  /** Packed database (template.ts); without one PostgreSQL makes it, which takes seconds. */
  readonly templateFile: string | null
}

/** Brings a database that opened up to date and reads from it what a broken one could not give. */
export type Prepare = (database: PGlite) => Promise<void>

/** Opens the database; one that PostgreSQL cannot use is moved aside whole and a new one begun. */
export async function openDatabase(
  place: DatabasePlace,
  prepare: Prepare,
  nowMs: number,
  logger: Logger,
): Promise<OpenedDatabase> {
  const folder = join(place.dataFolder, DATABASE_FOLDER)
  if (!existsSync(folder)) return { ...(await createDatabase(place, folder, prepare)), setAside: null }
  try {
    if (!existsSync(join(folder, 'PG_VERSION'))) throw new BrokenDatabaseError('PG_VERSION is missing', null)
    return { ...(await openFolder(folder, prepare)), setAside: null }
  } catch (error) {
    if (!(error instanceof BrokenDatabaseError)) throw error
    const aside = freeName(place.dataFolder, `${DATABASE_FOLDER}-broken-${dateInName(nowMs)}`)
    logger.error('the database cannot be used and is moved aside', { folder: aside, cause: describeError(error) })
    renameSync(folder, join(place.dataFolder, aside))
    return { ...(await createDatabase(place, folder, prepare)), setAside: aside }
  }
}

async function createDatabase(place: DatabasePlace, folder: string, prepare: Prepare) {
  if (!place.templateFile) return openFolder(folder, prepare)
  // Under another name until complete: a start that dies here leaves nothing that looks like a database.
  const unpacking = join(place.dataFolder, UNPACKING_FOLDER)
  rmSync(unpacking, { recursive: true, force: true })
  unpackFolder(readFileSync(place.templateFile), unpacking)
  await syncTree(unpacking)
  renameSync(unpacking, folder)
  await syncPath(place.dataFolder)
  return openFolder(folder, prepare)
}

async function openFolder(folder: string, prepare: Prepare) {
  const files = new DurableFiles(folder)
  const output: string[] = []
  translateByOneTask()
  try {
    const database = await PGlite.create({
      fs: files,
      startParams: START_PARAMETERS,
      initDbStartParams: ['--wal-segsize=1'],
      onStderr: (text) => output.push(text) > 0,
      ...(await pgliteProgram()),
    })
    await prepare(database)
    await files.flush()
    return { database, files }
  } catch (error) {
    throw openFailure(error, output)
  }
}

function dateInName(nowMs: number): string {
  return new Date(nowMs).toISOString().replaceAll(':', '-').slice(0, 19)
}

function freeName(parent: string, name: string): string {
  for (let attempt = 1; ; attempt += 1) {
    const candidate = attempt === 1 ? name : `${name}-${String(attempt)}`
    if (!existsSync(join(parent, candidate))) return candidate
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
