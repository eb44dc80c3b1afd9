export type Params = ReadonlyMap<string, string | null>

export interface SipUri {
  readonly scheme: string
  readonly user: string | undefined
  readonly host: string
  readonly port: number | undefined
  readonly params: Params
}

export interface NameAddr {
  readonly displayName: string | undefined
  readonly uri: string
  readonly params: Params
}

export interface Via {
  readonly transport: string
  readonly sentBy: string
  readonly params: Params
}

export function parseUri(text: string): SipUri | undefined {
  const match = /^(sips?|tel):(?:([^@]*)@)?(\[[^\]]+\]|[^:;?@]+)(?::(\d+))?((?:;[^?]*)?)(?:\?.*)?$/i.exec(text.trim())
  if (!match?.[1] || !match[3]) return undefined
  const scheme = match[1].toLowerCase()
  if (scheme === 'tel') return { scheme, user: match[3], host: '', port: undefined, params: parseParams(match[5]) }
  return {
    scheme,
    user: match[2] === undefined ? undefined : decodeUser(match[2]),
    host: match[3].toLowerCase(),
    port: match[4] === undefined ? undefined : Number(match[4]),
    params: parseParams(match[5]),
  }
}

/** `"Name" <sip:user@host;p>;tag=x`, `<sip:…>` or the bare form, whose parameters belong to the header (§20.10). */
export function parseNameAddr(text: string): NameAddr | undefined {
  const open = indexOutsideQuotes(text, '<')
  if (open >= 0) {
    const close = text.indexOf('>', open)
    if (close < 0) return undefined
    const display = text.slice(0, open).trim()
    return {
      displayName: display === '' ? undefined : unquote(display),
      uri: text.slice(open + 1, close).trim(),
      params: parseParams(text.slice(close + 1)),
    }
  }
  const semicolon = text.indexOf(';')
  const uri = (semicolon < 0 ? text : text.slice(0, semicolon)).trim()
  if (uri === '' || /["\s]/.test(uri)) return undefined
  return { displayName: undefined, uri, params: parseParams(semicolon < 0 ? '' : text.slice(semicolon)) }
}

export function parseVia(text: string): Via | undefined {
  const match = /^SIP\s*\/\s*2\.0\s*\/\s*(\w+)\s+([^;]+)(.*)$/i.exec(text.trim())
  if (!match?.[1] || !match[2]) return undefined
  return { transport: match[1].toUpperCase(), sentBy: match[2].trim(), params: parseParams(match[3]) }
}

export function serialiseVia(via: Via): string {
  return `SIP/2.0/${via.transport} ${via.sentBy}${serialiseParams(via.params)}`
}

export function serialiseParams(params: Params): string {
  return [...params].map(([name, value]) => (value === null ? `;${name}` : `;${name}=${value}`)).join('')
}

export function tagOf(header: string | undefined): string | undefined {
  return (header === undefined ? undefined : parseNameAddr(header)?.params.get('tag')) ?? undefined
}

export function userOf(header: string | undefined): string | undefined {
  const uri = header === undefined ? undefined : parseNameAddr(header)?.uri
  return uri === undefined ? undefined : parseUri(uri)?.user
}

export function unquote(text: string): string {
  return text.startsWith('"') ? text.slice(1, text.lastIndexOf('"')).replace(/\\(.)/g, '$1') : text
}

function parseParams(text: string | undefined): Params {
  const params = new Map<string, string | null>()
  for (const match of (text ?? '').matchAll(/;\s*([^=;\s]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^;]*))?/g)) {
    if (match[1]) params.set(match[1].toLowerCase(), match[2] === undefined ? null : match[2].trim())
  }
  return params
}

function decodeUser(user: string): string {
  const name = user.split(/[:;]/)[0] ?? ''
  return name.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

function indexOutsideQuotes(text: string, wanted: string): number {
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    if (quoted && text[index] === '\\') index += 1
    else if (text[index] === '"') quoted = !quoted
    else if (!quoted && text[index] === wanted) return index
  }
  return -1
}
