import { createHash, randomBytes } from 'node:crypto'

import type { Clock } from '#shared/lib/clock'

const ACCESS_LIFE_MS = 1_209_600_000
/** Not documented. */
const CODE_LIFE_MS = 600_000
const APP_PAUSE_MS = 300_000

export interface TokenAnswer {
  readonly access_token: string
  readonly token_type: 'bearer'
  readonly expires_in?: number
  readonly refresh_token?: string
}

export class TokenRefusal extends Error {
  override readonly name = 'TokenRefusal'

  constructor(
    readonly error: 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unsupported_grant_type' | 'forbidden',
    readonly description: string,
  ) {
    super(`${error}: ${description}`)
  }
}

interface Grant {
  readonly userId: string
  readonly accessToken: string
  readonly refreshToken: string
  expiresAtMs: number
  isRevoked: boolean
  isRefreshed: boolean
}

interface Code {
  readonly userId: string
  readonly redirectUrl: string
  readonly challenge: string | null
  readonly expiresAtMs: number
  isUsed: boolean
}

/** Facts §2: a pair lives 14 days; the refresh token works once, and only after the access token has expired. */
export class TokenStore {
  issued = 0
  private readonly grants: Grant[] = []
  private readonly codes = new Map<string, Code>()
  private app: { token: string; issuedAtMs: number } | null = null

  constructor(private readonly clock: Clock) {}

  issueCode(details: { userId: string; redirectUrl: string; challenge: string | null }): string {
    const code = secret('CODE')
    this.codes.set(code, { ...details, expiresAtMs: this.clock.now() + CODE_LIFE_MS, isUsed: false })
    return code
  }

  exchangeCode(given: { code: string; redirectUrl: string | null; verifier: string }): TokenAnswer {
    const code = this.codes.get(given.code)
    if (!code) throw new TokenRefusal('invalid_request', 'code not found')
    if (code.isUsed) throw new TokenRefusal('invalid_grant', 'code has already been used')
    if (code.expiresAtMs <= this.clock.now()) throw new TokenRefusal('invalid_grant', 'code expired')
    if (given.redirectUrl !== null && given.redirectUrl !== code.redirectUrl)
      throw new TokenRefusal('invalid_request', 'bad redirect url')
    if (code.challenge !== null && challengeOf(given.verifier) !== code.challenge)
      throw new TokenRefusal('invalid_grant', 'code verifier mismatch')
    code.isUsed = true
    return this.issue(code.userId)
  }

  refresh(refreshToken: string): TokenAnswer {
    if (refreshToken === '') throw new TokenRefusal('invalid_request', 'token is empty')
    const grant = this.grants.find((known) => known.refreshToken === refreshToken)
    if (!grant) throw new TokenRefusal('invalid_request', 'token not found')
    if (grant.isRevoked) throw new TokenRefusal('invalid_grant', 'token was revoked')
    if (grant.isRefreshed) throw new TokenRefusal('invalid_grant', 'token has already been refreshed')
    if (grant.expiresAtMs > this.clock.now()) throw new TokenRefusal('invalid_grant', 'token not expired')
    grant.isRefreshed = true
    return this.issue(grant.userId)
  }

  /** Of the application itself. No expiry; a new one takes the place of the old one. */
  issueForApp(): TokenAnswer {
    const now = this.clock.now()
    if (this.app && now - this.app.issuedAtMs < APP_PAUSE_MS)
      throw new TokenRefusal('forbidden', 'app token refresh too early')
    this.app = { token: secret('APPL'), issuedAtMs: now }
    return { access_token: this.app.token, token_type: 'bearer' }
  }

  issue(userId: string): Required<TokenAnswer> {
    const grant: Grant = {
      userId,
      accessToken: secret('USER'),
      refreshToken: secret('USER'),
      expiresAtMs: this.clock.now() + ACCESS_LIFE_MS,
      isRevoked: false,
      isRefreshed: false,
    }
    this.grants.push(grant)
    this.issued += 1
    return {
      access_token: grant.accessToken,
      token_type: 'bearer',
      expires_in: ACCESS_LIFE_MS / 1000,
      refresh_token: grant.refreshToken,
    }
  }

  check(accessToken: string): { readonly userId: string } | 'unknown' | 'expired' | 'revoked' | 'application' {
    if (this.app?.token === accessToken) return 'application'
    const grant = this.grants.find((known) => known.accessToken === accessToken)
    if (!grant) return 'unknown'
    if (grant.isRevoked) return 'revoked'
    return grant.expiresAtMs <= this.clock.now() ? 'expired' : { userId: grant.userId }
  }

  expireAccess(): void {
    for (const grant of this.grants) grant.expiresAtMs = Math.min(grant.expiresAtMs, this.clock.now())
  }

  revoke(accessToken: string): void {
    for (const grant of this.grants) if (grant.accessToken === accessToken) grant.isRevoked = true
  }

  revokeUser(userId: string): void {
    for (const grant of this.grants) if (grant.userId === userId) grant.isRevoked = true
  }
}

function secret(prefix: string): string {
  return prefix + randomBytes(24).toString('hex').toUpperCase()
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}
