import type { CallerShown } from '../control/sip-control'
import { parseNameAddr, userOf } from '../message/address'
import type { SipHeaders } from '../message/sip-headers'

export function callerShown(headers: SipHeaders): CallerShown {
  const preferred = headers.get('P-Preferred-Identity')
  const number = userOf(preferred)
  return {
    name: nameIn(headers.get('From')),
    preferred: number === undefined ? null : { name: nameIn(preferred), number },
  }
}

function nameIn(header: string | undefined): string | null {
  return (header === undefined ? undefined : parseNameAddr(header)?.displayName) ?? null
}
