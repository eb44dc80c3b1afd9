import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

import Store from 'electron-store'
import type { z } from 'zod'

import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import { readJson } from '#shared/lib/read-json'

export interface JsonStore<T> {
  read(): T
  /** Durable when it returns (written beside and renamed). */
  write(value: T): void
}

export interface JsonStoreOptions<T> {
  readonly folder: string
  readonly name: string
  readonly schema: z.ZodType<T>
  readonly defaults: T
  readonly logger: Logger
  readonly clock: Clock
}

/** One small file in the user's folder. A file that cannot be read is kept under another name, never overwritten. */
export function openJsonStore<T extends object>(options: JsonStoreOptions<T>): JsonStore<T> {
  const { folder, name, schema, defaults } = options
  setAsideIfBroken(options)
  const store = new Store<Record<string, unknown>>({
    name,
    cwd: folder,
    // Sealed or not: names and numbers in these files are nobody else's business.
    configFileMode: 0o600,
    serialize: (value) => JSON.stringify(value, null, 2),
  })

  const { value: read, refused } = mergeDefaults(schema, defaults, store.store)
  if (refused.length > 0) keepCopy(options, refused)
  let value: T = read
  return {
    read: () => value,
    write(next) {
      store.store = Object.fromEntries(Object.entries(next))
      // Not before: what could not be written must not look as if it were.
      value = next
    },
  }
}

/** Keys that are missing or no longer valid take their default; the rest of the file still counts. */
export function mergeDefaults<T extends object>(
  schema: z.ZodType<T>,
  defaults: T,
  raw: Readonly<Record<string, unknown>>,
): { readonly value: T; readonly refused: readonly string[] } {
  const refused: string[] = []
  let value = defaults
  for (const key of Object.keys(defaults)) {
    if (!(key in raw)) continue
    const candidate = schema.safeParse({ ...value, [key]: raw[key] })
    if (candidate.success) value = candidate.data
    else refused.push(key)
  }
  return { value, refused }
}

function setAsideIfBroken<T>({ folder, name, logger, clock }: JsonStoreOptions<T>): void {
  const path = join(folder, `${name}.json`)
  if (!existsSync(path) || isJsonObject(readFileSync(path, 'utf8'))) return
  const aside = `${name}.broken-${clock.now()}.json`
  renameSync(path, join(folder, aside))
  logger.error('a settings file could not be read: it is kept and defaults are used', {
    file: `${name}.json`,
    keptAs: aside,
  })
}

/** The next write replaces what was not understood, so the file as it is now is kept first. */
function keepCopy<T>({ folder, name, logger, clock }: JsonStoreOptions<T>, refused: readonly string[]): void {
  const aside = `${name}.broken-${clock.now()}.json`
  copyFileSync(join(folder, `${name}.json`), join(folder, aside))
  logger.error('a part of a settings file is not valid: a copy is kept and its default is used', {
    file: `${name}.json`,
    keys: refused.join(','),
    keptAs: aside,
  })
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = readJson(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
