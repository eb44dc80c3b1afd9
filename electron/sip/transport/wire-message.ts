/** A SIP message as text, cut into lines and nothing more: enough to rewrite headers without a full parse. */
export interface WireMessage {
  readonly startLine: string
  readonly headers: readonly WireHeader[]
  readonly body: string
}

export interface WireHeader {
  /** As written; compare with `isHeader`. */
  readonly name: string
  readonly value: string
}

/** Compact forms of RFC 3261 §20 and RFC 4028 §4 that matter here. */
const COMPACT: Readonly<Record<string, string>> = {
  v: 'via',
  m: 'contact',
  l: 'content-length',
  i: 'call-id',
  t: 'to',
  f: 'from',
  c: 'content-type',
  e: 'content-encoding',
  k: 'supported',
  x: 'session-expires',
}

/** `null` when there is no header block at all. Folded lines (RFC 3261 §7.3.1) are joined. */
export function parseWireMessage(text: string): WireMessage | null {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1) return null
  const [startLine, ...lines] = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  if (startLine === undefined || startLine === '') return null
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return colon === -1
      ? { name: line, value: '' }
      : { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }
  })
  return { startLine, headers, body: text.slice(end + 4) }
}

export function formatWireMessage(message: WireMessage): string {
  const lines = message.headers.map((header) => `${header.name}: ${header.value}`)
  return `${[message.startLine, ...lines].join('\r\n')}\r\n\r\n${message.body}`
}

export function isHeader(header: WireHeader, name: string): boolean {
  const written = header.name.toLowerCase()
  return (COMPACT[written] ?? written) === name
}

export function isResponse(message: WireMessage): boolean {
  return message.startLine.startsWith('SIP/2.0 ')
}
