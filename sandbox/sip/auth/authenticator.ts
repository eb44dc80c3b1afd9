import { createHmac, randomBytes } from 'node:crypto'
import type { Clock } from '#shared/lib/clock'
import type { SipRequest } from '../message/sip-message'
import { digestResponse, parseCredentials } from './digest'

export type Verdict =
  | { readonly kind: 'accepted'; readonly user: string }
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'wrong-password'; readonly challenge: string }

export interface AuthenticatorOptions {
  readonly clock: Clock
  readonly realm: string
  readonly nonceLifetimeMs: number
  passwordOf(user: string): string | undefined
}

/** Digest with MD5 and `qop=auth`. A nonce carries its own birth time under a seal, so none is stored. */
export class Authenticator {
  private readonly secret = randomBytes(16)

  constructor(private readonly options: AuthenticatorOptions) {}

  check(request: SipRequest, headerName: 'Authorization' | 'Proxy-Authorization'): Verdict {
    const header = request.headers.get(headerName)
    const credentials = header === undefined ? undefined : parseCredentials(header)
    if (!credentials || credentials.realm !== this.options.realm) return this.refuse('challenge', false)
    const nonce = this.inspectNonce(credentials.nonce)
    if (nonce === 'foreign') return this.refuse('challenge', true)
    const password = this.options.passwordOf(credentials.username)
    const matches =
      password !== undefined && digestResponse(credentials, password, request.method) === credentials.response
    if (!matches) return this.refuse('wrong-password', false)
    // RFC 2617 §3.2.1: the answer was right but the nonce is old, so the client may try again by itself.
    if (nonce === 'expired') return this.refuse('challenge', true)
    return { kind: 'accepted', user: credentials.username }
  }

  private refuse(kind: 'challenge' | 'wrong-password', isStale: boolean): Verdict {
    const stale = isStale ? ', stale=true' : ''
    const challenge = `Digest realm="${this.options.realm}", nonce="${this.newNonce()}", algorithm=MD5, qop="auth"${stale}`
    return { kind, challenge }
  }

  private newNonce(): string {
    const birth = `${this.options.clock.now().toString(36)}.${randomBytes(4).toString('hex')}`
    return `${birth}.${this.seal(birth)}`
  }

  private inspectNonce(nonce: string): 'valid' | 'expired' | 'foreign' {
    const sealAt = nonce.lastIndexOf('.')
    const birth = nonce.slice(0, sealAt)
    if (sealAt < 0 || this.seal(birth) !== nonce.slice(sealAt + 1)) return 'foreign'
    const ageMs = this.options.clock.now() - parseInt(birth, 36)
    return ageMs > this.options.nonceLifetimeMs ? 'expired' : 'valid'
  }

  private seal(text: string): string {
    return createHmac('sha256', this.secret).update(text).digest('hex').slice(0, 16)
  }
}
