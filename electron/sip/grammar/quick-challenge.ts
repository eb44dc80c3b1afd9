import { QUOTED_TEXT, TOKEN } from './quick-uri'

const PARAMETER = new RegExp(`(${TOKEN})=(?:"(${QUOTED_TEXT})"|(${TOKEN}))(?: *, *|$)`, 'y')
const SCHEME = 'Digest '
const QOP = /^(?:auth-int|auth)(?:,(?:auth-int|auth))*$/

export interface Challenge {
  realm?: string
  nonce?: string
  opaque?: string
  stale?: boolean
  algorithm?: string
  qop?: string[]
}

/** `WWW-Authenticate` and `Proxy-Authenticate`: Digest with MD5, which is all that the library can answer. */
export function quickChallenge(text: string): Challenge | undefined {
  if (!text.startsWith(SCHEME) || text.endsWith(',') || text.endsWith(' ')) return undefined
  const challenge: Challenge = {}
  let at = SCHEME.length
  if (at === text.length) return undefined
  for (; at < text.length; at = PARAMETER.lastIndex) {
    PARAMETER.lastIndex = at
    const found = PARAMETER.exec(text)
    if (!found || !readParameter(challenge, (found[1] ?? '').toLowerCase(), found[2], found[3])) return undefined
  }
  return challenge
}

/** `false`: the grammar must look. */
function readParameter(
  challenge: Challenge,
  name: string,
  quoted: string | undefined,
  token: string | undefined,
): boolean {
  switch (name) {
    case 'realm':
    case 'nonce':
    case 'opaque':
      if (quoted === undefined) return false
      challenge[name] = quoted
      return true
    case 'stale':
      if (token === undefined || !/^(?:true|false)$/i.test(token)) return false
      challenge.stale = token.toLowerCase() === 'true'
      return true
    case 'algorithm':
      // In quotes it is no algorithm to the grammar, and is passed over.
      if (quoted !== undefined) return true
      if (token?.toUpperCase() !== 'MD5') return false
      challenge.algorithm = 'MD5'
      return true
    case 'qop':
      if (quoted === undefined || !QOP.test(quoted)) return false
      challenge.qop = [...(challenge.qop ?? []), ...quoted.split(',')]
      return true
    case 'domain':
      return false
    default:
      return true
  }
}
