import { createReadStream } from 'node:fs'
import { join } from 'node:path'

import type { Clock } from '#shared/lib/clock'
import { err, ok, type Result } from '#shared/lib/result'

import { auditKey } from '../audit/audit-key'
import { resign } from '../audit/resign'
import { BlobStore } from '../files/blob-store'
import { createSecretBox } from '../secrets/secret-box'
import { migrations } from '../store/migrations/list'
import { fillDatabase, type Filling } from '../store/server/fill-database'
import { signerOf } from '../store/store'
import { readRecords, type MoveRecord, type Totals } from './records'
import { DamagedFileError, openFile, type OpenedFile, type Refusal } from './sealed-file'

export interface ImportWish {
  readonly file: string
  readonly passphrase: string
  readonly databaseUrl: string
  readonly dataFolder: string
  readonly tokenKey: string
}

export type ImportRefusal =
  | Refusal
  | { readonly kind: 'notEmpty' }
  /** A migration that this version does not have. */
  | { readonly kind: 'newerHub'; readonly appVersion: string; readonly migration: number }

/**
 * Puts everything that a file holds into an empty database and the folder of attachments. The file is read to its end
 * and found whole before anything is touched; the database is filled in one transaction. Attachments of an import that
 * did not come to its end harm nobody and are taken as they are by the next one.
 */
export async function importHub(wish: ImportWish, clock: Clock): Promise<Result<Totals, ImportRefusal>> {
  const opened = await openFile(() => createReadStream(wish.file, { highWaterMark: 1024 * 1024 }), wish.passphrase)
  if (!opened.ok) return opened
  const { header } = opened.value
  const known = new Set(migrations.map(({ number }) => number))
  const newer = header.migrations.find((number) => !known.has(number))
  if (newer !== undefined) return err({ kind: 'newerHub', appVersion: header.appVersion, migration: newer })
  try {
    const totals = await totalsOf(opened.value)
    const blobs = new BlobStore(join(wish.dataFolder, 'files'), 'shared')
    const origin = { url: wish.databaseUrl, seen: header.migrations, nowMs: clock.now() }
    const filled = await fillDatabase(origin, (filling) => new Intake(filling, blobs, wish.tokenKey).take(opened.value))
    return filled.ok ? ok(totals) : err({ kind: filled.error })
  } catch (error) {
    if (error instanceof DamagedFileError) return err({ kind: 'damaged', where: error.where })
    throw error
  }
}

/** Reads all of it: what it says at its end is what is in it. */
async function totalsOf(file: OpenedFile): Promise<Totals> {
  const counted = { tables: 0, rows: 0, files: 0 }
  let end: Totals | null = null
  for await (const record of readRecords(file.content())) {
    if (end) throw new DamagedFileError('something follows its end')
    if (record.kind === 'table') counted.tables += 1
    if (record.kind === 'rows') counted.rows += record.count
    if (record.kind === 'file') counted.files += 1
    if (record.kind === 'end') end = record
  }
  if (!end) throw new DamagedFileError('its end is missing')
  const { tables, rows, files, missingFiles } = end
  if (tables !== counted.tables || rows !== counted.rows || files !== counted.files)
    throw new DamagedFileError('it holds another number of rows or attachments than it says')
  return { tables, rows, files, missingFiles }
}

class Intake {
  private tokenKey: string | null = null

  constructor(
    private readonly filling: Filling,
    private readonly blobs: BlobStore,
    private readonly newTokenKey: string,
  ) {}

  async take(file: OpenedFile): Promise<void> {
    const records = readRecords(file.content())
    for (let next = await records.next(); next.done !== true;) {
      const record = next.value
      if (record.kind === 'file') next = await this.takeFile(record, records)
      else {
        await this.takeOne(record)
        next = await records.next()
      }
    }
  }

  private async takeOne(record: MoveRecord): Promise<void> {
    switch (record.kind) {
      case 'about':
        this.tokenKey = record.tokenKey
        return
      case 'table':
        return this.filling.beginTable(record)
      case 'rows':
        return this.filling.addRows(record)
      case 'numbers':
        return this.filling.setNumbers(record.of)
      case 'end':
        return this.putInOurHands()
      case 'file':
      case 'bytes':
        throw new DamagedFileError('an attachment stands where none belongs')
    }
  }

  /** Secrets and the audit, which the key of the hub of before opened and signed. */
  private async putInOurHands(): Promise<void> {
    const { tokenKey } = this
    if (tokenKey === null) throw new DamagedFileError('it does not say what its secrets were sealed with')
    await this.filling.reseal(resealing(tokenKey, this.newTokenKey))
    const signs = { from: signerOf(auditKey(tokenKey)), to: signerOf(auditKey(this.newTokenKey)) }
    await this.filling.resign((rows, head) => resign(rows, head, signs))
  }

  /** Answers what follows it. */
  private async takeFile(
    { hash }: Extract<MoveRecord, { kind: 'file' }>,
    records: AsyncGenerator<MoveRecord>,
  ): Promise<IteratorResult<MoveRecord>> {
    let next = await records.next()
    const received = await this.blobs.receive(
      (async function* () {
        for (; next.done !== true && next.value.kind === 'bytes'; next = await records.next())
          yield Buffer.from(next.value.base64, 'base64')
      })(),
      Number.POSITIVE_INFINITY,
    )
    // It was found so where it came from, too: nothing of the file itself is wrong.
    if (received?.hash !== hash) throw new DamagedFileError('an attachment is not the one that it was')
    return next
  }
}

/** What the old key does not open stays as it is and opens nothing, as before. */
function resealing(from: string, to: string): (sealed: string) => string {
  const [before, after] = [createSecretBox(from), createSecretBox(to)]
  return (sealed) => {
    const text = before.open(sealed)
    return text === null ? sealed : after.seal(text)
  }
}
