import type { SipHeaders } from './sip-headers'

export interface SipRequest {
  readonly kind: 'request'
  readonly method: string
  readonly uri: string
  readonly headers: SipHeaders
  readonly body: string
}

export interface SipResponse {
  readonly kind: 'response'
  readonly status: number
  readonly reason: string
  readonly headers: SipHeaders
  readonly body: string
}

export type SipMessage = SipRequest | SipResponse

export function serialiseMessage(message: SipMessage): string {
  const startLine =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`
  let head = startLine + '\r\n'
  for (const { name, value } of message.headers) {
    if (name.toLowerCase() !== 'content-length') head += `${name}: ${value}\r\n`
  }
  return `${head}Content-Length: ${Buffer.byteLength(message.body)}\r\n\r\n${message.body}`
}

export interface CSeq {
  readonly number: number
  readonly method: string
}

export function parseCSeq(value: string | undefined): CSeq | undefined {
  const match = /^(\d{1,10})\s+([A-Za-z]+)$/.exec(value?.trim() ?? '')
  return match?.[1] && match[2] ? { number: Number(match[1]), method: match[2] } : undefined
}
