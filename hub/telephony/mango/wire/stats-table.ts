import { unixSeconds } from '../../../channels/platform/wire-time'
import type { Party, StatsRow } from './model'

/** In the order of the columns. */
export const STATS_FIELDS =
  'start,finish,answer,from_extension,from_number,to_extension,to_number,disconnect_reason,entry_id,create'

const COLUMNS = STATS_FIELDS.split(',').length

export interface StatsTable {
  readonly rows: readonly StatsRow[]
  /** Lines that are none: for the log. */
  readonly unread: number
}

/** Lines of values with semicolons between them and no heading. */
export function parseStatsTable(text: string): StatsTable {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const rows = lines.flatMap((line) => parseLine(line) ?? [])
  return { rows, unread: lines.length - rows.length }
}

function parseLine(line: string): StatsRow | null {
  const values = line.split(';').map((value) => value.trim())
  if (values.length !== COLUMNS) return null
  const [start, finish, answer, fromExtension, fromNumber, toExtension, toNumber, reason, entryId, create] = values
  const numbers = [start, finish, answer, reason, create].map(wholeOf)
  const [startS, finishS, answerS, code, createdAtS] = numbers
  if (!entryId || startS == null || finishS == null || answerS == null || code == null || createdAtS == null)
    return null
  return {
    entryId,
    createdAtS,
    startS,
    finishS,
    answerS,
    from: partyOf(fromExtension, fromNumber),
    to: partyOf(toExtension, toNumber),
    reason: code,
  }
}

/** Of moments and codes alike: none is later than the last moment. */
function wholeOf(text: string | undefined): number | null {
  if (text === undefined || !/^\d+$/.test(text)) return null
  return unixSeconds.safeParse(Number(text)).data ?? null
}

function partyOf(extension = '', number = ''): Party {
  return { extension: extension === '' ? null : extension, number: number === '' ? null : number }
}
