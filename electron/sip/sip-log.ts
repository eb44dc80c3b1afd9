import type { LogConnector } from 'sip.js'

import type { Logger } from '#shared/lib/logger'

/** The library's lines at debug level: first line only, without addresses, quoted text and long digit runs. */
export function libraryLog(logger: Logger): LogConnector {
  return (level, category, _label, content) => {
    logger.debug('sip.js', {
      level,
      category,
      // Read only by a logger that keeps debug lines: the library writes a dozen for every message.
      get line() {
        return redactSipLog(content)
      },
    })
  }
}

const MAX_LENGTH = 160

export function redactSipLog(content: string): string {
  const [firstLine = ''] = content.split(/\r?\n/, 1)
  return firstLine
    .replace(/"[^"]*"?/g, '"…"')
    .replace(/\b(sips?|tel|callto):[^\s>;,]+/gi, '$1:…')
    .replace(/\+?\d[\d\s()-]{3,}\d/g, '…')
    .replace(/\S+@\S+/g, '…')
    .slice(0, MAX_LENGTH)
}
