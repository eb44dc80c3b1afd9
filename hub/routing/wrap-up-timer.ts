import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { Store } from '../store/store'
import { endWrapUps, nextWrapUpEndMs } from './wrap-up'

/** A computer that slept or whose clock was set is noticed this soon; so is what failed. */
const LOOK_AGAIN_MS = 60_000

export interface WrapUpTimerDependencies {
  readonly store: Pick<Store, 'read' | 'write' | 'committed'>
  readonly clock: Clock
  readonly logger: Logger
}

/** Ends wrap-ups. When each ends stands in the database, so that it outlives this process and the agent's desk. */
export class WrapUpTimer implements Disposable {
  private readonly listener: Disposable
  private timer: Disposable | null = null
  private looking: Promise<void> | null = null
  private again = false
  private stopped = false

  constructor(private readonly deps: WrapUpTimerDependencies) {
    this.listener = deps.store.committed.on((changes) => {
      if (changes.some(({ entity }) => entity === 'agent')) this.wake()
    })
  }

  wake(): void {
    if (this.stopped) return
    if (this.looking) {
      this.again = true
      return
    }
    this.looking = this.look()
      .catch((error: unknown) => {
        this.deps.logger.error('wrap-ups could not be ended', { cause: describeError(error) })
        this.lookAgainIn(LOOK_AGAIN_MS)
      })
      .finally(() => {
        this.looking = null
        if (!this.again) return
        this.again = false
        this.wake()
      })
  }

  get isBusy(): boolean {
    return this.looking !== null
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.looking) await this.looking
  }

  dispose(): void {
    this.stopped = true
    this.listener.dispose()
    this.timer?.dispose()
  }

  private async look(): Promise<void> {
    const { store, clock } = this.deps
    const endMs = await store.read(nextWrapUpEndMs)
    if (endMs === null) {
      this.timer?.dispose()
      this.timer = null
      return
    }
    if (endMs > clock.now()) {
      this.lookAgainIn(Math.min(endMs - clock.now(), LOOK_AGAIN_MS))
      return
    }
    await store.write(endWrapUps)
  }

  private lookAgainIn(delayMs: number): void {
    this.timer?.dispose()
    if (this.stopped) return
    this.timer = this.deps.clock.schedule(delayMs, () => {
      this.wake()
    })
  }
}
