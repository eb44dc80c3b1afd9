export interface XmlElement {
  /** Without the prefix of its namespace. */
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** Its own, without that of its children. */
  readonly text: string
}

/** A body of SIP is a few kilobytes; what is more is no message to a telephone. */
export const MAX_XML_LENGTH = 65_536
const MAX_ELEMENTS = 2_000
const OF_SIP: XmlLimits = { length: MAX_XML_LENGTH, elements: MAX_ELEMENTS }
const MAX_DEPTH = 16

const NAME = '[A-Za-z_][\\w.:-]*'
const TOKEN = new RegExp(
  [
    '<\\?xml[^>]*\\?>',
    '<!--[^]*?-->',
    `</(${NAME})\\s*>`,
    `<(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`,
    '([^<]+)',
  ].join('|'),
  'y',
)
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'g')
const ENTITIES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

export interface XmlLimits {
  readonly length: number
  readonly elements: number
}

interface OpenElement {
  readonly tag: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  text: string
}

/**
 * The small part of XML that bodies of SIP are written in. No document types, so no entities but the five and numbers,
 * no processing instructions, no CDATA; bounded in length, depth and count. `null`: anything else, or not well-formed.
 */
export function readXml(source: string, limits: XmlLimits = OF_SIP): XmlElement | null {
  if (source.length > limits.length) return null
  const text = source.replace(/^\ufeff/, '').trim()
  const open: OpenElement[] = []
  const roots: XmlElement[] = []
  let count = 0
  let at = 0

  const close = (element: OpenElement): void => {
    const done: XmlElement = { ...element, name: element.tag.replace(/^.*:/, '') }
    const siblings = open.at(-1)?.children ?? roots
    siblings.push(done)
  }

  while (at < text.length) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(text)
    if (!token) return null
    at = TOKEN.lastIndex
    const [whole, ended, begun, attributes = '', isEmpty, words] = token
    if (words !== undefined) {
      const plain = decode(words)
      const element = open.at(-1)
      if (plain === null || (!element && plain.trim() !== '')) return null
      if (element) element.text += plain
    } else if (ended !== undefined) {
      const element = open.pop()
      if (element?.tag !== ended) return null
      close(element)
    } else if (begun !== undefined) {
      const read = readAttributes(attributes)
      if (!read || roots.length > 0 || (count += 1) > limits.elements || open.length >= MAX_DEPTH) return null
      const element: OpenElement = { tag: begun, attributes: read, children: [], text: '' }
      if (isEmpty === '/') close(element)
      else open.push(element)
    } else if (whole.startsWith('<?') && at !== whole.length) return null
  }
  return open.length === 0 ? (roots[0] ?? null) : null
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name)
}

function readAttributes(text: string): ReadonlyMap<string, string> | null {
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    const value = decode(double ?? single ?? '')
    if (value === null || attributes.has(name)) return null
    attributes.set(name, value)
  }
  return attributes
}

function decode(text: string): string | null {
  const broken: string[] = []
  const plain = text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,8}));?|&/gi, (whole, decimal, hex, name) => {
    const known = typeof name === 'string' ? ENTITIES.get(name) : character(decimal, hex)
    if (known === undefined || !whole.endsWith(';')) broken.push(whole)
    return known ?? ''
  })
  return broken.length > 0 ? null : plain
}

function character(decimal: unknown, hex: unknown): string | undefined {
  const code = typeof decimal === 'string' ? Number(decimal) : typeof hex === 'string' ? parseInt(hex, 16) : 0
  const isText = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff)
  return isText && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : undefined
}
