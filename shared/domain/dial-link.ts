import { cleanDialString } from './dial-string'

/** Schemes whose links name whom to call (RFC 3966, RFC 3261 §19.1; `callto:` is an older habit of web pages). */
export const LINK_SCHEMES = ['tel', 'callto', 'sip', 'sips'] as const

/** Closed list: the catalogues say for each what is wrong with it. */
export type DialFault = 'notALink' | 'tooLong' | 'broken' | 'noNumber'

/** What a link or a selected text asks to dial. */
export type Dialled =
  | {
      readonly kind: 'number'
      /** As it stands in the field of the pad: a number, or `name@host`. */
      readonly number: string
      /** To be dialled by tones once somebody answers. */
      readonly extension: string | null
    }
  | {
      readonly kind: 'fault'
      readonly fault: DialFault
      /** What came, shortened and harmless. */ readonly text: string
    }

/** How a call was asked for; the person who looks at it decides. */
export interface DialRequest {
  readonly id: string
  readonly from: 'link' | 'selection'
  readonly dialled: Dialled
}

export const MAX_LINK_LENGTH = 512
const MAX_TEXT_LENGTH = 2_000
const SHOWN_LENGTH = 60
const MAX_E164_DIGITS = 15
/** Internal codes of PBXs with prefixes reach a little further. */
const MAX_DIGITS = 20
const LINK = /^(tel|callto|sips?):(?:\/\/)?(.*)$/is
// Nothing of these belongs into a number or a name, and some of them would belong into a header.
const FOREIGN = /[\u0000-\u001f\u007f"<>\\^`{|}]/
const SEPARATORS = /[\s().\u00a0\u2010-\u2015-]/g
const PHONE = /^\+?[\d*#]+$/

/**
 * `tel:+7-900-111-22-33;ext=5`, `tel:100;phone-context=+7495`, `callto:100`, `sip:name@host`, percent-encoded or not.
 * Links come from web pages and mails of strangers: what is not clearly a number or an address is refused with a reason.
 */
export function parseDialLink(url: string): Dialled {
  const text = url.trim()
  if (text.length > MAX_LINK_LENGTH) return fault('tooLong', text)
  const [, scheme, rest] = LINK.exec(text) ?? []
  if (scheme === undefined || rest === undefined) return fault('notALink', text)
  const body = rest.split('?', 1)[0] ?? ''
  const parsed = scheme.toLowerCase().startsWith('sip') ? sipTarget(body) : telTarget(body)
  if (parsed === 'broken') return fault('broken', text)
  return parsed ?? fault('noNumber', text)
}

/** A number in what was selected in another program; around it may stand anything. */
export function findNumberIn(selected: string): Dialled {
  const text = selected.trim()
  if (LINK.test(text)) return parseDialLink(text)
  if (text.length > MAX_TEXT_LENGTH) return fault('tooLong', text)
  const digits = text.replace(/\D/g, '').length
  // More of them are no telephone: of an account, or of a card.
  const whole = digits > 0 && digits <= MAX_E164_DIGITS ? target(text, null) : null
  return whole ?? firstPhone(text) ?? fault('noNumber', text)
}

/**
 * A setting may let links be dialled at once. Not by it: codes (`*21*…#` would redirect the calls of this line),
 * addresses at other servers, and numbers with an extension, which the person has to see.
 */
export function mayDialAtOnce(dialled: Dialled): boolean {
  return dialled.kind === 'number' && dialled.extension === null && /^\+?\d+$/.test(dialled.number)
}

function telTarget(body: string): Dialled | 'broken' | null {
  const parts = decodeAll(body.split(';'))
  if (!parts) return 'broken'
  const [first = '', ...params] = parts
  const number = first.replace(SEPARATORS, '')
  const context = valueOf(params, 'phone-context')?.replace(SEPARATORS, '') ?? ''
  // RFC 3966 §5.1.5: a local number with a global prefix is one number; a domain says only whose number it is.
  const isWithin = /^\+\d+$/.test(context) && /^\d+$/.test(number)
  return target(isWithin ? context + number : first, valueOf(params, 'ext'))
}

function sipTarget(body: string): Dialled | 'broken' | null {
  const at = body.lastIndexOf('@')
  const [hostPart = '', ...uriParams] = body.slice(at + 1).split(';')
  const userParts = decodeAll((at === -1 ? '' : body.slice(0, at)).split(';'))
  const tail = decodeAll([hostPart, ...uriParams])
  if (!userParts || !tail) return 'broken'
  const host = (tail[0] ?? '').replace(/:\d{1,5}$/, '')
  if (at === -1) return target(host, null)
  // RFC 3261 §19.1.6: a telephone number keeps its parameters within the user part. A password is nobody's business.
  const [user = '', ...userParams] = userParts
  const name = user.split(':', 1)[0] ?? ''
  const isPhone = name.startsWith('+') || valueOf(tail.slice(1), 'user')?.toLowerCase() === 'phone'
  return target(isPhone ? name : `${name}@${host}`, valueOf(userParams, 'ext'))
}

function target(text: string, extension: string | null): Dialled | null {
  const clean = FOREIGN.test(text) ? null : cleanDialString(text)
  if (!clean) return null
  if (PHONE.test(clean.user) && clean.user.replace(/\D/g, '').length > MAX_DIGITS) return null
  const tones = extension?.replace(SEPARATORS, '') ?? ''
  return {
    kind: 'number',
    number: clean.domain === null ? clean.user : `${clean.user}@${clean.domain}`,
    extension: /^[\d*#]{1,12}$/.test(tones) ? tones : null,
  }
}

function firstPhone(text: string): Dialled | null {
  for (const [found] of text.matchAll(/\+?\d[\d\s().\u00a0\u2010-\u2015-]{3,}\d/g)) {
    const digits = found.replace(/\D/g, '').length
    if (digits >= 5 && digits <= MAX_E164_DIGITS) return target(found, null)
  }
  return null
}

function decodeAll(parts: readonly string[]): readonly string[] | null {
  try {
    return parts.map((part) => decodeURIComponent(part))
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

function valueOf(params: readonly string[], name: string): string | null {
  for (const param of params) {
    const [key = '', ...value] = param.split('=')
    if (key.trim().toLowerCase() === name) return value.join('=').trim()
  }
  return null
}

function fault(reason: DialFault, text: string): Dialled {
  const harmless = text.replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
  const isLong = harmless.length > SHOWN_LENGTH
  return { kind: 'fault', fault: reason, text: isLong ? `${harmless.slice(0, SHOWN_LENGTH)}…` : harmless }
}
