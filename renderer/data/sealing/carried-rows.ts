import { DeskDatabase, type DatabaseOptions } from '../database'
import { fromBase64, toBase64 } from './base64'
import type { SealedRow } from './row-vault'

/** Everything of a sealed cache as it lies on the disk, as a text: outside of the database for as long as that is wiped. */
interface Carried {
  readonly generation: number
  readonly tables: Readonly<Record<string, readonly CarriedRow[]>>
}

interface CarriedRow {
  readonly clear: Readonly<Record<string, unknown>>
  readonly box: string
  readonly files: readonly string[]
}

type Place = Pick<DatabaseOptions, 'indexedDb'>

export async function takeOut(name: string, { indexedDb }: Place): Promise<string> {
  const db = asItLies(name, indexedDb)
  try {
    const tables = await Promise.all(
      db.tables.map(async (table) => {
        const rows = (await table.toArray()) as SealedRow[]
        return [table.name, await Promise.all(rows.map(toCarried))] as const
      }),
    )
    const carried: Carried = { generation: await generationOf(db), tables: Object.fromEntries(tables) }
    return JSON.stringify(carried)
  } finally {
    db.close()
  }
}

/** Only where the database does not have it (any more): what was written there since counts. */
export async function putBack(name: string, text: string, { indexedDb }: Place): Promise<void> {
  // Our own, and every row in it is authenticated when it is opened.
  const carried = JSON.parse(text) as Carried
  const db = asItLies(name, indexedDb)
  try {
    if ((await generationOf(db)) >= carried.generation) return
    await db.transaction('rw', db.tables, async () => {
      for (const table of db.tables) {
        await table.clear()
        await table.bulkPut((carried.tables[table.name] ?? []).map(toRow))
      }
    })
  } finally {
    db.close()
  }
}

function asItLies(name: string, indexedDb: DatabaseOptions['indexedDb']): DeskDatabase {
  return new DeskDatabase({ name, durability: 'strict', isSealedAsItLies: true, ...(indexedDb ? { indexedDb } : {}) })
}

async function generationOf(db: DeskDatabase): Promise<number> {
  const form = await db.meta.get('form')
  return form?.key === 'form' ? form.generation : 0
}

async function toCarried({ box, files = [], ...clear }: SealedRow): Promise<CarriedRow> {
  const bytes = await Promise.all(files.map(async (file) => toBase64(new Uint8Array(await file.arrayBuffer()))))
  return { clear, box: toBase64(box), files: bytes }
}

function toRow({ clear, box, files }: CarriedRow): SealedRow {
  const row = { ...clear, box: fromBase64(box) }
  return files.length === 0 ? row : { ...row, files: files.map((file) => new Blob([fromBase64(file)])) }
}
