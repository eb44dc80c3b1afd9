import type { z } from 'zod'

import { err, type Result } from '#shared/lib/result'

import type { AvitoTuning } from './config'
import { failureOf, type Failure } from './error-mapping'
import type { HttpMethod, HttpOutcome, HttpRequest } from './http/outcome'
import { parseAnswer } from './http/parse'
import type { RateLimiter } from './rate-limiter'
import type { TokenKeeper } from './tokens'

export type Priority = 'interactive' | 'background'
export type Answer<T> = Promise<Result<T, Failure>>

export interface ApiCall {
  readonly method: HttpMethod
  readonly path: string
  readonly json?: unknown
  readonly form?: () => FormData
  readonly priority: Priority
  readonly timeoutMs?: number
}

export interface ApiDeps {
  readonly apiUrl: string
  readonly tokens: TokenKeeper
  readonly limiter: RateLimiter
  readonly tuning: AvitoTuning
  readonly perform: (request: HttpRequest) => Promise<HttpOutcome>
  readonly onFailure: (failure: Failure) => void
}

export const ACCOUNT_PATH = '/core/v1/accounts/self'

/** Calls with a token, counted against the account's limit. A refused token is renewed once. */
export class ApiClient {
  constructor(private readonly deps: ApiDeps) {}

  async call<T>(call: ApiCall, schema: z.ZodType<T>): Answer<T> {
    const result = await this.run(call, schema)
    if (!result.ok) this.deps.onFailure(result.error)
    return result
  }

  private async run<T>(call: ApiCall, schema: z.ZodType<T>): Answer<T> {
    const token = await this.deps.tokens.current()
    if (!token.ok) return token
    let outcome = await this.perform(call, token.value)
    let failure = failureOf(outcome)
    if (failure?.kind === 'unauthorised') {
      const renewed = await this.deps.tokens.renew(token.value)
      if (!renewed.ok) return renewed
      outcome = await this.perform(call, renewed.value)
      failure = failureOf(outcome)
      if (failure?.kind === 'unauthorised') return err(await this.splitRefusal(call, renewed.value, failure.status))
    }
    return failure ? err(failure) : parseAnswer(outcome, schema)
  }

  /** A fresh token was refused. If it opens something else, only this request is not allowed. */
  private async splitRefusal(call: ApiCall, token: string, status: 401 | 403): Promise<Failure> {
    const revoked: Failure = { kind: 'needsAuthorisation', reason: 'revoked' }
    if (status === 401) return revoked
    if (call.path === ACCOUNT_PATH) return { kind: 'forbidden' }
    const probe = await this.perform({ method: 'GET', path: ACCOUNT_PATH, priority: call.priority }, token)
    return failureOf(probe) === null ? { kind: 'forbidden' } : revoked
  }

  private async perform(call: ApiCall, token: string): Promise<HttpOutcome> {
    const { limiter, perform, apiUrl, tuning } = this.deps
    if (call.priority === 'background') await limiter.admitBackground()
    else {
      const refused = limiter.admitInteractive()
      if (refused) return tooSoon(refused.retryAfterMs)
    }
    const outcome = await perform({
      method: call.method,
      url: `${apiUrl}${call.path}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(call.form ? { body: call.form() } : call.json === undefined ? {} : { body: JSON.stringify(call.json) }),
      timeoutMs: call.timeoutMs ?? tuning.requestTimeoutMs,
    })
    if (outcome.kind === 'answer') limiter.handleAnswer(outcome.status, outcome.headers)
    return outcome
  }
}

/** The platform has asked for silence: the answer is known without asking again. */
function tooSoon(retryAfterMs: number): HttpOutcome {
  const headers = new Headers({ 'retry-after': String(Math.ceil(retryAfterMs / 1000)) })
  return { kind: 'answer', status: 429, headers, bytes: new Uint8Array() }
}
