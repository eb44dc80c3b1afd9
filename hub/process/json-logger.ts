import type { LogContext, Logger } from '#shared/lib/logger'

type Level = 'error' | 'warn' | 'info' | 'debug'

/** One JSON object a line on standard output; main gathers them. */
export function createJsonLogger(write: (line: string) => void, nowMs: () => number): Logger {
  return named('hub', {})

  function named(name: string, bound: LogContext): Logger {
    const line = (level: Level) => (message: string, context?: LogContext) => {
      write(
        `${JSON.stringify({ time: new Date(nowMs()).toISOString(), level, name, message, ...bound, ...context })}\n`,
      )
    }
    return {
      error: line('error'),
      warn: line('warn'),
      info: line('info'),
      debug: () => undefined,
      child: (child, context) => named(`${name}.${child}`, { ...bound, ...context }),
    }
  }
}
