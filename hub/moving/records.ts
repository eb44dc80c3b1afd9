import { z } from 'zod'

import { readJson } from '#shared/lib/read-json'

import { DamagedFileError } from './sealed-file'

/**
 * What stands inside of the file, in this order: about the hub, each table with its rows, the numbers given out so far,
 * each attachment with its bytes, and the end, which says how much there was.
 *
 * A row is an array of its columns as PostgreSQL writes them as text, `null` where there is nothing: no number loses a
 * digit and no value its kind.
 */
const record = z.discriminatedUnion('kind', [
  /** `tokenKey`: what the secrets in the rows are sealed with. */
  z.object({ kind: z.literal('about'), tokenKey: z.string() }),
  z.object({ kind: z.literal('table'), name: z.string(), columns: z.array(z.string()) }),
  z.object({ kind: z.literal('rows'), count: z.number().int(), rows: z.string() }),
  z.object({
    kind: z.literal('numbers'),
    of: z.array(z.object({ table: z.string(), column: z.string(), last: z.string() })),
  }),
  z.object({ kind: z.literal('file'), hash: z.string(), bytes: z.number().int() }),
  z.object({ kind: z.literal('bytes'), base64: z.string() }),
  z.object({
    kind: z.literal('end'),
    tables: z.number().int(),
    rows: z.number().int(),
    files: z.number().int(),
    missingFiles: z.number().int(),
  }),
])
export type MoveRecord = z.output<typeof record>
export type Totals = Omit<Extract<MoveRecord, { kind: 'end' }>, 'kind'>

const LENGTH_BYTES = 4
/** Larger than any row can be; what says more is no length. */
const MOST_BYTES = 1024 * 1024 * 1024

export async function* writeRecords(records: AsyncIterable<MoveRecord>): AsyncGenerator<Uint8Array> {
  for await (const each of records) {
    const body = Buffer.from(JSON.stringify(each), 'utf8')
    const length = Buffer.alloc(LENGTH_BYTES)
    length.writeUInt32BE(body.length)
    yield length
    yield body
  }
}

export async function* readRecords(content: AsyncIterable<Buffer>): AsyncGenerator<MoveRecord> {
  let waiting: Buffer[] = []
  let have = 0
  let needed = LENGTH_BYTES
  for await (const chunk of content) {
    waiting.push(chunk)
    have += chunk.length
    while (have >= needed) {
      const all = Buffer.concat(waiting)
      const bodyEnds = LENGTH_BYTES + all.readUInt32BE()
      if (bodyEnds > MOST_BYTES) throw new DamagedFileError('a record has no end')
      needed = bodyEnds
      waiting = [all]
      if (have < bodyEnds) break
      yield parse(all.subarray(LENGTH_BYTES, bodyEnds))
      waiting = [all.subarray(bodyEnds)]
      have -= bodyEnds
      needed = LENGTH_BYTES
    }
  }
  if (have > 0) throw new DamagedFileError('its last record is cut off')
}

function parse(body: Buffer): MoveRecord {
  const parsed = record.safeParse(readJson(body.toString('utf8')))
  if (parsed.success) return parsed.data
  throw new DamagedFileError(`a record is not as this version writes it (${parsed.error.issues[0]?.message ?? ''})`)
}
