import { Core } from 'sip.js'

import { headerName } from './header-names'
import { quickChallenge } from './quick-challenge'
import { quickCallId, quickFirstLine, quickMediaType, quickNumber, quickSequence } from './quick-lines'
import { quickContacts, quickParty, quickRecordRoute, type ListedHeader } from './quick-name-addr'
import { quickVia } from './quick-via'

export type IncomingMessage = Core.IncomingRequestMessage | Core.IncomingResponseMessage

/** `false`: the library must look at the message. */
type Reader = (message: IncomingMessage, name: string, raw: string) => boolean

/** Longer values are rare, and the patterns need not be proven against them. */
const MAX_LENGTH = 1_000

/**
 * A whole message, cut into lines once; `undefined`: the library must look. It is the library's `parseMessage` without
 * what that spends on finding the same names and line ends again, and without its way back for what it cannot read.
 */
export function readMessageQuickly(text: string): IncomingMessage | undefined {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd === -1) return undefined
  const firstEnd = text.indexOf('\r\n')
  const message = beginMessage(text.slice(0, firstEnd))
  if (!message) return undefined
  message.data = text
  for (let at = firstEnd + 2; at < headEnd + 2;) {
    const end = text.indexOf('\r\n', at)
    const colon = text.indexOf(':', at)
    if (colon === -1 || colon > end) return undefined
    const raw = text.slice(colon + 1, end).trim()
    const header = raw.length > MAX_LENGTH ? undefined : headerOf(text.slice(at, colon))
    if (!header?.read(message, header.name, raw)) return undefined
    at = end + 2
  }
  const bodyAt = headEnd + 4
  const length = message.headers['Content-Length']?.[0]?.raw
  message.body = text.slice(bodyAt, length === undefined ? undefined : bodyAt + Number(length))
  return message
}

function beginMessage(firstLine: string): IncomingMessage | undefined {
  if (firstLine.length > MAX_LENGTH) return undefined
  const first = quickFirstLine(firstLine)
  if (!first) return undefined
  if ('method' in first) {
    const request = new Core.IncomingRequestMessage()
    request.method = first.method
    request.ruri = first.uri
    return request
  }
  // The library takes status 000 for a request.
  if (first.status_code === 0) return undefined
  const response = new Core.IncomingResponseMessage()
  response.statusCode = first.status_code
  response.reasonPhrase = first.reason_phrase
  return response
}

interface Header {
  readonly name: string
  readonly read: Reader
}

/** By the name as written, colon excluded. */
const headers = new Map<string, Header | undefined>()
/** The names come from outside, so what is kept of them needs limits. */
const MAX_KNOWN = 256
const MAX_NAME_LENGTH = 64
/** A folded line, which the library joins to the one before it, begins with a blank and so is none of these. */
const NAME = /^[A-Za-z0-9-]+[ \t]*$/

function headerOf(written: string): Header | undefined {
  const before = headers.get(written)
  if (before || headers.has(written)) return before
  const name = written.trim().toLowerCase()
  const full = COMPACT.get(name) ?? name
  const header = NAME.test(written) ? { name: headerName(full), read: READERS.get(full) ?? readUnparsed } : undefined
  if (headers.size < MAX_KNOWN && written.length <= MAX_NAME_LENGTH) headers.set(written, header)
  return header
}

function readUnparsed(message: IncomingMessage, name: string, raw: string): boolean {
  file(message, name, { raw })
  return true
}

function readVia(message: IncomingMessage, name: string, raw: string): boolean {
  if (message.headers[name]) return readUnparsed(message, name, raw)
  const parsed = quickVia(raw)
  if (!parsed) return false
  file(message, name, { raw, parsed })
  // The library's types have a port and a branch in every Via; its grammar does not.
  Object.assign(message, { via: parsed, viaBranch: parsed.branch })
  return true
}

function readFrom(message: IncomingMessage, name: string, raw: string): boolean {
  const parsed = quickParty(raw)
  if (!parsed) return false
  message.headers[name] = [{ raw, parsed }]
  Object.assign(message, { from: parsed, fromTag: parsed.getParam('tag') })
  return true
}

function readTo(message: IncomingMessage, name: string, raw: string): boolean {
  const parsed = quickParty(raw)
  if (!parsed) return false
  message.headers[name] = [{ raw, parsed }]
  Object.assign(message, { to: parsed, toTag: parsed.getParam('tag') })
  return true
}

function readSequence(message: IncomingMessage, name: string, raw: string): boolean {
  const parsed = quickSequence(raw)
  if (!parsed) return false
  message.headers[name] = [{ raw, parsed }]
  message.cseq = parsed.value
  if (message instanceof Core.IncomingResponseMessage) message.method = parsed.method
  return true
}

function readCallId(message: IncomingMessage, name: string, raw: string): boolean {
  const parsed = quickCallId(raw)
  if (parsed === undefined) return false
  message.headers[name] = [{ raw, parsed }]
  message.callId = raw
  return true
}

function single(parse: (raw: string) => unknown): Reader {
  return (message, name, raw) => {
    const parsed = parse(raw)
    if (parsed === undefined) return false
    message.headers[name] = [{ raw, parsed }]
    return true
  }
}

function listed(parse: (raw: string) => ListedHeader[] | undefined): Reader {
  return (message, name, raw) => {
    const parsed = parse(raw)
    if (!parsed) return false
    for (const each of parsed) {
      file(message, name, { raw: raw.slice(each.offset, each.position), parsed: each.parsed })
    }
    return true
  }
}

function file(message: IncomingMessage, name: string, header: { raw: string; parsed?: unknown }): void {
  const list = message.headers[name]
  if (list) list.push(header)
  else message.headers[name] = [header]
}

/** RFC 3261 §20; of these the library knows the following. */
const COMPACT: ReadonlyMap<string, string> = new Map([
  ['v', 'via'],
  ['f', 'from'],
  ['t', 'to'],
  ['i', 'call-id'],
  ['m', 'contact'],
  ['l', 'content-length'],
  ['c', 'content-type'],
  ['r', 'refer-to'],
])

/** What the library takes apart when it comes; everything else is filed as it is. */
const READERS: ReadonlyMap<string, Reader> = new Map([
  ['via', readVia],
  ['from', readFrom],
  ['to', readTo],
  ['cseq', readSequence],
  ['call-id', readCallId],
  ['contact', listed(quickContacts)],
  ['record-route', listed(quickRecordRoute)],
  ['content-length', single(quickNumber)],
  ['max-forwards', single(quickNumber)],
  ['content-type', single(quickMediaType)],
  ['www-authenticate', single(quickChallenge)],
  ['proxy-authenticate', single(quickChallenge)],
  ['refer-to', () => false],
])
