import { open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'

import { syncFolder } from '../files/sync-folder'
import { FolderLockedError, waitForFolder } from '../store/folder-lock'
import { Store, type Write } from '../store/store'
import { appliedMigrations, attachments, givenNumbers, readTable, tablesOf } from '../store/whole-content'
import { markMoved, unmarkMoved } from './moved-mark'
import { writeRecords, type MoveRecord, type Totals } from './records'
import { sealFile } from './sealed-file'

const BYTES_AT_ONCE = 512 * 1024
const LOCK_PATIENCE_MS = 10_000
/** It holds everything that the hub knows. */
const ONLY_OWNER = 0o600

export interface ExportWish {
  readonly dataFolder: string
  readonly tokenKey: string
  readonly templateFile: string | null
  readonly passphrase: string
  readonly appVersion: string
  /** Where it goes; what stood there is replaced once the new one is whole. */
  readonly file: string
}

/**
 * Takes everything that the hub in this folder has into one file. From the first moment on the hub does not start any
 * more, so that no account is served twice; when the file does not come about, it does.
 */
export async function exportHub(wish: ExportWish, clock: Clock, logger: Logger): Promise<Totals> {
  const { dataFolder, templateFile, file } = wish
  const lock = await waitForFolder(dataFolder, clock, LOCK_PATIENCE_MS)
  if (!lock.ok) throw new FolderLockedError(lock.error.heldByPid)
  const isNew = markMoved(dataFolder, clock.now())
  const unfinished = `${file}.part`
  try {
    const store = await Store.open({ dataFolder, templateFile }, clock, logger.child('store'))
    try {
      const totals = await writeAll(store, wish, unfinished, clock.now())
      await rename(unfinished, file)
      await syncFolder(dirname(file))
      logger.info('everything was taken along', { ...totals })
      return totals
    } finally {
      await store.close()
    }
  } catch (error) {
    await rm(unfinished, { force: true })
    if (isNew) unmarkMoved(dataFolder)
    throw error
  } finally {
    lock.value.release()
  }
}

async function writeAll(store: Store, wish: ExportWish, path: string, nowMs: number): Promise<Totals> {
  const handle = await open(path, 'w', ONLY_OWNER)
  try {
    const totals = { tables: 0, rows: 0, files: 0, missingFiles: 0 }
    // One transaction, though nobody else is here: a cursor needs it.
    await store.write(async (tx) => {
      const about = { appVersion: wish.appVersion, madeAtMs: nowMs, migrations: [...(await appliedMigrations(tx))] }
      const records = contentOf(tx, wish, totals)
      for await (const bytes of sealFile(about, wish.passphrase, writeRecords(records))) await handle.writeFile(bytes)
    })
    await handle.sync()
    return totals
  } finally {
    await handle.close()
  }
}

type Counting = { -readonly [Name in keyof Totals]: Totals[Name] }

async function* contentOf(tx: Write, wish: ExportWish, totals: Counting): AsyncGenerator<MoveRecord> {
  yield { kind: 'about', tokenKey: wish.tokenKey }
  for (const table of await tablesOf(tx)) {
    totals.tables += 1
    yield { kind: 'table', name: table.name, columns: [...table.columns] }
    for await (const { count, rows } of readTable(tx, table)) {
      totals.rows += count
      yield { kind: 'rows', count, rows }
    }
  }
  yield { kind: 'numbers', of: [...(await givenNumbers(tx))] }
  for (const { hash, bytes } of await attachments(tx)) {
    const chunks = await readBlob(join(wish.dataFolder, 'files', hash.slice(0, 2), hash))
    if (!chunks) {
      // It is missing here, too.
      totals.missingFiles += 1
      continue
    }
    totals.files += 1
    yield { kind: 'file', hash, bytes }
    for await (const chunk of chunks) yield { kind: 'bytes', base64: chunk.toString('base64') }
  }
  yield { kind: 'end', ...totals }
}

/** `null`: there is none. */
async function readBlob(path: string): Promise<AsyncIterable<Buffer> | null> {
  try {
    const handle = await open(path, 'r')
    return handle.createReadStream({ highWaterMark: BYTES_AT_ONCE })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
