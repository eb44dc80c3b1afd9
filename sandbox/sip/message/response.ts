import { parseVia, serialiseVia, tagOf } from './address'
import { SipHeaders } from './sip-headers'
import type { SipRequest, SipResponse } from './sip-message'

const REASONS: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  183: 'Session Progress',
  200: 'OK',
  202: 'Accepted',
  302: 'Moved Temporarily',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  423: 'Interval Too Brief',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  483: 'Too Many Hops',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  489: 'Bad Event',
  491: 'Request Pending',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  504: 'Server Time-out',
  603: 'Decline',
}

export interface ResponseOptions {
  readonly toTag?: string
  readonly headers?: readonly (readonly [name: string, value: string])[]
  readonly body?: string
}

/** A response copies Via, From, To, Call-ID, CSeq and Record-Route from its request (RFC 3261 §8.2.6). */
export function buildResponse(request: SipRequest, status: number, options: ResponseOptions = {}): SipResponse {
  const headers = new SipHeaders()
  for (const via of request.headers.list('Via')) headers.append('Via', via)
  for (const name of ['From', 'To', 'Call-ID', 'CSeq']) {
    const value = request.headers.get(name) ?? ''
    const isUntagged = name === 'To' && tagOf(value) === undefined && options.toTag !== undefined && status > 100
    headers.append(name, isUntagged ? `${value};tag=${options.toTag}` : value)
  }
  if (status < 300) for (const route of request.headers.list('Record-Route')) headers.append('Record-Route', route)
  headers.append('Server', 'Otklik sandbox')
  for (const [name, value] of options.headers ?? []) headers.append(name, value)
  return { kind: 'response', status, reason: reasonOf(status), headers, body: options.body ?? '' }
}

export function reasonOf(status: number): string {
  return REASONS[status] ?? (status < 400 ? 'OK' : 'Error')
}

/** Marks the top Via with where the request came from (RFC 3261 §18.2.1, RFC 3581 §4). */
export function markReceived(headers: SipHeaders, remoteAddress: string, remotePort: number): void {
  const vias = headers.list('Via')
  const top = vias[0] === undefined ? undefined : parseVia(vias[0])
  if (!top) return
  const params = new Map(top.params)
  if (params.has('rport')) params.set('rport', String(remotePort))
  if (params.has('rport') || top.sentBy.replace(/:\d+$/, '') !== remoteAddress) params.set('received', remoteAddress)
  headers.setList('Via', [serialiseVia({ ...top, params }), ...vias.slice(1)])
}
