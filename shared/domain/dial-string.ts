/** What stands in front of a number in a link (K16). */
const SCHEME = /^(?:tel|callto|sips?):(?:\/\/)?/i
const MAX_LENGTH = 128

export interface DialTarget {
  /** User part of the SIP address. */
  readonly user: string
  /** `null`: the account's own domain. */
  readonly domain: string | null
}

/** `+7 (900) 111-22-33`, `8 900…`, `*72`, `tel:…`, `100`, `name@host` → what to dial; `null` when nothing is dialable in it. */
export function cleanDialString(input: string): DialTarget | null {
  const text = input.trim().replace(SCHEME, '').split(/[;?]/, 1)[0]?.trim() ?? ''
  if (text === '' || text.length > MAX_LENGTH) return null
  const at = text.lastIndexOf('@')
  const domain = at === -1 ? null : text.slice(at + 1)
  if (domain !== null && !/^[A-Za-z0-9.-]+$/.test(domain)) return null
  const user = cleanUser(at === -1 ? text : text.slice(0, at))
  return user === null ? null : { user, domain }
}

function cleanUser(text: string): string | null {
  const digits = text.replace(/[\s().\u00a0\u2010-\u2015-]/g, '')
  if (/^\+?[\d*#]+$/.test(digits) && /[\d*#]/.test(digits)) return digits
  // A SIP user name: no blanks, no characters that would need escaping (RFC 3261 §25.1 `unreserved`).
  return /^[A-Za-z0-9_.!~*'+-]+$/.test(text) && /[A-Za-z0-9]/.test(text) ? text : null
}
