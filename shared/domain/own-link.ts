import type { ChatId } from './ids'

/** Links of our own. Anybody may write one, so none of them does anything by itself but open what is there already. */
export const OWN_SCHEME = 'otklik'

export type OwnLink =
  /** To a team's hub, with or without an invitation; asked about before anything changes. */
  | { readonly kind: 'join'; readonly hub: string; readonly code: string | null }
  /** From the page at which a sign-in in the browser ends; worth something only with the secret of the desk that began it. */
  | { readonly kind: 'signIn'; readonly attempt: string; readonly code: string }
  | { readonly kind: 'case'; readonly chatId: ChatId }
  /** Settings of this desk, each once; shown and asked about before anything changes. What they mean is asked where it is. */
  | { readonly kind: 'setup'; readonly given: readonly (readonly [string, string])[] }

/** Longer than any of ours; an address of a hub has at most 253 characters. */
const MAX_LENGTH = 512
const LINK = /^otklik:(?:\/\/)?(?<what>join|sign-in|case|setup)(?:\/(?<path>[^?#]*))?(?:\?(?<query>[^#]*))?$/i
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** As invitations are made: 256 random bits in base64url, with room for longer ones. */
const INVITATION = /^[\w-]{20,100}$/
const PAGE_CODE = /^[A-Za-z2-7]{4}-?[A-Za-z2-7]{4}$/

type Parameters = readonly (readonly [string, string])[]

/** `null`: none of ours, or one that is not as we write them. Whether the address of the hub may be used is asked where it is. */
export function parseOwnLink(text: string): OwnLink | null {
  if (text.length > MAX_LENGTH) return null
  const { what, path = '', query = '' } = LINK.exec(text)?.groups ?? {}
  const given = parametersOf(query)
  if (given === null) return null
  switch (what?.toLowerCase()) {
    case 'join':
      return path === '' ? joinOf(given) : null
    case 'sign-in': {
      const [attempt, code] = [once(given, 'attempt'), once(given, 'code')]
      if (path !== '' || !attempt || !code || !UUID.test(attempt) || !PAGE_CODE.test(code)) return null
      return { kind: 'signIn', attempt: attempt.toLowerCase(), code: code.toUpperCase() }
    }
    case 'case':
      // Checked by its form above all others: what the desk knows of it decides.
      return UUID.test(path) ? { kind: 'case', chatId: path.toLowerCase() as ChatId } : null
    case 'setup': {
      const names = new Set(given.map(([key]) => key.toLowerCase()))
      if (path !== '' || query === '' || names.size < given.length) return null
      return { kind: 'setup', given }
    }
    default:
      return null
  }
}

export function isOwnLink(text: string): boolean {
  return text.slice(0, OWN_SCHEME.length + 1).toLowerCase() === `${OWN_SCHEME}:`
}

export function caseLink(chatId: ChatId): string {
  return `${OWN_SCHEME}://case/${chatId}`
}

function joinOf(given: Parameters): OwnLink | null {
  const hub = once(given, 'hub')
  const hasCode = given.some(([key]) => key === 'code')
  const code = once(given, 'code')
  if (!hub || (hasCode && (code === null || !INVITATION.test(code)))) return null
  return { kind: 'join', hub, code }
}

/** Said twice it is said by somebody who hopes that two readers take different ones. */
function once(given: Parameters, name: string): string | null {
  const all = given.filter(([key]) => key === name)
  return all.length === 1 ? (all[0]?.[1] ?? null) : null
}

/** `null`: something in it cannot be decoded. */
function parametersOf(query: string): Parameters | null {
  try {
    return query.split('&').map((pair) => {
      const at = pair.indexOf('=')
      const [key, value] = at === -1 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
      return [decodeURIComponent(key), decodeURIComponent(value.replaceAll('+', ' '))]
    })
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}
