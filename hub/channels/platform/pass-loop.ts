import type { Clock } from '#shared/lib/clock'
import { DisposableStore } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import type { Result } from '#shared/lib/result'

import type { Failure } from './failure'

const BACKOFF_MS = [2000, 5000, 10_000, 20_000, 40_000, 60_000] as const
const PATIENT_MS = 60_000

export interface PassLoopDeps {
  readonly clock: Clock
  readonly logger: Logger
  readonly pass: () => Promise<Result<void, Failure>>
  /** Answers when to look again. */
  readonly afterSuccess: () => number
  readonly onFailure: (failure: Failure, retryAtMs: number) => void
}

/** Looks again and again, one pass at a time, with longer pauses while it fails. */
export class PassLoop {
  private readonly owned = new DisposableStore()
  private timer: { dispose(): void } | null = null
  private isRunning = false
  private isWanted = false
  /** What the pass under way runs into is of the time before. */
  private isOutdated = false
  private failures = 0

  constructor(private readonly deps: PassLoopDeps) {}

  start(): void {
    this.schedule(0)
  }

  /** Look now, or once more after the pass that is under way. */
  wake(): void {
    if (this.isRunning) this.isWanted = true
    else this.schedule(0)
  }

  /** As `wake`, with earlier failures forgotten. */
  restart(): void {
    this.failures = 0
    this.isOutdated = this.isRunning
    this.wake()
  }

  get isDisposed(): boolean {
    return this.owned.isDisposed
  }

  dispose(): void {
    this.owned.dispose()
  }

  private schedule(delayMs: number): void {
    if (this.owned.isDisposed) return
    if (this.timer) this.owned.release(this.timer)
    this.timer = this.owned.add(this.deps.clock.schedule(delayMs, () => void this.run()))
  }

  private async run(): Promise<void> {
    if (this.isRunning) return
    this.isRunning = true
    this.isWanted = false
    this.isOutdated = false
    let delayMs = PATIENT_MS
    try {
      const result = await this.deps.pass()
      delayMs = result.ok ? this.afterSuccess() : this.afterFailure(result.error)
    } catch (error) {
      this.deps.logger.error('A pass failed', { error: describeError(error) })
      delayMs = this.afterFailure({ kind: 'unreachable', detail: 'internal error' })
    } finally {
      this.isRunning = false
    }
    this.schedule(this.wasWokenMeanwhile() ? 0 : delayMs)
  }

  private wasWokenMeanwhile(): boolean {
    return this.isWanted && this.failures === 0
  }

  private afterSuccess(): number {
    this.failures = 0
    return this.deps.afterSuccess()
  }

  private afterFailure(failure: Failure): number {
    if (this.isOutdated) return 0
    const { clock, logger, onFailure } = this.deps
    const step = BACKOFF_MS[Math.min(this.failures, BACKOFF_MS.length - 1)] ?? PATIENT_MS
    this.failures += 1
    const needsPerson =
      failure.kind === 'needsAuthorisation' ||
      failure.kind === 'tariff' ||
      failure.kind === 'unpaid' ||
      failure.kind === 'captcha' ||
      failure.kind === 'forbidden'
    const delayMs = needsPerson ? PATIENT_MS : failure.kind === 'limited' ? (failure.retryAfterMs ?? step) : step
    onFailure(failure, clock.now() + delayMs)
    logger.warn('A pass did not succeed', { kind: failure.kind, delayMs })
    return delayMs
  }
}
