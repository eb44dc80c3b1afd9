import { err, ok, type Result } from '#shared/lib/result'
import { SipHeaders } from './sip-headers'
import { parseCSeq, type SipMessage } from './sip-message'

export type ParseFailure = 'bad-start-line' | 'bad-header' | 'missing-header' | 'bad-cseq' | 'cseq-method-differs'

const REQUIRED = ['Via', 'From', 'To', 'Call-ID', 'CSeq']

/** Reads one whole message: start line, header fields with folding, body (RFC 3261 §7). */
export function parseMessage(text: string): Result<SipMessage, ParseFailure> {
  const headEnd = text.indexOf('\r\n\r\n')
  const head = headEnd < 0 ? text : text.slice(0, headEnd)
  const rest = headEnd < 0 ? '' : text.slice(headEnd + 4)
  // RFC 3261 §7.3.1: a line that begins with white space continues the one before it.
  const lines = head
    .replace(/^(\r\n)+/, '')
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = new SipHeaders()
  for (const line of lines.slice(1)) {
    if (line === '') continue
    const colon = line.indexOf(':')
    if (colon < 1) return err('bad-header')
    headers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim())
  }
  if (REQUIRED.some((name) => headers.get(name) === undefined)) return err('missing-header')
  const cseq = parseCSeq(headers.get('CSeq'))
  if (!cseq) return err('bad-cseq')
  const body = cutBody(rest, headers.get('Content-Length'))
  const startLine = lines[0] ?? ''
  const status = /^SIP\/2\.0 (\d{3}) ?(.*)$/i.exec(startLine)
  if (status?.[1]) return ok({ kind: 'response', status: Number(status[1]), reason: status[2] ?? '', headers, body })
  const request = /^([A-Za-z]+) (\S+) SIP\/2\.0$/i.exec(startLine)
  if (!request?.[1] || !request[2]) return err('bad-start-line')
  if (request[1] !== cseq.method) return err('cseq-method-differs')
  return ok({ kind: 'request', method: request[1], uri: request[2], headers, body })
}

/** On UDP and WebSocket bytes after Content-Length are discarded (RFC 3261 §18.3). */
function cutBody(rest: string, contentLength: string | undefined): string {
  const length = contentLength === undefined ? NaN : Number(contentLength)
  if (!Number.isInteger(length) || Buffer.byteLength(rest) <= length) return rest
  return Buffer.from(rest).subarray(0, length).toString()
}
