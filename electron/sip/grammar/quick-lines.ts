import { quickUri } from './quick-uri'
import type { URI } from 'sip.js'

/** Methods that the grammar takes whole; it stops too early in any other that begins like one of them. */
const METHODS: ReadonlySet<string> = new Set([
  'INVITE',
  'ACK',
  'BYE',
  'CANCEL',
  'OPTIONS',
  'REGISTER',
  'SUBSCRIBE',
  'NOTIFY',
  'REFER',
  'PUBLISH',
  'UPDATE',
  'INFO',
  'MESSAGE',
  'PRACK',
])

const STATUS_LINE = /^SIP\/2\.0 ([0-9]{3}) ([A-Za-z0-9 \-_.!~*'();/?:@&=+$,\x80-\uffff]*)$/
/** Parameters or a port leave traces of their parsing in the grammar's answer; what we address to ourselves has none. */
const REQUEST_LINE = /^([A-Z]+) (sips?:[A-Za-z0-9\-_.+]+@[A-Za-z0-9.-]+) SIP\/2\.0$/

interface StatusLine {
  readonly sip_version: string
  readonly status_code: number
  readonly reason_phrase: string
}

interface RequestLine {
  readonly method: string
  readonly uri: URI
  readonly sip_version: string
}

export function quickFirstLine(text: string): StatusLine | RequestLine | undefined {
  const status = STATUS_LINE.exec(text)
  if (status) return { sip_version: 'SIP/2.0', status_code: Number(status[1]), reason_phrase: status[2] ?? '' }
  const [, method = '', target = ''] = REQUEST_LINE.exec(text) ?? []
  if (!METHODS.has(method)) return undefined
  const uri = quickUri(target)
  return uri && { method, uri, sip_version: 'SIP/2.0' }
}

export function quickSequence(text: string): { readonly value: number; readonly method: string } | undefined {
  const [, value, method = ''] = /^([0-9]{1,10}) ([A-Z]+)$/.exec(text) ?? []
  return value !== undefined && METHODS.has(method) ? { value: Number(value), method } : undefined
}

export function quickNumber(text: string): number | undefined {
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : undefined
}

const WORD = '[A-Za-z0-9\\-.!%*_+`\'~()<>:\\\\"/\\[\\]?{}]+'
const CALL_ID = new RegExp(`^${WORD}(?:@${WORD})?$`)

export function quickCallId(text: string): string | undefined {
  return CALL_ID.test(text) ? text : undefined
}

const MEDIA_TYPE = /^(?:application|text|message|multipart)\/[A-Za-z0-9.+-]+$/

export function quickMediaType(text: string): string | undefined {
  return MEDIA_TYPE.test(text) ? text : undefined
}
