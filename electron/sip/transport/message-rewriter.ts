import {
  formatWireMessage,
  isHeader,
  isResponse,
  parseWireMessage,
  type WireHeader,
  type WireMessage,
} from './wire-message'

/** What the library writes and expects, and what the wire needs instead (facts/telephony.md c.4, rows 2, 3 and 8). */
export interface RewriteRules {
  /** The library's own Via host: it drops responses whose Via differs or carries a port. */
  readonly viaHost: string
  /** User part of our Contact; the library answers 404 to any other Request-URI user. */
  readonly contactUser: string
  /** Real `address:port` of this end; `null` on WebSockets, where `.invalid` is right (RFC 7118 §5.2). */
  readonly localAddress: string | null
  /** What Contact names instead, when a NAT stands between and the server told how we look from outside. */
  readonly publicAddress?: string | null
}

/** Via and Contact lines, folded ones to their first line: the library folds none. */
const OWN_ADDRESS_LINES = /^(?:via|v|contact|m)[ \t]*:.*$/gim

export function rewriteOutgoing(text: string, rules: RewriteRules): string {
  const { viaHost, localAddress } = rules
  if (localAddress === null) return text
  const contactAddress = rules.publicAddress ?? localAddress
  return rewriteHead(text, (head) =>
    head.replace(OWN_ADDRESS_LINES, (line) =>
      line.includes(viaHost) ? line.replaceAll(viaHost, /^v/i.test(line) ? localAddress : contactAddress) : line,
    ),
  )
}

export function rewriteIncoming(text: string, rules: RewriteRules): string {
  if (isPlainResponse(text)) return restorePlainResponse(text, rules)
  const message = parseWireMessage(text)
  if (!message) return text
  return formatWireMessage(isResponse(message) ? restoreResponse(message, rules) : addressToUs(message, rules))
}

/** Most responses need one line changed, so they are not taken apart: no folded lines, no choice of challenges. */
function isPlainResponse(text: string): boolean {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1 || !text.startsWith('SIP/2.0 ')) return false
  const head = text.slice(0, end)
  if (/\r\n[ \t]/.test(head) || NAMES_OTHERS.test(head)) return false
  const challenges = head.match(/^(?:www|proxy)-authenticate[ \t]*:.*$/gim)
  return !challenges || (challenges.length === 1 && !/,\s*Digest\s/i.test(challenges[0]))
}

/** A refusal that says who else may be called. */
const NAMES_OTHERS = /^SIP\/2\.0 [3-6][^]*^(?:contact|m)[ \t]*:/im

const VIA_HOST = /^((?:via|v)[ \t]*:[ \t]*SIP[ \t]*\/[ \t]*2\.0[ \t]*\/[ \t]*\w+[ \t]+)[^;,\s]+/gim

function restorePlainResponse(text: string, { viaHost, localAddress }: RewriteRules): string {
  if (localAddress === null) return text
  return rewriteHead(text, (head) => head.replace(VIA_HOST, `$1${viaHost}`))
}

function restoreResponse(message: WireMessage, rules: RewriteRules): WireMessage {
  const { localAddress } = rules
  const headers = message.headers.map((header) =>
    localAddress !== null && isHeader(header, 'via')
      ? { ...header, value: header.value.replace(/^(SIP\s*\/\s*2\.0\s*\/\s*\w+\s+)[^;,\s]+/i, `$1${rules.viaHost}`) }
      : header,
  )
  const isRefusal = /^SIP\/2\.0 [3-6]/.test(message.startLine)
  const usable = keepUsableChallenges(headers)
  return { ...message, headers: isRefusal ? keepDialableContacts(usable) : usable }
}

/** The library drops a whole answer for one address of a scheme that it does not know, such as `tel:`. */
function keepDialableContacts(headers: readonly WireHeader[]): readonly WireHeader[] {
  return headers.flatMap((header) => {
    if (!isHeader(header, 'contact')) return header
    // Commas within quotes and angle brackets belong to the address.
    const all = header.value.match(/(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,"<])+/g) ?? []
    const dialable = all.filter((each) => /(?:^|<)\s*sips?:/i.test(each.trim()))
    return dialable.length === 0 ? [] : { ...header, value: dialable.map((each) => each.trim()).join(', ') }
  })
}

/**
 * Of several challenges the library takes the last and knows only MD5, so the others go. When no MD5 is offered
 * they stay: the refusal then tells why (`unsupportedDigest`).
 */
function keepUsableChallenges(headers: readonly WireHeader[]): readonly WireHeader[] {
  return ['www-authenticate', 'proxy-authenticate'].reduce((kept, name) => {
    const challenges = kept.filter((header) => isHeader(header, name)).flatMap(splitChallenges)
    const usable = challenges.find((challenge) => digestAlgorithm(challenge.value) === 'md5')
    if (!usable) return kept
    return [...kept.filter((header) => !isHeader(header, name)), usable]
  }, headers)
}

/** `Digest a="1", b="2", Digest c="3"` is two challenges in one header (RFC 7235 §4.1). */
function splitChallenges(header: WireHeader): readonly WireHeader[] {
  return header.value.split(/,\s*(?=Digest\s)/i).map((value) => ({ name: header.name, value }))
}

/** Lower case; `md5` where none is named (RFC 2617 §3.2.1). */
export function digestAlgorithm(challenge: string): string {
  return (/[,\s]algorithm\s*=\s*"?([\w-]+)"?/i.exec(challenge)?.[1] ?? 'md5').toLowerCase()
}

/**
 * Whatever arrives over our own registered connection is for us, also with the number that was dialled (DID) in
 * the Request-URI. An unknown scheme would make the library throw; as `sips:` it answers 416 (RFC 3261 §8.2.2.1).
 */
function addressToUs(message: WireMessage, rules: RewriteRules): WireMessage {
  const parts = /^(\S+) (.+) (SIP\/\d\.\d)$/.exec(message.startLine)
  const [, method, target, version] = parts ?? []
  if (method === undefined || target === undefined || version === undefined) return message
  const scheme = /^<?\s*([a-z][a-z0-9+.-]*):/i.exec(target)?.[1]?.toLowerCase()
  const known = scheme === 'sip' || scheme === 'sips' || scheme === 'tel'
  const uri = known ? `sip:${rules.contactUser}@${rules.viaHost}` : 'sips:unsupported@scheme.invalid'
  return { ...message, startLine: `${method} ${uri} ${version}` }
}

function rewriteHead(text: string, change: (head: string) => string): string {
  const end = text.indexOf('\r\n\r\n')
  return end === -1 ? text : change(text.slice(0, end)) + text.slice(end)
}
