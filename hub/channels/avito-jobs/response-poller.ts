import { ok, type Result } from '#shared/lib/result'

import { parseEach } from '../platform/http/parse'
import { requireUserId, type DriverContext } from '../avito/driver-context'
import type { Failure } from '../platform/failure'
import type { HealthReporter } from '../platform/health-reporter'
import { PassLoop } from '../platform/pass-loop'
import type { StateStore } from '../platform/state-store'
import type { WebhookKeeper } from '../platform/webhook-keeper'
import type { JobsTuning } from './config'
import { MAX_APPLICATIONS, type JobsApi } from './jobs-api'
import type { JobsState } from './jobs-state'
import type { ResponseReader } from './response-reader'
import { listedApplication } from './wire/schemas'

const DAY_MS = 86_400_000
/** A listing has an end even where the platform gives none. */
const MAX_PAGES = 1000

export interface ResponsePollerDeps {
  readonly context: DriverContext
  readonly tuning: JobsTuning
  readonly api: JobsApi
  readonly state: StateStore<JobsState>
  readonly reader: ResponseReader
  readonly webhook: WebhookKeeper
  readonly health: HealthReporter
}

/**
 * Lists what has changed since the last complete listing, all pages of it: the platform filters by the day of the last
 * change and sorts by creation, so a changed old response may stand anywhere (facts/avito-jobs.md §1).
 */
export class ResponsePoller {
  private readonly loop: PassLoop
  private listAtMs = Number.NEGATIVE_INFINITY
  /** By our own clock: since then what comes is news, though the account may be known a little later. */
  private beganAtMs: number

  constructor(private readonly deps: ResponsePollerDeps) {
    const { context, health } = deps
    this.beganAtMs = context.host.clock.now()
    this.loop = new PassLoop({
      clock: context.host.clock,
      logger: context.logger,
      pass: () => this.pass(),
      afterSuccess: () => this.delayMs(),
      onFailure: (failure, retryAtMs) => {
        health.failed(failure, retryAtMs)
      },
    })
  }

  start(): void {
    this.loop.start()
  }

  /** Durable when it resolves: an event names a response that is new or changed. */
  async note(applicationId: string): Promise<void> {
    this.deps.webhook.handleEvent(applicationId)
    this.deps.reader.noteChange(applicationId)
    await this.want([applicationId, ...this.deps.state.value.wanted])
    this.loop.wake()
  }

  /** After a new consent: the account may be another one. */
  reconnect(): void {
    this.listAtMs = Number.NEGATIVE_INFINITY
    this.beganAtMs = this.deps.context.host.clock.now()
    this.loop.restart()
  }

  dispose(): void {
    this.loop.dispose()
  }

  private async pass(): Promise<Result<void, Failure>> {
    const { context, reader, webhook, health } = this.deps
    const user = await requireUserId(context)
    if (!user.ok) return user
    await this.rememberAccount(user.value)
    if (context.host.clock.now() >= this.listAtMs) {
      const listed = await this.list()
      if (!listed.ok) return listed
    }
    await this.wantRetries()
    const read = await reader.readSome()
    if (!read.ok) return read
    // What came after the list was read and before the hook stood is told by neither: look once more at once.
    if (await webhook.ensure()) {
      this.listAtMs = Number.NEGATIVE_INFINITY
      this.loop.wake()
    }
    health.receiving(read.value)
    return ok(undefined)
  }

  private async rememberAccount(accountId: number): Promise<void> {
    const { state, context } = this.deps
    if (state.value.accountId === accountId) return
    const connectedAtMs = context.platformClock.fromLocal(this.beganAtMs)
    await state.change(() => ({ accountId, connectedAtMs, listedAtMs: null, known: {}, wanted: [], retries: [] }))
  }

  private async list(): Promise<Result<void, Failure>> {
    const { state, tuning, context } = this.deps
    const startedAtMs = context.platformClock.now()
    // A day more: the platform's days may begin elsewhere than ours.
    const sinceMs = (state.value.listedAtMs ?? state.value.connectedAtMs - tuning.historyMs) - DAY_MS
    const seen = await this.pages(new Date(sinceMs).toISOString().slice(0, 10))
    if (!seen.ok) return seen
    const { known } = state.value
    const changed = [...seen.value].filter(([id, { updatedAtMs }]) => (known[id] ?? -1) < updatedAtMs)
    const { wanted, connectedAtMs } = state.value
    for (const [id, { updatedAtMs }] of changed) {
      // What waits to be read anyway is no news, nor is the time before the hook.
      if (updatedAtMs >= connectedAtMs && !wanted.includes(id)) this.deps.webhook.handlePolledNews(id, updatedAtMs)
    }
    const oldestFirst = changed.sort(([, a], [, b]) => a.createdAtMs - b.createdAtMs)
    const isNews = ([, { createdAtMs }]: (typeof changed)[number]) => createdAtMs >= connectedAtMs
    const news = oldestFirst.filter(isNews).map(([id]) => id)
    const history = oldestFirst.filter((entry) => !isNews(entry)).map(([id]) => id)
    await this.want([...news, ...wanted, ...history.reverse()], {
      listedAtMs: startedAtMs,
      known: Object.fromEntries(Object.entries(known).filter(([id]) => seen.value.has(id))),
    })
    const pollMs = this.deps.webhook.isTrusted ? tuning.responseWebhookPollMs : tuning.responsePollMs
    this.listAtMs = context.host.clock.now() + pollMs
    return ok(undefined)
  }

  private async pages(updatedFrom: string) {
    const seen = new Map<string, { createdAtMs: number; updatedAtMs: number }>()
    let cursor: string | null = null
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const answer = await this.deps.api.list(updatedFrom, cursor)
      if (!answer.ok) return answer
      const { parsed, failed } = parseEach(answer.value.applies, listedApplication)
      if (failed.length > 0)
        this.deps.context.logger.error('Listed responses of an unexpected form were skipped', { count: failed.length })
      const before = seen.size
      for (const { id, created_at: createdAtMs, updated_at: updatedAtMs } of parsed)
        seen.set(id, { createdAtMs, updatedAtMs })
      cursor = parsed.at(-1)?.id ?? null
      // A cursor that leads nowhere new would lead there for ever.
      if (answer.value.applies.length < MAX_APPLICATIONS || seen.size === before || cursor === null) break
    }
    return ok(seen)
  }

  private async want(inOrder: readonly string[], patch: Partial<JobsState> = {}): Promise<void> {
    await this.deps.state.change(() => ({ ...patch, wanted: [...new Set(inOrder)] }))
  }

  private async wantRetries(): Promise<void> {
    const { state, context } = this.deps
    const now = context.host.clock.now()
    const due = state.value.retries.filter(({ nextAtMs }) => nextAtMs <= now).map(({ id }) => id)
    if (due.length > 0) await this.want([...state.value.wanted, ...due])
  }

  private delayMs(): number {
    const { state, context } = this.deps
    if (state.value.wanted.length > 0) return 0
    const next = Math.min(this.listAtMs, ...state.value.retries.map(({ nextAtMs }) => nextAtMs))
    return Math.max(0, next - context.host.clock.now())
  }
}
