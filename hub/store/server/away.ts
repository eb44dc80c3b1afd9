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

/** Another transaction came in between: done again, it finds what that one left. */
export function isWorthRepeating(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  return code === '40001' || code === '40P01' || isWorthRepeating(error.cause)
}

export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
