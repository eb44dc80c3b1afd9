import { z } from 'zod'

import { err, ok, type Result } from '#shared/lib/result'

import type { ChannelHost } from '../channel'
import type { AvitoConfig } from './config'
import { failureOf, type Failure } from './error-mapping'
import type { HttpOutcome, HttpRequest } from './http/outcome'
import { parseAnswer, parseJson } from './http/parse'
import { tokenAnswer } from './wire/schemas'

const savedTokens = z.object({ accessToken: z.string(), refreshToken: z.string().nullable(), expiresAtMs: z.number() })
type Tokens = z.output<typeof savedTokens>

/** Renewed this long before the platform would refuse it. */
const RENEW_EARLY_MS = 300_000

export interface TokenDeps {
  readonly config: AvitoConfig
  readonly host: ChannelHost
  readonly perform: (request: HttpRequest) => Promise<HttpOutcome>
  readonly requestTimeoutMs: number
}

/**
 * The channel's token pair. Refreshing gives two new tokens and voids the old ones, so the new pair is durable
 * before it is used, and only one refresh runs at a time however many requests found the token expired.
 */
export class TokenKeeper {
  private tokens: Tokens | null = null
  private loading: Promise<void> | null = null
  /** Renewed but not on disk yet: saved before anything else is tried. */
  private unsaved: Tokens | null = null
  private renewal: Promise<Result<string, Failure>> | null = null
  private refusal: Failure | null = null

  constructor(private readonly deps: TokenDeps) {}

  async current(): Promise<Result<string, Failure>> {
    if (this.refusal) return err(this.refusal)
    this.loading ??= this.load().catch((error: unknown) => {
      this.loading = null
      throw error
    })
    await this.loading
    const { tokens } = this
    const isFresh = tokens !== null && tokens.expiresAtMs - RENEW_EARLY_MS > this.deps.host.clock.now()
    return isFresh && !this.unsaved ? ok(tokens.accessToken) : this.renew(tokens?.accessToken ?? null)
  }

  /** `rejected` was refused by the platform; if it is no longer the current one, somebody renewed it meanwhile. */
  renew(rejected: string | null): Promise<Result<string, Failure>> {
    const { tokens } = this
    if (tokens && tokens.accessToken !== rejected && !this.unsaved) return Promise.resolve(ok(tokens.accessToken))
    this.renewal ??= this.runRenewal().finally(() => {
      this.renewal = null
    })
    return this.renewal
  }

  /** Own accounts: a refused key pair may have been set right on the platform meanwhile. */
  retryAfterRefusal(): void {
    if (this.deps.config.mode === 'own') this.refusal = null
  }

  async exchangeCode(code: string): Promise<Result<string, Failure>> {
    const answer = await this.ask({ grant_type: 'authorization_code', code })
    if (!answer.ok) return answer
    this.refusal = null
    return this.keep(answer.value)
  }

  private async runRenewal(): Promise<Result<string, Failure>> {
    if (this.unsaved) return this.keep(this.unsaved)
    const answer = await this.askNew()
    if (answer.ok) return this.keep(answer.value)
    if (answer.error.kind === 'needsAuthorisation') this.refusal = answer.error
    return answer
  }

  private askNew(): Promise<Result<Tokens, Failure>> {
    if (this.deps.config.mode === 'own') return this.ask({ grant_type: 'client_credentials' })
    const refreshToken = this.tokens?.refreshToken ?? null
    if (refreshToken === null) return Promise.resolve(err({ kind: 'needsAuthorisation', reason: 'neverAuthorised' }))
    return this.ask({ grant_type: 'refresh_token', refresh_token: refreshToken })
  }

  private async ask(grant: Readonly<Record<string, string>>): Promise<Result<Tokens, Failure>> {
    const { config, host, perform, requestTimeoutMs } = this.deps
    const outcome = await perform({
      method: 'POST',
      url: `${config.apiUrl}/token`,
      body: new URLSearchParams({ ...grant, client_id: config.clientId, client_secret: config.clientSecret }),
      timeoutMs: requestTimeoutMs,
    })
    const failure = failureOf(outcome)
    if (failure) return err(this.judge(failure))
    const parsed = parseAnswer(outcome, tokenAnswer)
    if (!parsed.ok) return err(this.judge(parsed.error))
    const { access_token: accessToken, refresh_token: refreshToken = null, expires_in: expiresIn } = parsed.value
    return ok({ accessToken, refreshToken, expiresAtMs: host.clock.now() + expiresIn * 1000 })
  }

  /** Whatever failed here, the request that needed the token was not made: nothing about it is uncertain. */
  private judge(failure: Failure): Failure {
    switch (failure.kind) {
      case 'invalid':
      case 'unauthorised':
      case 'notFound':
        return { kind: 'needsAuthorisation', reason: this.deps.config.mode === 'own' ? 'wrongCredentials' : 'expired' }
      case 'uncertain':
        return { kind: 'unreachable', detail: `token: ${failure.detail}` }
      default:
        return failure
    }
  }

  private async keep(tokens: Tokens): Promise<Result<string, Failure>> {
    this.unsaved = tokens
    try {
      await this.deps.host.saveSecret(JSON.stringify(tokens))
    } catch (error) {
      this.deps.host.logger.error('A renewed token could not be saved', {
        error: error instanceof Error ? error.name : 'unknown',
      })
      return err({ kind: 'unreachable', detail: 'the renewed token could not be saved' })
    }
    this.tokens = tokens
    this.unsaved = null
    return ok(tokens.accessToken)
  }

  private async load(): Promise<void> {
    const text = await this.deps.host.loadSecret()
    if (text === null) return
    const parsed = savedTokens.safeParse(parseJson(text))
    if (parsed.success) this.tokens ??= parsed.data
    else this.deps.host.logger.warn('Saved tokens are unreadable')
  }
}
