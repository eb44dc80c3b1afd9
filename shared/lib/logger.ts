/**
 * error = a person lost something; warn = recovered; info = one line per lifecycle step; debug = the rest.
 * Context holds ids and codes only: never phone numbers, credentials, names or message text.
 */
export interface Logger {
  error(message: string, context?: LogContext): void
  warn(message: string, context?: LogContext): void
  info(message: string, context?: LogContext): void
  debug(message: string, context?: LogContext): void
  /** A logger that adds `name` to its own and carries `context` on every line. */
  child(name: string, context?: LogContext): Logger
}

export type LogContext = Readonly<Record<string, string | number | boolean | null | undefined>>

export const silentLogger: Logger = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silentLogger,
}

/** What may be logged of an unknown thrown value: its kind and message, never its data. */
export function describeError(error: unknown): string {
  // A failed database query quotes its parameters, message texts and tokens among them; its cause does not.
  if (error instanceof Error && 'params' in error) return `failed query: ${describeError(error.cause)}`
  if (error instanceof Error) return `${error.name}: ${error.message}`
  return typeof error === 'string' ? error : 'non-error value thrown'
}

/** Where an error came from, without its message (see `describeError`). */
export function framesOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return frames.map((line) => line.trim()).join(' < ')
}
