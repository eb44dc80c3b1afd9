import { z } from 'zod'

import { err, ok, type Result } from '#shared/lib/result'

import type { ChannelHost } from '../channel'
import type { Asked, Failure } from './failure'
import { parseJson } from './http/parse'

const savedTokens = z.object({ accessToken: z.string(), refreshToken: z.string().nullable(), expiresAtMs: z.number() })
export type Tokens = z.output<typeof savedTokens>

export type Grant = Readonly<Record<string, string>>

export interface TokenDeps {
  readonly host: ChannelHost
  /** One request for tokens. Nothing about its failures is uncertain: whatever needed the token was not asked for. */
  readonly ask: (grant: Grant) => Asked<Tokens>
  /** What is asked for when there is no token, or none that is good any more. */
  readonly renewal: (refreshToken: string | null) => Result<Grant, Failure>
  /** How long before it ends a token is renewed; `null`: only when the platform says that it has ended. */
  readonly renewEarlyMs: number | null
  /** The platform says that the token is not to be renewed yet: it is still good. */
  readonly isStillGood?: (failure: Failure) => boolean
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

  async current(): Asked<string> {
    if (this.refusal) return err(this.refusal)
    this.loading ??= this.load().catch((error: unknown) => {
      this.loading = null
      throw error
    })
    await this.loading
    const { tokens } = this
    return tokens && this.isFresh(tokens) && !this.unsaved
      ? ok(tokens.accessToken)
      : this.renew(tokens?.accessToken ?? null)
  }

  /** `rejected` was refused by the platform; if it is no longer the current one, somebody renewed it meanwhile. */
  renew(rejected: string | null): Asked<string> {
    const { tokens } = this
    if (tokens && tokens.accessToken !== rejected && !this.unsaved) return Promise.resolve(ok(tokens.accessToken))
    this.renewal ??= this.runRenewal().finally(() => {
      this.renewal = null
    })
    return this.renewal
  }

  /** What was refused may have been set right on the platform meanwhile. */
  retryAfterRefusal(): void {
    this.refusal = null
  }

  async exchange(grant: Grant): Asked<string> {
    const answer = await this.deps.ask(grant)
    if (!answer.ok) return answer
    this.refusal = null
    return this.keep(answer.value)
  }

  private isFresh({ expiresAtMs }: Tokens): boolean {
    const { renewEarlyMs, host } = this.deps
    return renewEarlyMs === null || expiresAtMs - renewEarlyMs > host.clock.now()
  }

  private async runRenewal(): Asked<string> {
    if (this.unsaved) return this.keep(this.unsaved)
    const { ask, renewal, isStillGood } = this.deps
    const before = this.tokens
    const grant = renewal(before?.refreshToken ?? null)
    const answer = grant.ok ? await ask(grant.value) : grant
    if (answer.ok) return this.keep(answer.value)
    if (this.tokens && isStillGood?.(answer.error)) return ok(this.tokens.accessToken)
    // A new consent may have come meanwhile: what is refused then is the old one.
    if (this.tokens !== before && this.tokens) return ok(this.tokens.accessToken)
    if (answer.error.kind === 'needsAuthorisation') this.refusal = answer.error
    return answer
  }

  private async keep(tokens: Tokens): Asked<string> {
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
