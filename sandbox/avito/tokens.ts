import { randomBytes } from 'node:crypto'

import type { Clock } from '#shared/lib/clock'

const ACCESS_LIFE_MS = 86_400_000
const CODE_LIFE_MS = 600_000

interface AccessToken {
  readonly scopes: ReadonlySet<string>
  expiresAtMs: number
}

interface TokenAnswer {
  readonly access_token: string
  readonly expires_in: number
  readonly token_type: 'Bearer'
  readonly refresh_token?: string
  readonly scope?: string
}

/** Facts file, section 2: 24 h access tokens; refreshing gives a new pair, and a used refresh token is refused. */
export class TokenStore {
  private readonly access = new Map<string, AccessToken>()
  private readonly refresh = new Map<string, string>()
  private readonly codes = new Map<string, { scope: string; expiresAtMs: number }>()
  issued = 0

  constructor(private readonly clock: Clock) {}

  issueCode(scope: string): string {
    const code = token('code')
    this.codes.set(code, { scope, expiresAtMs: this.clock.now() + CODE_LIFE_MS })
    return code
  }

  exchangeCode(code: string): TokenAnswer | null {
    const known = this.codes.get(code)
    this.codes.delete(code)
    if (!known || known.expiresAtMs <= this.clock.now()) return null
    return this.issuePair(known.scope)
  }

  exchangeRefresh(refreshToken: string): TokenAnswer | null {
    const scope = this.refresh.get(refreshToken)
    if (scope === undefined) return null
    this.refresh.delete(refreshToken)
    return this.issuePair(scope)
  }

  issueForAccount(): TokenAnswer {
    return { access_token: this.issueAccess('*'), expires_in: ACCESS_LIFE_MS / 1000, token_type: 'Bearer' }
  }

  check(accessToken: string, scope: string): 'valid' | 'unknown' | 'expired' | 'scopeMissing' {
    const known = this.access.get(accessToken)
    if (!known) return 'unknown'
    if (known.expiresAtMs <= this.clock.now()) return 'expired'
    return known.scopes.has('*') || known.scopes.has(scope) ? 'valid' : 'scopeMissing'
  }

  expireAccess(): void {
    for (const known of this.access.values()) known.expiresAtMs = this.clock.now()
  }

  revokeRefresh(): void {
    this.refresh.clear()
  }

  private issuePair(scope: string): TokenAnswer {
    const refreshToken = token('ref')
    this.refresh.set(refreshToken, scope)
    return {
      access_token: this.issueAccess(scope),
      expires_in: ACCESS_LIFE_MS / 1000,
      refresh_token: refreshToken,
      scope,
      token_type: 'Bearer',
    }
  }

  private issueAccess(scope: string): string {
    const accessToken = token('tok')
    this.issued += 1
    this.access.set(accessToken, { scopes: new Set(scope.split(',')), expiresAtMs: this.clock.now() + ACCESS_LIFE_MS })
    return accessToken
  }
}

function token(prefix: string): string {
  return `${prefix}-${randomBytes(18).toString('base64url')}`
}
