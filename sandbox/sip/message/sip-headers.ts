/** Compact header names of RFC 3261 §7.3.3 and its extensions. */
const COMPACT_NAMES: Readonly<Record<string, string>> = {
  a: 'Accept-Contact',
  b: 'Referred-By',
  c: 'Content-Type',
  d: 'Request-Disposition',
  e: 'Content-Encoding',
  f: 'From',
  i: 'Call-ID',
  k: 'Supported',
  l: 'Content-Length',
  m: 'Contact',
  o: 'Event',
  r: 'Refer-To',
  s: 'Subject',
  t: 'To',
  u: 'Allow-Events',
  v: 'Via',
  x: 'Session-Expires',
}

interface Header {
  readonly name: string
  readonly value: string
}

/** The header fields of one message, in order. Names match in any case and in compact form. */
export class SipHeaders {
  private entries: Header[] = []

  static of(...pairs: readonly (readonly [name: string, value: string])[]): SipHeaders {
    const headers = new SipHeaders()
    for (const [name, value] of pairs) headers.append(name, value)
    return headers
  }

  get(name: string): string | undefined {
    const key = keyOf(name)
    return this.entries.find((entry) => keyOf(entry.name) === key)?.value
  }

  /** One value per element, whether the sender used several lines or commas (RFC 3261 §7.3.1). */
  list(name: string): string[] {
    const key = keyOf(name)
    return this.entries.filter((entry) => keyOf(entry.name) === key).flatMap((entry) => splitList(entry.value))
  }

  append(name: string, value: string): void {
    this.entries.push({ name: fullName(name), value })
  }

  prepend(name: string, value: string): void {
    this.entries.unshift({ name: fullName(name), value })
  }

  set(name: string, value: string): void {
    const key = keyOf(name)
    const at = this.entries.findIndex((entry) => keyOf(entry.name) === key)
    if (at < 0) return this.append(name, value)
    this.entries[at] = { name: fullName(name), value }
    this.entries = this.entries.filter((entry, index) => index <= at || keyOf(entry.name) !== key)
  }

  /** Puts `values` in place of every field of that name, first in the message. */
  setList(name: string, values: readonly string[]): void {
    this.remove(name)
    for (const value of [...values].reverse()) this.prepend(name, value)
  }

  remove(name: string): void {
    const key = keyOf(name)
    this.entries = this.entries.filter((entry) => keyOf(entry.name) !== key)
  }

  clone(): SipHeaders {
    const copy = new SipHeaders()
    copy.entries = [...this.entries]
    return copy
  }

  [Symbol.iterator](): Iterator<Header> {
    return this.entries[Symbol.iterator]()
  }
}

function fullName(name: string): string {
  return COMPACT_NAMES[name.toLowerCase()] ?? name
}

function keyOf(name: string): string {
  return fullName(name).toLowerCase()
}

/** Splits at commas that stand outside quotes and angle brackets. */
export function splitList(value: string): string[] {
  if (!value.includes(',')) return [value.trim()]
  const parts: string[] = []
  let start = 0
  let quoted = false
  let depth = 0
  for (let index = 0; index < value.length; index += 1) {
    const char = value[index]
    if (quoted) {
      if (char === '\\') index += 1
      else if (char === '"') quoted = false
    } else if (char === '"') quoted = true
    else if (char === '<') depth += 1
    else if (char === '>') depth -= 1
    else if (char === ',' && depth <= 0) {
      parts.push(value.slice(start, index).trim())
      start = index + 1
    }
  }
  parts.push(value.slice(start).trim())
  return parts.filter((part) => part !== '')
}
