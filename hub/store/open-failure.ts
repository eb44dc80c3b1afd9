import { describeError } from '#shared/lib/logger'

/** Nothing is wrong with the files themselves: moving them aside would only hide them. */
export class StorageError extends Error {
  constructor(
    readonly code: 'ENOSPC' | 'EACCES' | 'EIO',
    detail: string,
  ) {
    super(detail)
    this.name = 'StorageError'
  }
}

/** PostgreSQL itself says that its files are unusable. */
export class BrokenDatabaseError extends Error {
  constructor(detail: string, cause: unknown) {
    super(detail, { cause })
    this.name = 'BrokenDatabaseError'
  }
}

const storageProblems: readonly (readonly [RegExp, StorageError['code']])[] = [
  [/no space left on device|disk quota exceeded/i, 'ENOSPC'],
  [/permission denied|read-only file system|operation not permitted/i, 'EACCES'],
  [/input\/output error|too many open files/i, 'EIO'],
]

/** What PGlite throws when PostgreSQL ends at its start (its `#startInSingleMode`). */
const START_FAILED = /failed to initialize properly/
/** Class XX: internal error, data or index corrupted; 58P01: a file of the database is missing. */
const CORRUPTED = /^(XX|58P01)/

/** Sorts a failed opening by what can be done about it; `output` is what PostgreSQL wrote. */
export function openFailure(error: unknown, output: readonly string[]): Error {
  const detail = [...output.slice(-3), describeError(error)].join(' | ')
  for (const [pattern, code] of storageProblems) if (pattern.test(detail)) return new StorageError(code, detail)
  if (START_FAILED.test(detail) || CORRUPTED.test(sqlStateOf(error))) return new BrokenDatabaseError(detail, error)
  return error instanceof Error ? error : new Error(detail)
}

/** The instance cannot go on: PostgreSQL has ended inside, or what it wrote cannot be trusted to be on disk. */
export function isFatal(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ['DurabilityError', 'RuntimeError', 'ExitStatus'].includes(error.name) || isFatal(error.cause)
}

function sqlStateOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return 'code' in error && typeof error.code === 'string' ? error.code : sqlStateOf(error.cause)
}
