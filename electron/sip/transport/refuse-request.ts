import { answerRequest } from './answer-request'
import { isHeader, type WireHeader, type WireMessage } from './wire-message'

/** What may be required of us (RFC 3261 §8.2.2.3). */
export const UNDERSTOOD: readonly string[] = ['100rel', 'replaces', 'timer']

/**
 * Refuses what sip.js would take although it must not (facts/telephony.md c.4 rows 9 and 10): another version of SIP,
 * two methods in one request, extensions nobody here knows, bodies that are no session description. `null`: not for these reasons.
 */
export function refuseRequest(request: WireMessage): string | null {
  const [, method = '', version = ''] = /^(\S+) .*(SIP\/\S+)$/.exec(request.startLine) ?? []
  // RFC 3261 §8.2.2.3 and §17: an ACK is never answered, and what a CANCEL requires does not count.
  if (method === '' || method === 'ACK') return null
  if (!isAnswerable(request)) return null
  if (version !== 'SIP/2.0') return answerRequest(request, 505)
  // §8.1.1.5: whoever writes two methods into one request means neither.
  if ((/^\d+\s+(\S+)$/.exec(valueOf(request, 'cseq').trim())?.[1] ?? method) !== method)
    return answerRequest(request, 400)
  if (method === 'CANCEL') return null
  const unknown = tokens(request, 'require').filter((tag) => !UNDERSTOOD.includes(tag.toLowerCase()))
  if (unknown.length > 0) return answerRequest(request, 420, [{ name: 'Unsupported', value: unknown.join(', ') }])
  if (method === 'INVITE' || method === 'UPDATE') return refuseBody(request)
  return null
}

function refuseBody(request: WireMessage): string | null {
  if (request.body === '') return null
  const isOptional = /;\s*handling\s*=\s*"?optional/i.test(valueOf(request, 'content-disposition'))
  if (isOptional) return null
  const encoding = valueOf(request, 'content-encoding').trim().toLowerCase()
  const type = (valueOf(request, 'content-type').split(';')[0] ?? '').trim().toLowerCase()
  if (encoding !== '' && encoding !== 'identity')
    return answerRequest(request, 415, [{ name: 'Accept-Encoding', value: 'identity' }])
  return type === 'application/sdp' ? null : answerRequest(request, 415, [{ name: 'Accept', value: 'application/sdp' }])
}

/** Whoever sends less than these cannot be answered; the library drops it. */
function isAnswerable(request: WireMessage): boolean {
  return ['via', 'from', 'to', 'call-id', 'cseq'].every((name) =>
    request.headers.some((header) => isHeader(header, name)),
  )
}

export function valueOf(message: WireMessage, name: string): string {
  return message.headers.find((header) => isHeader(header, name))?.value ?? ''
}

/** Of a header that may stand several times, with several values each. */
export function tokens(message: WireMessage, name: string): readonly string[] {
  const values = message.headers.filter((header: WireHeader) => isHeader(header, name)).map(({ value }) => value)
  return values
    .join(',')
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '')
}
