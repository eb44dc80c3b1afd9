import type { SipRequest } from '../message/sip-message'

/** The digit of an INFO with `application/dtmf-relay` (`Signal=5`) or `application/dtmf` (`5`). */
export function digitOfInfo(request: SipRequest): string | undefined {
  const type = (request.headers.get('Content-Type') ?? '').toLowerCase()
  const found = type.startsWith('application/dtmf-relay')
    ? /^\s*Signal\s*=\s*([0-9A-D*#])/im.exec(request.body)
    : type.startsWith('application/dtmf')
      ? /^\s*([0-9A-D*#])/i.exec(request.body)
      : null
  return found?.[1]?.toUpperCase()
}
