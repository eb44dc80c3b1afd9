import { URI, type InviterOptions } from 'sip.js'

import type { CallPresentation } from '#shared/domain/call'

/**
 * What the called person shall see (spec K5). The From user stays the account: registrars refuse a caller whom they do
 * not know (RFC 3261 §22, 403), so the technical number is asked for by `P-Preferred-Identity` (RFC 3325 §9.2), which
 * the provider checks against the numbers of the account.
 */
export function presentationOptions(
  presentation: CallPresentation | null,
  domain: string,
): Pick<InviterOptions, 'params' | 'extraHeaders'> {
  const { number = null, note = null } = presentation ?? {}
  const name = note === null ? null : quotable(note)
  return {
    ...(name === null ? {} : { params: { fromDisplayName: name } }),
    ...(number === null ? {} : { extraHeaders: [`P-Preferred-Identity: ${identity(name, number, domain)}`] }),
  }
}

function identity(name: string | null, number: string, domain: string): string {
  const address = `<${new URI('sip', number, domain, undefined, {}).toString()}>`
  return name === null ? address : `"${name}" ${address}`
}

/**
 * The inside of a quoted string (RFC 3261 §25.1): backslash and quote are escaped, any other character may stand as it
 * is, also beyond ASCII; line ends and other controls may not. The library puts the quotes around it and nothing else.
 */
export function quotable(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .replace(/["\\]/g, '\\$&')
}
