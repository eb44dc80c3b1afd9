import { readJson } from '#shared/lib/read-json'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

import type { z } from 'zod'

import { describeError, type Logger } from '#shared/lib/logger'

/** What is under way, for the process after this one. */
export interface NoteFile<T> {
  /** Replaces what was noted before; `null`: nothing is under way. */
  save(note: T | null): void
  load(): T | null
}

/** A small JSON file, replaced whole: a kill leaves the last known state. */
export function openNoteFile<T>(path: string, schema: z.ZodType<T>, logger: Logger): NoteFile<T> {
  return {
    save(note) {
      try {
        if (note === null) {
          rmSync(path, { force: true })
          return
        }
        writeFileSync(`${path}.new`, JSON.stringify(note), { mode: 0o600 })
        renameSync(`${path}.new`, path)
      } catch (error) {
        logger.warn('what is under way is not noted', { error: describeError(error) })
      }
    },
    load() {
      try {
        return schema.parse(readJson(readFileSync(path, 'utf8')))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
          logger.warn('a note of what was under way is unreadable', {
            error: error instanceof Error ? error.name : 'unknown',
          })
        }
        return null
      }
    },
  }
}
