/** By which way this desk reaches the network: what a person or the company wrote, as it is meant. */
export type ProxyChoice =
  /** `auto`: the network itself says (WPAD). */
  | { readonly kind: 'system' | 'direct' | 'auto' }
  | { readonly kind: 'script'; readonly url: string }
  | { readonly kind: 'server'; readonly scheme: ProxyScheme; readonly address: string }

type ProxyScheme = 'http' | 'https' | 'socks4' | 'socks5'

export const MAX_PROXY_LENGTH = 500
export const MAX_BYPASS_LENGTH = 1000
const SERVER = /^(?:(https?|socks[45]):\/\/)?((?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]):(\d{1,5}))\/?$/i
/** A proxy has no path, a script has one. Neither may carry a password. */
const SCRIPT = /^https?:\/\/[^\s/@"]+\/[^\s"]+$/i
/** What Chromium takes: names with `*`, addresses with `/8`, `<local>`; `;` or `,` between them. */
const BYPASS = /^[\w.*:[\]/<>\-;, ]*$/

/** `null`: none of the forms that are taken. */
export function proxyChoiceOf(text: string): ProxyChoice | null {
  const written = text.trim()
  if (written === 'system' || written === 'direct' || written === 'auto') return { kind: written }
  if (written.length > MAX_PROXY_LENGTH) return null
  const server = SERVER.exec(written)
  const [, scheme = 'http', address = '', port = ''] = server ?? []
  if (server && Number(port) > 0 && Number(port) <= 65_535)
    // One of the four, by the expression.
    return { kind: 'server', scheme: scheme.toLowerCase() as ProxyScheme, address: address.toLowerCase() }
  return SCRIPT.test(written) ? { kind: 'script', url: written } : null
}

export function isBypassList(text: string): boolean {
  return text.length <= MAX_BYPASS_LENGTH && BYPASS.test(text)
}

/** Who asks for a login: two proxies, or two realms of one, have passwords of their own. */
export interface ProxyChallenge {
  readonly host: string
  readonly port: number
  readonly realm: string
  /** `basic`, `digest`, `ntlm`, `negotiate`. */
  readonly scheme: string
}

export interface ProxyCredentials {
  readonly user: string
  readonly password: string
}
