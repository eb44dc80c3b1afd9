import { timingSafeEqual } from 'node:crypto'

import { PHONE_EVENTS, type PhoneEventName } from '#shared/domain/desk-phone/action-urls'
import type { CallMention } from '#shared/domain/desk-phone/desk-phone-state'

export interface HeardRequest {
  readonly method: string
  readonly url: string
  readonly fromAddress: string
}

export interface ListenerKeys {
  readonly token: string
  /** The phone’s own address; nobody else may speak for it. */
  readonly allowedAddress: string
}

/** `stranger`: another address; `token`: the right address without the secret word; `unknown`: no event of ours. */
export type HeardVerdict =
  | {
      readonly kind: 'taken'
      readonly event: PhoneEventName
      readonly call: CallMention
      readonly model: string | null
    }
  | { readonly kind: 'refused'; readonly why: 'stranger' | 'token' | 'unknown' }

const MAX_URL = 2_048
const MAX_FIELD = 128

/** A phone cannot sign in: where a request comes from and the secret word in its path are all there is (spec D7). */
export function judgeHeard(request: HeardRequest, keys: ListenerKeys): HeardVerdict {
  if (plainAddress(request.fromAddress) !== keys.allowedAddress) return { kind: 'refused', why: 'stranger' }
  const [path = '', query = ''] = request.url.slice(0, MAX_URL).split('?', 2)
  const [, place, token = '', name, ...more] = path.split('/')
  if (place !== 'desk-phone' || !isSame(token, keys.token)) return { kind: 'refused', why: 'token' }
  const event = PHONE_EVENTS.find((each) => each === name)
  if (request.method !== 'GET' || event === undefined || more.length > 0) return { kind: 'refused', why: 'unknown' }
  const fields = new URLSearchParams(query)
  return {
    kind: 'taken',
    event,
    call: { id: field(fields, 'call'), number: numberOf(field(fields, 'remote')) },
    model: field(fields, 'model'),
  }
}

/** A dual-stack socket writes IPv4 addresses in another way. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:/i, '')
}

/** A variable that the phone does not know comes as it was written. */
function field(fields: URLSearchParams, name: string): string | null {
  const value = fields.get(name)?.trim() ?? ''
  return value === '' || value.startsWith('$') || value.length > MAX_FIELD ? null : value
}

/** `sip:100@host`, `<sip:100@host>`, `"Name" <sip:100@host>` or a bare number. */
function numberOf(remote: string | null): string | null {
  if (remote === null) return null
  const user = /sips?:([^@;>]+)/i.exec(remote)?.[1] ?? remote.split('@')[0] ?? ''
  return user.trim() || null
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
