import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'

import { z } from 'zod'

import { callRecord } from '#shared/contract/entities'
import type { CallRecord } from '#shared/domain/call'
import type { Logger } from '#shared/lib/logger'
import { readJson } from '#shared/lib/read-json'

export interface JournalEntry {
  /** Id of the command that will carry it. */
  readonly id: string
  readonly record: CallRecord
  /** At whose desk of a team's hub it was made; absent with the hub of this computer. */
  readonly owner?: string | undefined
}

/** Records on their way, oldest first. What `append` returned from is on the disk. */
export interface JournalFile {
  /** Of whoever works here now: nobody's calls are told as another's. */
  entries(): readonly JournalEntry[]
  append(entry: Omit<JournalEntry, 'owner'>): void
  remove(id: string): void
}

const line = z.object({ id: z.uuid(), record: callRecord, owner: z.string().optional() })

/** One JSON object a line. A line that cannot be read (torn by a crash) is kept in `<path>.broken`. */
export function openJournalFile(path: string, logger: Logger, owner: () => string | null): JournalFile {
  let entries = readEntries(path, logger)
  if (existsSync(path)) rewrite(path, entries)
  return {
    entries: () => entries.filter((entry) => (entry.owner ?? null) === owner()),
    append(made) {
      const entry = { ...made, owner: owner() ?? undefined }
      writeSynced(path, 'a', toLine(entry))
      entries = [...entries, entry]
    },
    remove(id) {
      const left = entries.filter((entry) => entry.id !== id)
      rewrite(path, left)
      entries = left
    },
  }
}

function readEntries(path: string, logger: Logger): readonly JournalEntry[] {
  if (!existsSync(path)) return []
  const found: JournalEntry[] = []
  for (const text of readFileSync(path, 'utf8').split('\n')) {
    if (text === '') continue
    const entry = parseLine(text)
    if (entry) found.push(entry)
    else {
      logger.error('a line of the call journal could not be read and is kept beside it')
      appendFileSync(`${path}.broken`, `${text}\n`)
    }
  }
  return found
}

function parseLine(text: string): JournalEntry | null {
  try {
    const parsed = line.safeParse(readJson(text))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function rewrite(path: string, entries: readonly JournalEntry[]): void {
  writeSynced(`${path}.new`, 'w', entries.map(toLine).join(''))
  renameSync(`${path}.new`, path)
}

function toLine(entry: JournalEntry): string {
  return `${JSON.stringify(entry)}\n`
}

function writeSynced(path: string, flags: 'a' | 'w', text: string): void {
  const file = openSync(path, flags, 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
