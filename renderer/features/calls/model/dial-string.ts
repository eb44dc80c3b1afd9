/** What can be dialled: a phone number in digits (a leading `+` is kept) or a SIP user, optionally with a domain. */
export interface DialTarget {
  readonly kind: 'phone' | 'sip'
  readonly value: string
}

/** Longest E.164 number is 15 digits; internal codes of PBXs with prefixes reach a little further. */
const MAX_DIGITS = 20
const SCHEME = /^(?:tel|callto|sips?):/i
const PHONE_DRESSING = /[\s().\-‐-―−/\u00a0\u202f\u2060\u200e\u200f]/g
const PHONE = /^\+?[\d*#]+$/
const SIP_USER = /^[a-z0-9][a-z0-9\-_.!~*'&=+$,;?]*(?:@[a-z0-9][a-z0-9.\-]*(?::\d{1,5})?)?$/i
const EXTENSION = /(?:,|;ext=|\s+(?:доб|ext|x)\.?)\s*\d+.*$/i

/**
 * Makes one dialable string of what was typed or pasted: `+7 (917) 204-18-33`, `tel:+79172041833`,
 * `8 917 204 18 33 доб. 12`, `sip:echo@pbx.local`, `101`. `null` when nothing in it can be dialled.
 */
export function parseDialString(text: string): DialTarget | null {
  const withScheme = text.trim()
  const bare = withScheme.replace(SCHEME, '').replace(/^\/\//, '')
  if (bare === '') return null
  const phone = phoneOf(bare)
  if (phone) return { kind: 'phone', value: phone }
  const address = bare.replace(/[;?].*$/, '')
  if (!SIP_USER.test(address) || /^[\d*#+]+$/.test(address)) return null
  return { kind: 'sip', value: address }
}

/** What stays in the field after a paste: the cleaned number, or the text itself when it is none. */
export function cleanForField(text: string): string {
  return parseDialString(text)?.value ?? text.trim()
}

/** Tones that a call can carry (RFC 4733 §3.2). */
export function isDtmf(key: string): boolean {
  return /^[0-9*#A-D]$/.test(key)
}

function phoneOf(text: string): string | null {
  const stripped = text
    .replace(EXTENSION, '')
    .replace(/;.*$/, '')
    .replace(PHONE_DRESSING, '')
    .replace(/^\+?00(?=\d{9,})/, '+')
  if (!PHONE.test(stripped)) return null
  const digits = stripped.replace(/\D/g, '')
  if (digits.length > MAX_DIGITS) return null
  return stripped === '+' ? null : stripped
}
