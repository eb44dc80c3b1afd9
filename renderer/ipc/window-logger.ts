import type { LogContext, Logger } from '#shared/lib/logger'

/** What the window has to report goes the way of uncaught errors, which the shell writes to its log; the rest is not kept. */
export function windowLogger(name: string): Logger {
  const report = (message: string, context: LogContext = {}) => {
    reportError(new Error(`${name}: ${message} ${JSON.stringify(context)}`))
  }
  return {
    error: report,
    warn: report,
    info: () => undefined,
    debug: () => undefined,
    child: (part) => windowLogger(`${name}.${part}`),
  }
}
