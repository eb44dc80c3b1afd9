import { hubToMain, type HubQuestion, type HubStart, type MainToHub } from '#shared/contract/hub-process'
import type { HubConnection } from '#shared/contract/ipc/hub'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'
import { answerHub, type HubsWay } from './hub-network'
import type { HubRun } from './hub-run'

const RETRY_MS = [300, 1_000, 2_000, 5_000, 10_000] as const
/** A hub that ran so long starts again at once when it dies. */
const STEADY_MS = 60_000
const STOP_WITHIN_MS = 3_000

/** A running hub process; `fork-hub.ts` makes real ones. */
export interface HubChild {
  post(message: MainToHub): void
  kill(): void
  onMessage(listener: (message: unknown) => void): void
  onExit(listener: (code: number | null) => void): void
}

export interface HubSupervisorOptions {
  readonly fork: () => HubChild
  /** Made for each launch: secret and port are filled in here. */
  readonly start: () => Omit<HubStart, 'type' | 'secret' | 'port'>
  readonly way: HubsWay
  readonly firstPort: number
  readonly newSecret: () => string
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Keeps the embedded hub running.
 *
 *     starting ──ready──▶ ready ──exit──▶ restarting ──timer──▶ starting
 *        └──failed──▶ failed ──restart()──▶ starting          (stop(): no further start)
 */
export class HubSupervisor implements HubRun {
  private readonly owned = new DisposableStore()
  private readonly changed: Emitter<HubConnection>
  private state: HubConnection = { kind: 'starting' }
  private child: HubChild | null = null
  private attempts = 0
  private readyAtMs = 0
  private lastPort: number
  private isStopping = false
  private onStopped: (() => void) | null = null

  constructor(private readonly options: HubSupervisorOptions) {
    this.lastPort = options.firstPort
    this.changed = this.owned.add(
      new Emitter((error) => {
        options.logger.error('a listener of the hub failed', { error: describeError(error) })
      }),
    )
    this.owned.add(
      options.way.onChanged(() => {
        this.child?.post({ type: 'networkChanged' })
      }),
    )
  }

  get connection(): HubConnection {
    return this.state
  }

  onChanged(listener: (connection: HubConnection) => void): Disposable {
    return this.changed.on(listener)
  }

  launch(): void {
    if (this.child || this.isStopping || this.owned.isDisposed) return
    this.set({ kind: 'starting' })
    const secret = this.options.newSecret()
    const child = this.options.fork()
    this.child = child
    child.onMessage((raw) => {
      if (this.child === child) this.handleMessage(child, raw, secret)
    })
    child.onExit((code) => {
      if (this.child === child) this.handleExit(code)
    })
    child.post({ ...this.options.start(), type: 'start', secret, port: this.lastPort })
  }

  /** After `failed`, or to try at once while waiting. */
  restart(): void {
    this.attempts = 0
    if (this.state.kind === 'failed') {
      // A hub that failed ends itself; one that did not is no use any more.
      const failed = this.child
      this.child = null
      failed?.kill()
    }
    this.launch()
  }

  /** Its own process says what becomes of it. */
  check(): Promise<void> {
    return Promise.resolve()
  }

  /** Asks for an orderly end; kills after three seconds. */
  stop(): Promise<void> {
    this.isStopping = true
    const child = this.child
    if (!child) return Promise.resolve()
    return new Promise((resolve) => {
      this.onStopped = resolve
      child.post({ type: 'stop' })
      this.options.clock.schedule(STOP_WITHIN_MS, () => {
        if (this.child !== child) return
        this.options.logger.warn('the hub did not end in time')
        child.kill()
        resolve()
      })
    })
  }

  /** Another process needs its folder. */
  async pause(): Promise<void> {
    this.set({ kind: 'starting' })
    await this.stop()
    this.child = null
  }

  resume(): void {
    this.isStopping = false
    this.restart()
  }

  dispose(): void {
    this.owned.dispose()
    this.child?.kill()
    this.child = null
  }

  private handleMessage(child: HubChild, raw: unknown, secret: string): void {
    const parsed = hubToMain.safeParse(raw)
    if (!parsed.success) {
      this.options.logger.error('the hub said something unknown')
      return
    }
    const message = parsed.data
    // Of another process (moving.ts).
    if (message.type === 'exported') return
    if (message.type === 'askRoute' || message.type === 'askProxyLogin') {
      void this.answer(child, message)
      return
    }
    if (message.type === 'failed') {
      this.set({ kind: 'failed', reason: message.reason, detail: message.detail })
      return
    }
    this.lastPort = message.port
    this.readyAtMs = this.options.clock.now()
    this.set({
      kind: 'ready',
      url: `http://127.0.0.1:${message.port}`,
      secret,
      databaseSetAside: message.databaseSetAside,
    })
  }

  private async answer(child: HubChild, question: HubQuestion): Promise<void> {
    try {
      const answer = await answerHub(question, this.options.way)
      // Another one has asked nothing.
      if (this.child === child) child.post(answer)
    } catch (error) {
      this.options.logger.error('the hub’s way to a server is not known', { error: describeError(error) })
    }
  }

  private handleExit(code: number | null): void {
    this.child = null
    if (this.isStopping) {
      this.onStopped?.()
      return
    }
    if (this.state.kind === 'failed') return
    const { clock, logger } = this.options
    if (this.state.kind === 'ready' && clock.now() - this.readyAtMs >= STEADY_MS) this.attempts = 0
    const delayMs = RETRY_MS[Math.min(this.attempts, RETRY_MS.length - 1)] ?? 0
    this.attempts += 1
    logger.warn('the hub ended unexpectedly', { code, delayMs })
    this.set({ kind: 'restarting', retryAtMs: clock.now() + delayMs })
    this.owned.add(
      clock.schedule(delayMs, () => {
        this.launch()
      }),
    )
  }

  private set(next: HubConnection): void {
    this.options.logger.info('hub', {
      from: this.state.kind,
      to: next.kind,
      reason: next.kind === 'failed' ? next.reason : undefined,
    })
    this.state = next
    this.changed.emit(next)
  }
}
