import { URI } from 'sip.js'

/** RFC 3261 §25.1, the part of it that needs no second look: no passwords, no IPv6, no headers. */
export const TOKEN = "[A-Za-z0-9\\-.!%*_+`'~]+"
export const QUOTED_TEXT = '[ !#-\\[\\]-~\\x80-\\uffff]*'
export const DOMAIN = '(?:[A-Za-z0-9_-]+\\.)*[A-Za-z][A-Za-z0-9-]*'
const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])'
export const IPV4 = `${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}`
export const PORT = '[0-9]{1,5}'
const USER = "(?:[A-Za-z0-9\\-_.!~*'()&=+$,;?/]|%[0-9A-Fa-f]{2})+"

/** Groups: scheme, user, host, port, parameters. */
export const URI_PATTERN = `(sips?):(?:(${USER})@)?(${IPV4}|${DOMAIN})(?::(${PORT}))?((?:;[^;<>?"@ ]*)*)`

const PARAMETER = /;([A-Za-z0-9_.+-]+)(?:=([A-Za-z0-9\-_.!~*'()+$&/:]+))?/y
const TRANSPORTS: ReadonlySet<string> = new Set(['udp', 'tcp', 'sctp', 'tls', 'ws', 'wss'])

/** `undefined`: the grammar must look. Takes five groups of `URI_PATTERN` beginning at `first`. */
export function uriOfMatch(match: RegExpExecArray, first: number): URI | undefined {
  const parameterText = match[first + 4]
  const parameters = parameterText === '' || parameterText === undefined ? undefined : uriParameters(parameterText)
  if (parameters === null) return undefined
  const port = match[first + 3]
  const user = decodeUser(match[first + 1])
  if (user === null) return undefined
  return newUri(match[first], user, match[first + 2], port === undefined ? undefined : Number(port), parameters)
}

/** `null`: escapes that make no text. */
function decodeUser(user: string | undefined): string | undefined | null {
  if (!user?.includes('%')) return user
  try {
    return decodeURIComponent(user)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

/** The library's constructor takes what its grammar gives it, `undefined` included; its types do not say so. */
const newUri = (scheme?: string, user?: string, host?: string, port?: number, parameters?: Record<string, unknown>) =>
  Reflect.construct(URI, [scheme, user, host, port, parameters, undefined]) as URI

/** `null`: something that the grammar reads in a way of its own. */
function uriParameters(text: string): Record<string, unknown> | null {
  const parameters: Record<string, unknown> = {}
  PARAMETER.lastIndex = 0
  while (PARAMETER.lastIndex < text.length) {
    const found = PARAMETER.exec(text)
    if (!found) return null
    const name = (found[1] ?? '').toLowerCase()
    const value = found[2]
    switch (name) {
      case 'transport':
        if (value === undefined || !TRANSPORTS.has(value.toLowerCase())) return null
        parameters[name] = value.toLowerCase()
        break
      case 'user':
        if (value === undefined || !/^(?:phone|ip)$/i.test(value)) return null
        parameters[name] = value.toLowerCase()
        break
      case 'lr':
        if (value !== undefined && value !== 'on') return null
        parameters[name] = undefined
        break
      case 'method':
      case 'ttl':
      case 'maddr':
        return null
      default:
        if (name.startsWith('lr')) return null
        parameters[name] = value
    }
  }
  return parameters
}

const WHOLE_URI = new RegExp(`^${URI_PATTERN}$`)

export function quickUri(text: string): URI | undefined {
  const match = WHOLE_URI.exec(text)
  return match ? uriOfMatch(match, 1) : undefined
}
