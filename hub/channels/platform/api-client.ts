import type { z } from 'zod'

import { err, ok, type Result } from '#shared/lib/result'

import type { Asked, Failure } from './failure'
import type { HttpMethod, HttpOutcome, HttpRequest } from './http/outcome'
import { parseAnswer } from './http/parse'
import { dateMsOf } from './platform-clock'
import type { RateLimiter } from './rate-limiter'
import type { TokenKeeper } from './tokens'

export type Priority = 'interactive' | 'background'

export interface ApiCall {
  readonly method: HttpMethod
  readonly path: string
  /** In its place, where the platform gives a whole address. */
  readonly url?: string
  readonly json?: unknown
  readonly form?: () => FormData | URLSearchParams
  readonly priority: Priority
  readonly timeoutMs?: number
  /** What is missing without it is said elsewhere: its failure says nothing of the channel. */
  readonly isOptional?: boolean
}

export interface ApiDeps {
  readonly apiUrl: string
  /** Of every request. */
  readonly headers?: Readonly<Record<string, string>>
  readonly tokens: TokenKeeper
  readonly limiter: RateLimiter
  readonly requestTimeoutMs: number
  readonly perform: (request: HttpRequest) => Promise<HttpOutcome>
  readonly failureOf: (outcome: HttpOutcome) => Failure | null
  /** A fresh token was refused, too: is the token no good, or the request not allowed? */
  readonly splitRefusal: (
    call: ApiCall,
    status: 401 | 403,
    ask: (call: ApiCall) => Promise<HttpOutcome>,
  ) => Promise<Failure>
  readonly onFailure: (failure: Failure) => void
}

/** Calls with a token, counted against the account's limit. A refused token is renewed once. */
export class ApiClient {
  constructor(private readonly deps: ApiDeps) {}

  async call<T>(call: ApiCall, schema: z.ZodType<T>): Asked<T> {
    return this.judged(call, await this.run(call, (outcome) => parseAnswer(outcome, schema)))
  }

  /** Where what is answered to an accepted request says nothing, and need not be JSON. */
  async callBlind(call: ApiCall): Asked<null> {
    return this.judged(call, await this.run(call, () => ok(null)))
  }

  /** As `callBlind`, and when the platform answered, by its own clock; `null` where it does not say. */
  async callDated(call: ApiCall): Asked<number | null> {
    return this.judged(call, await this.run(call, (outcome) => ok(dateOf(outcome))))
  }

  private judged<T>(call: ApiCall, result: Result<T, Failure>): Result<T, Failure> {
    if (!result.ok && call.isOptional !== true) this.deps.onFailure(result.error)
    return result
  }

  private async run<T>(call: ApiCall, read: (outcome: HttpOutcome) => Result<T, Failure>): Asked<T> {
    const { tokens, failureOf, splitRefusal } = this.deps
    const token = await tokens.current()
    if (!token.ok) return token
    let outcome = await this.perform(call, token.value)
    let failure = failureOf(outcome)
    if (failure?.kind === 'unauthorised') {
      const renewed = await tokens.renew(token.value)
      if (!renewed.ok) return renewed
      outcome = await this.perform(call, renewed.value)
      failure = failureOf(outcome)
      if (failure?.kind === 'unauthorised')
        return err(await splitRefusal(call, failure.status, (other) => this.perform(other, renewed.value)))
    }
    return failure ? err(failure) : read(outcome)
  }

  private async perform(call: ApiCall, token: string): Promise<HttpOutcome> {
    const { limiter, perform, apiUrl, requestTimeoutMs, headers } = this.deps
    if (call.priority === 'background') await limiter.admitBackground()
    else {
      const refused = limiter.admitInteractive()
      if (refused) return tooSoon(refused.retryAfterMs)
    }
    const outcome = await perform({
      method: call.method,
      url: call.url ?? `${apiUrl}${call.path}`,
      headers: {
        ...headers,
        authorization: `Bearer ${token}`,
        ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(call.form ? { body: call.form() } : call.json === undefined ? {} : { body: JSON.stringify(call.json) }),
      timeoutMs: call.timeoutMs ?? requestTimeoutMs,
    })
    if (outcome.kind === 'answer') {
      const isLimited = this.deps.failureOf(outcome)?.kind === 'limited'
      limiter.handleAnswer(isLimited, outcome.headers)
    }
    return outcome
  }
}

function dateOf(outcome: HttpOutcome): number | null {
  return outcome.kind === 'answer' ? dateMsOf(outcome.headers) : null
}

/** The platform has asked for silence: the answer is known without asking again. */
function tooSoon(retryAfterMs: number): HttpOutcome {
  const headers = new Headers({ 'retry-after': String(Math.ceil(retryAfterMs / 1000)) })
  return { kind: 'answer', status: 429, headers, bytes: new Uint8Array() }
}
