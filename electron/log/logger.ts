import { join } from 'node:path'

import log from 'electron-log/node'

import type { LogContext, Logger } from '#shared/lib/logger'

const MAX_FILE_BYTES = 2 * 1024 * 1024

type Level = 'error' | 'warn' | 'info' | 'debug'

/** One line of the log: level, name, message and a context of ids and codes; there is no field for anything else. */
export type LogSink = (level: Level, line: string) => void

/** Writes to `<folder>/main.log`; electron-log keeps one older file beside it. */
export function createFileSink(folder: string, isVerbose: boolean): LogSink {
  const out = log.create({ logId: 'otklik' })
  out.transports.file.resolvePathFn = () => join(folder, 'main.log')
  out.transports.file.maxSize = MAX_FILE_BYTES
  out.transports.file.level = isVerbose ? 'debug' : 'info'
  out.transports.file.format = '{iso} {level} {text}'
  out.transports.console.level = isVerbose ? 'debug' : 'warn'
  return (level, line) => {
    out[level](line)
  }
}

export function createLogger(sink: LogSink, name: string, bound: LogContext = {}): Logger {
  const write =
    (level: Level) =>
    (message: string, context: LogContext = {}): void => {
      sink(level, formatLine(name, message, { ...bound, ...context }))
    }
  return {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    child: (part, context = {}) => createLogger(sink, `${name}.${part}`, { ...bound, ...context }),
  }
}

function formatLine(name: string, message: string, context: LogContext): string {
  const fields = Object.entries(context)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? redact(value) : String(value)}`)
  return [`[${name}]`, redact(message), ...fields].join(' ')
}

/**
 * A second line of defence behind "ids and codes only": error texts of libraries may quote what they were given.
 * Removed are SIP and tel addresses, bearer and digest values, and runs of digits as long as a phone number; ids (UUID) stay.
 */
export function redact(text: string): string {
  return text
    .replace(/\b(sips?|tel):[^\s>;"']+/gi, '$1:…')
    .replace(/\b(bearer|basic|digest)\s+[\w.~+/=-]+/gi, '$1 …')
    .replace(/\b(password|secret|token)(["']?\s*[:=]\s*["']?)[^\s"',}]+/gi, '$1$2…')
    .replace(/(?<![\w-])\+?\d(?:[ ()-]{0,2}\d){9,14}(?![\w-])/g, '…')
}
