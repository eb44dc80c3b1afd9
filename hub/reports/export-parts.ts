import type { ExportLine } from '#shared/contract/reports'
import { describeError, type Logger } from '#shared/lib/logger'

/** So that progress is seen, and not each piece of a few bytes is a line. */
const PART_BYTES = 32 * 1024

export interface ExportedFile {
  /** How many cases it will hold, as they were counted when it was begun. */
  readonly cases: number
  readonly pieces: AsyncIterable<Uint8Array | string>
  /** Read so far. */
  readonly read: () => number
}

/** A file told line by line (`exportLine`): whoever has not heard that it is whole does not take it for whole. */
export async function* exportParts({ cases, pieces, read }: ExportedFile, logger: Logger): AsyncGenerator<string> {
  yield line({ kind: 'begun', cases })
  let held: Buffer[] = []
  let bytes = 0
  try {
    for await (const piece of pieces) {
      const more = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : Buffer.from(piece)
      held.push(more)
      bytes += more.length
      if (bytes < PART_BYTES) continue
      yield part(held, read())
      held = []
      bytes = 0
    }
  } catch (error) {
    logger.error('a file of cases broke off', { cause: describeError(error) })
    yield line({ kind: 'failed' })
    return
  }
  if (bytes > 0) yield part(held, read())
  yield line({ kind: 'whole', cases: read() })
}

function part(held: readonly Buffer[], cases: number): string {
  return line({ kind: 'part', cases, bytes: Buffer.concat(held).toString('base64') })
}

function line(told: ExportLine): string {
  return `${JSON.stringify(told)}\n`
}
