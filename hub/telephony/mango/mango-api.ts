import { z } from 'zod'

import type { Clock } from '#shared/lib/clock'
import { err, ok, type Result } from '#shared/lib/result'

import { parseJson } from '../../channels/platform/http/parse'
import { performRequest, type HttpOutcome } from '../../channels/platform/http/outcome'
import type { Exchange } from '../../network/exchange'
import { failureOfCode, failureOfOutcome, isInvalidRequest, LOCKOUT_MS, type MangoFailure } from './failure'
import type { MangoMethod, Pacer } from './pacer'
import { signatureOf, type MangoKeys } from './signature'
import { done, statsKey, users } from './wire/schemas'
import { parseStatsTable, STATS_FIELDS, type StatsTable } from './wire/stats-table'

const TIMEOUT_MS = 15_000
const resultCode = z.object({ result: z.number().int() })

export type MangoAsked<T> = Promise<Result<T, MangoFailure>>

export interface MangoApiDeps {
  readonly apiUrl: string
  readonly keys: MangoKeys
  readonly clock: Clock
  readonly exchange: Exchange
  readonly stop: AbortSignal
  readonly pacer: Pacer
}

/** Of a transfer or a route. */
export interface Onward {
  readonly legId: string
  readonly toExtension: string
}

/**
 * The PBX's API as far as Otklik uses it. After an invalid request it is silent for two minutes: a second one would lock
 * the whole product for everybody.
 */
export class MangoApi {
  private silence: { readonly untilMs: number; readonly why: MangoFailure } | null = null

  constructor(private readonly deps: MangoApiDeps) {}

  /** Rings the employee's phone first, then the number. */
  callBack(commandId: string, extension: string, number: string): MangoAsked<unknown> {
    const json = { command_id: commandId, from: { extension }, to_number: number }
    return this.ask('commands/callback', json, done)
  }

  hangUp(commandId: string, legId: string): MangoAsked<unknown> {
    return this.ask('commands/call/hangup', { command_id: commandId, call_id: legId }, done)
  }

  /** Of a connected leg; `initiator` as the PBX named that side of it. Nobody there: it comes back to the initiator. */
  transferBlind(commandId: string, { legId, toExtension }: Onward, initiator: string): MangoAsked<unknown> {
    const json = { command_id: commandId, call_id: legId, method: 'blind', to_number: toExtension, initiator }
    return this.ask('commands/transfer', json, done)
  }

  /** Of a leg that rings or waits. */
  route(commandId: string, { legId, toExtension }: Onward): MangoAsked<unknown> {
    return this.ask('commands/route', { command_id: commandId, call_id: legId, to_number: toExtension }, done)
  }

  async employees(): MangoAsked<readonly { readonly extension: string; readonly name: string }[]> {
    const found = await this.ask('config/users/request', {}, users)
    if (!found.ok) return found
    // Whoever has no extension has no phone either.
    return ok(
      found.value.users.flatMap(({ general: { name }, telephony: { extension } }) =>
        extension === null ? [] : [{ extension, name }],
      ),
    )
  }

  async askStatistics(fromS: number, toS: number): MangoAsked<string> {
    const asked = await this.ask('stats/request', { date_from: fromS, date_to: toS, fields: STATS_FIELDS }, statsKey)
    return asked.ok ? ok(asked.value.key) : asked
  }

  /** `null`: not ready; ask again not sooner than in five seconds. */
  async statistics(key: string): MangoAsked<StatsTable | null> {
    const outcome = await this.perform('stats/result', { key })
    if (!outcome.ok) return outcome
    if (outcome.value.status === 204) return ok(null)
    const text = textOf(outcome.value)
    const refused = refusalIn(parseJson(text))
    return refused ? this.failed(refused) : ok(parseStatsTable(text))
  }

  private async ask<T>(method: MangoMethod, json: unknown, schema: z.ZodType<T>): MangoAsked<T> {
    const outcome = await this.perform(method, json)
    if (!outcome.ok) return outcome
    const body = parseJson(textOf(outcome.value))
    const refused = refusalIn(body)
    if (refused) return this.failed(refused)
    const parsed = schema.safeParse(body)
    if (parsed.success) return ok(parsed.data)
    const where = parsed.error.issues[0]?.path.join('.') ?? ''
    return err({ kind: 'uncertain', detail: `unexpected answer${where === '' ? '' : ` at ${where}`}` })
  }

  private async perform(method: MangoMethod, body: unknown): MangoAsked<Extract<HttpOutcome, { kind: 'answer' }>> {
    const { apiUrl, keys, clock, stop } = this.deps
    const silent = this.silenced() ?? (await this.admitted(method))
    if (silent) return err(silent)
    const json = JSON.stringify(body)
    const form = new URLSearchParams({ vpbx_api_key: keys.apiKey, sign: signatureOf(keys, json), json })
    const request = { method: 'POST', url: `${apiUrl}/${method}`, body: form, timeoutMs: TIMEOUT_MS } as const
    const outcome = await performRequest({ exchange: this.deps.exchange, clock, stop }, request)
    const failure = failureOfOutcome(outcome)
    if (failure) return this.failed(failure)
    // What is no failure is an answer.
    return ok(outcome as Extract<HttpOutcome, { kind: 'answer' }>)
  }

  /** Whoever waited for his turn may wait in vain. */
  private async admitted(method: MangoMethod): Promise<MangoFailure | null> {
    await this.deps.pacer.admit(method, this.deps.stop)
    return this.silenced()
  }

  private silenced(): MangoFailure | null {
    const { clock } = this.deps
    if (!this.silence || clock.now() >= this.silence.untilMs) return null
    return this.silence.why.kind === 'wrongKeys'
      ? this.silence.why
      : { kind: 'locked', retryAfterMs: this.silence.untilMs - clock.now() }
  }

  private failed<T>(failure: MangoFailure): Result<T, MangoFailure> {
    const nowMs = this.deps.clock.now()
    if (failure.kind === 'wrongKeys') this.silence = { untilMs: Number.POSITIVE_INFINITY, why: failure }
    else if (failure.kind === 'locked' || isInvalidRequest(failure))
      this.silence = { untilMs: nowMs + LOCKOUT_MS, why: failure }
    return err(failure)
  }
}

function textOf({ bytes }: Extract<HttpOutcome, { kind: 'answer' }>): string {
  return new TextDecoder().decode(bytes)
}

function refusalIn(body: unknown): MangoFailure | null {
  const coded = resultCode.safeParse(body)
  return coded.success && coded.data.result !== 1000 ? failureOfCode(coded.data.result) : null
}
