import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Sealed rows of a cache while its database is wiped, each cache in a file of its own. */
export interface CarriedFile {
  /** On the disk when it returns: the database goes next. */
  write(cache: string, rows: string): void
  read(cache: string): string | null
  remove(cache: string): void
}

export function openCarriedFile(folder: string): CarriedFile {
  const pathOf = (cache: string): string => join(folder, `${cache}.carried`)
  return {
    write(cache, rows) {
      const fresh = `${pathOf(cache)}.new`
      const file = openSync(fresh, 'w', 0o600)
      try {
        writeSync(file, rows)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      renameSync(fresh, pathOf(cache))
    },
    read: (cache) => (existsSync(pathOf(cache)) ? readFileSync(pathOf(cache), 'utf8') : null),
    remove: (cache) => {
      rmSync(pathOf(cache), { force: true })
    },
  }
}
