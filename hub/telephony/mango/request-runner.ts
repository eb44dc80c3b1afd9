import type { Clock } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'
import { ok } from '#shared/lib/result'
import { REQUEST_GOOD_FOR_MS, type TelephonyFailure } from '#shared/domain/telephony'

import type { Store } from '../../store/store'
import {
  giveUpInterruptedRequests,
  moveRequest,
  waitingRequests,
  type StoredRequest,
} from '../../store/telephony-requests'
import { codeOf, reasonOf } from './failure'
import type { MangoApi, MangoAsked } from './mango-api'
import { pause } from './pause'
import { liveCallsNow } from './read-telephony'

export interface RequestRunnerDeps {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly api: MangoApi
  readonly stop: AbortSignal
}

interface Failed {
  readonly reason: TelephonyFailure
  readonly code: number | null
}

/**
 * Asks the PBX what desks wish, each once: what is about to be asked is durable before, and what a crash overtook is not
 * asked again, because somebody's phone may have rung. Only where the PBX says «too many» it has certainly taken nothing.
 */
export class RequestRunner {
  private underWay: Promise<void> | null = null
  private isWanted = false

  constructor(private readonly deps: RequestRunnerDeps) {}

  async start(): Promise<void> {
    await this.deps.store.write(giveUpInterruptedRequests)
    this.wake()
  }

  get isBusy(): boolean {
    return this.underWay !== null
  }

  async idle(): Promise<void> {
    while (this.underWay) await this.underWay
  }

  wake(): void {
    if (this.deps.stop.aborted) return
    this.isWanted = true
    this.underWay ??= this.drain().finally(() => {
      this.underWay = null
    })
  }

  private async drain(): Promise<void> {
    while (this.isWanted && !this.deps.stop.aborted) {
      this.isWanted = false
      const waiting = await this.deps.store.read(waitingRequests)
      // A transfer that waits for its turn holds up nobody's callback.
      await Promise.all(waiting.map((request) => this.run(request)))
    }
  }

  private async run(request: StoredRequest): Promise<void> {
    const { store, logger } = this.deps
    try {
      const isMine = await store.write((tx) => moveRequest(tx, request.id, 'waiting', { state: 'sending' }))
      if (!isMine) return
      const failed = await this.ask(request)
      const outcome = failed ? ({ state: 'failed', ...failed } as const) : ({ state: 'accepted' } as const)
      await store.write((tx) => moveRequest(tx, request.id, 'sending', outcome))
      if (failed) logger.warn('the PBX did not take a request', { kind: request.kind, ...failed })
    } catch (error) {
      logger.error('a request to the PBX failed', { kind: request.kind, cause: describeError(error) })
    }
  }

  private async ask(request: StoredRequest): Promise<Failed | null> {
    const { clock, stop } = this.deps
    for (;;) {
      if (clock.now() - request.atMs > REQUEST_GOOD_FOR_MS) return { reason: 'tooLate', code: null }
      const asked = await this.perform(request)
      if (asked.ok) return null
      if ('reason' in asked.error) return asked.error
      if (asked.error.kind !== 'limited') return { reason: reasonOf(asked.error), code: codeOf(asked.error) }
      await pause(clock, asked.error.retryAfterMs, stop)
      if (stop.aborted) return { reason: 'limited', code: null }
    }
  }

  private async perform(
    request: StoredRequest,
  ): Promise<Awaited<MangoAsked<unknown>> | { readonly ok: false; readonly error: Failed }> {
    const { api, store } = this.deps
    if (request.kind === 'callBack') return api.callBack(request.id, request.extension ?? '', digitsOf(request.number))
    const live = (await store.read(liveCallsNow)).find(({ call }) => call.callId === request.callId)
    if (!live) return { ok: false, error: { reason: 'callOver', code: null } }
    const { legId, initiator, phase } = live.facts
    if (request.kind === 'hangUp') return api.hangUp(request.id, legId)
    const onward = { legId, toExtension: request.number }
    if (phase === 'ringing') return api.route(request.id, onward)
    if (phase === 'held' || initiator === null) return { ok: false, error: { reason: 'notPossibleNow', code: null } }
    const asked = await api.transferBlind(request.id, onward, initiator)
    return asked.ok ? ok(null) : asked
  }
}

/** As the PBX writes numbers. */
function digitsOf(number: string): string {
  return number.replace(/^\+/, '')
}
