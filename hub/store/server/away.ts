/** Of the network, as Node names them. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
])
/** Class 08: connection; 57P01–57P03: shutting down, crashed, starting; 53300: no connection is free; 25006: a standby. */
const SQL_STATE = /^(08|57P0[1-3]$|53300$|25006$)/
/** Those of the driver have no code. */
const OF_DRIVER = /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable/

/** PostgreSQL cannot be asked now and may be later: nothing is wrong with what was asked. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  if (code !== null && (UNREACHABLE.has(code) || SQL_STATE.test(code))) return true
  return OF_DRIVER.test(error.message) || isAway(error.cause)
}

/** Another transaction came in between (serialization failure, deadlock): done again, ours finds what that one left. */
export function cameInBetween(error: unknown): boolean {
  const state = stateOf(error)
  return state === '40001' || state === '40P01'
}

/** A row with this key is there. PostgreSQL may say so where another transaction came in between, too. */
export function isDouble(error: unknown): boolean {
  return stateOf(error) === '23505'
}

/** What was to be written is none that PostgreSQL can keep (class 22: no NUL in a text, no number beyond its column). */
export function isUnkeepable(error: unknown): boolean {
  return stateOf(error)?.startsWith('22') ?? false
}

/** Through the wrappers of the query layer. */
function stateOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  return codeOf(error) ?? stateOf(error.cause)
}

export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
