import { createHash } from 'node:crypto'

import { formatWireMessage, isHeader, type WireHeader, type WireMessage } from './wire-message'

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  415: 'Unsupported Media Type',
  420: 'Bad Extension',
  422: 'Session Interval Too Small',
  481: 'Call/Transaction Does Not Exist',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  505: 'Version Not Supported',
}

/**
 * An answer that needs no user agent (RFC 3261 §8.2.6). The same request gets the same To tag again, as §8.2.7 wants
 * of whoever keeps no state.
 */
export function answerRequest(request: WireMessage, status: number, extra: readonly WireHeader[] = []): string {
  const copied = ['via', 'from', 'to', 'call-id', 'cseq'].flatMap((name) =>
    request.headers.filter((header) => isHeader(header, name)),
  )
  const headers = copied.map((header) =>
    isHeader(header, 'to') && !/;\s*tag\s*=/i.test(header.value)
      ? { ...header, value: `${header.value};tag=${tagFor(request)}` }
      : header,
  )
  return formatWireMessage({
    startLine: `SIP/2.0 ${String(status)} ${REASONS[status] ?? 'Refused'}`,
    headers: [...headers, ...extra, { name: 'Content-Length', value: '0' }],
    body: '',
  })
}

function tagFor(request: WireMessage): string {
  const via = request.headers.find((header) => isHeader(header, 'via'))?.value ?? ''
  return createHash('sha256').update(via).digest('hex').slice(0, 10)
}
