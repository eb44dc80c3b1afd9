import type { LogContext, Logger } from '#shared/lib/logger'

import type { LogLevel } from './worker-messages'

/** Hands every line to the window, which has the log. */
export function postedLogger(
  post: (level: LogLevel, message: string, context: LogContext) => void,
  bound: LogContext = {},
): Logger {
  const at =
    (level: LogLevel) =>
    (message: string, context: LogContext = {}) => {
      post(level, message, { ...bound, ...context })
    }
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    child: (name, context = {}) => postedLogger(post, { ...bound, ...context, part: name }),
  }
}
