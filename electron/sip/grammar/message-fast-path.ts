import { Core } from 'sip.js'

import { headerName } from './header-names'
import { readMessageQuickly } from './quick-message'

let isInstalled = false

/**
 * Half of what a message costs once the grammar is out of the way (docs/adr/0007) goes into cutting it into lines and
 * into the library's spelling of header names, which it works out anew at each look at a header.
 */
export function installMessageFastPath(): void {
  if (isInstalled) return
  isInstalled = true
  const { parseMessage } = Core.Parser
  Object.assign(Core.Parser, {
    parseMessage: ((text, logger) =>
      readMessageQuickly(text) ?? parseMessage(text, logger)) satisfies typeof parseMessage,
  })
  const { prototype } = Core.IncomingMessage
  // The library's own method, called by the one below with the message it was called on.
  const parseHeader = Reflect.get(prototype, 'parseHeader') as (this: unknown, name: string, at: number) => unknown
  Object.assign(prototype, {
    hasHeader(this: Core.IncomingMessage, name: string) {
      return this.headers[headerName(name)] !== undefined
    },
    getHeader(this: Core.IncomingMessage, name: string) {
      return this.headers[headerName(name)]?.[0]?.raw
    },
    getHeaders(this: Core.IncomingMessage, name: string) {
      return this.headers[headerName(name)]?.map(({ raw }) => raw) ?? []
    },
    parseHeader(this: Core.IncomingMessage, name: string, at = 0): unknown {
      const parsed: unknown = this.headers[headerName(name)]?.[at]?.parsed
      return parsed ? parsed : parseHeader.call(this, name, at)
    },
  })
}
