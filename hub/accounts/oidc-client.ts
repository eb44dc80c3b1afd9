import type { Configuration } from 'openid-client'

/** A provider of OpenID Connect at which this hub is registered. */
export interface OidcProvider {
  /** As it stands on the button. */
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where browsers reach this hub. */
  readonly publicUrl: string
}

export interface Leaving {
  readonly url: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

export interface ProvenPerson {
  readonly issuer: string
  readonly subject: string
  /** `null`: the provider does not vouch for one. */
  readonly email: string | null
}

export const OIDC_CALLBACK_PATH = '/api/auth/oidc/callback'
const PATIENCE_S = 10
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/

/** The only place that speaks with a provider: authorization code, PKCE, nonce (OpenID Connect Core §3.1). */
export class OidcClient {
  private known: Promise<Configuration> | null = null

  constructor(
    private readonly provider: OidcProvider,
    private readonly send: typeof fetch,
  ) {}

  async leave(): Promise<Leaving> {
    // Loaded where it is used: the hub of a desk never needs it.
    const client = await import('openid-client')
    const configuration = await this.configuration()
    const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.callbackUrl,
      scope: 'openid email profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    })
    return { url: url.href, state, nonce, verifier }
  }

  /** `query`: with which the browser came back. Throws whatever is not as it should be. */
  async arrive(query: URLSearchParams, left: Omit<Leaving, 'url'>): Promise<ProvenPerson> {
    const client = await import('openid-client')
    const configuration = await this.configuration()
    const address = new URL(this.callbackUrl)
    address.search = query.toString()
    const tokens = await client.authorizationCodeGrant(configuration, address, {
      pkceCodeVerifier: left.verifier,
      expectedState: left.state,
      expectedNonce: left.nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) throw new Error('The provider answered without an ID token.')
    const told = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
    const isVouchedFor = typeof told.email === 'string' && told.email_verified === true
    return { issuer: claims.iss, subject: claims.sub, email: isVouchedFor ? (told.email ?? null) : null }
  }

  private get callbackUrl(): string {
    return this.provider.publicUrl.replace(/\/$/, '') + OIDC_CALLBACK_PATH
  }

  private configuration(): Promise<Configuration> {
    this.known ??= this.discover().catch((error: unknown) => {
      // Asked anew by the next one who wants to sign in.
      this.known = null
      throw error
    })
    return this.known
  }

  private async discover(): Promise<Configuration> {
    const client = await import('openid-client')
    const { issuer, clientId, clientSecret } = this.provider
    const execute = LOOPBACK.test(issuer) ? [client.allowInsecureRequests] : []
    const authentication = client.ClientSecretBasic(clientSecret)
    return client.discovery(new URL(issuer), clientId, undefined, authentication, {
      execute,
      timeout: PATIENCE_S,
      // What it leaves out it names as `undefined`.
      [client.customFetch]: (url, options) => this.send(url, options as RequestInit),
    })
  }
}
