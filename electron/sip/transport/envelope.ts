import { isHeader, isResponse, parseWireMessage, type WireMessage } from './wire-message'

/** What a transport must know of a message to tell its transaction (RFC 3261 §17.1.3 and §17.2.3). */
export interface Envelope {
  readonly kind: 'request' | 'response'
  /** Of a response, the method of its request. */
  readonly method: string
  /** 0 for a request. */
  readonly status: number
  /** Of the topmost Via. */
  readonly branch: string
  readonly sentBy: string
  /** Empty for branches with the magic cookie; else what tells requests of RFC 2543 apart. */
  readonly rival: string
}

const TOP_VIA = /^SIP\s*\/\s*2\.0\s*\/\s*\w+\s+([^;,\s]+)([^,]*)/i
const COOKIE = 'z9hG4bK'

/** `null` when the message cannot be matched to anything: no Via, no branch, no method. */
export function readEnvelope(text: string): Envelope | null {
  const message = parseWireMessage(text)
  if (!message) return null
  const via = TOP_VIA.exec(headerOf(message, 'via'))
  const [, sentBy = '', parameters = ''] = via ?? []
  const branch = /;\s*branch\s*=\s*([^;,\s]+)/i.exec(parameters)?.[1] ?? ''
  const cseq = /^(\d+)\s+(\S+)$/.exec(headerOf(message, 'cseq').trim())
  const isReply = isResponse(message)
  const method = isReply ? (cseq?.[2] ?? '') : (message.startLine.split(' ')[0] ?? '')
  if (sentBy === '' || method === '' || cseq === null) return null
  const isUnique = branch.startsWith(COOKIE)
  const fromTag = /;\s*tag\s*=\s*([^;,\s]+)/i.exec(headerOf(message, 'from'))?.[1] ?? ''
  return {
    kind: isReply ? 'response' : 'request',
    method,
    status: isReply ? Number(message.startLine.split(' ')[1]) : 0,
    branch,
    sentBy: sentBy.toLowerCase(),
    rival: isUnique ? '' : `${headerOf(message, 'call-id')} ${cseq[1] ?? ''} ${fromTag}`,
  }
}

function headerOf(message: WireMessage, name: string): string {
  return message.headers.find((header) => isHeader(header, name))?.value ?? ''
}
