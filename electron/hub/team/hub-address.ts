import { err, ok, type Result } from '#shared/lib/result'

export type AddressProblem = 'noAddress' | 'unreadable' | 'plainHttp'

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i
/** Random 256 bits in base64url, with room for a longer one. */
const CODE = /^[\w-]{20,100}$/

/** The origin of what a person typed: `https` where nothing else is said; plain `http` only within this computer. */
export function hubOriginOf(text: string, allowsPlainHttp: boolean): Result<string, AddressProblem> {
  const typed = text.trim()
  if (typed === '') return err('noAddress')
  const url = addressOf(HAS_SCHEME.test(typed) ? typed : `https://${typed}`)
  if (!url || url.username !== '' || !/^https?:$/.test(url.protocol) || url.hostname === '') return err('unreadable')
  const isLocal = LOOPBACK.test(url.hostname)
  if (isLocal && !HAS_SCHEME.test(typed)) url.protocol = 'http:'
  if (url.protocol === 'http:' && !isLocal && !allowsPlainHttp) return err('plainHttp')
  return ok(url.origin)
}

export interface InvitationText {
  /** Of the hub that invites, where the text is a link. */
  readonly address: string | null
  readonly code: string
}

/** An invitation as people get it: a link with the code somewhere in it, or the bare code. */
export function invitationOf(text: string): InvitationText | null {
  const typed = text.trim()
  if (CODE.test(typed)) return { address: null, code: typed }
  const url = HAS_SCHEME.test(typed) ? addressOf(typed) : null
  if (!url) return null
  const parts = [...url.pathname.split('/'), ...url.searchParams.values(), ...url.hash.split(/[#/=&]/)]
  const code = parts.findLast((part) => CODE.test(part))
  return code === undefined ? null : { address: url.origin, code }
}

/** `null`: it is none. The Node of the oldest Electron has no `URL.canParse` (docs/adr/0004). */
export function addressOf(text: string): URL | null {
  try {
    return new URL(text)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
