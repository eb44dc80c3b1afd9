import type { HubConnection } from '#shared/contract/ipc/hub'
import type { Ending, HubLook } from '#shared/contract/ipc/sign-in'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'
import type { HubRun } from '../hub-run'
import type { SessionCheck } from './account-requests'

/** What bars the way mends without this desk: a hub is brought up to date, a certificate is renewed. */
const LOOK_AGAIN_MS = 30_000
/** A socket that breaks again and again has one check at a time, and not at once another. */
const CHECK_PAUSE_MS = 2_000

export interface TeamHubOptions {
  readonly url: string
  readonly token: string
  readonly look: () => Promise<HubLook>
  readonly checkSession: () => Promise<SessionCheck>
  /** Told once. */
  readonly onEnded: (reason: Ending) => void
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * A team's hub elsewhere, for somebody who is signed in.
 *
 *     ready ──what answers does not fit──▶ barred ──fits again──▶ ready
 *       └──the session is over──▶ signedOut (terminal)
 *
 * A hub that does not answer, or not yet (`databaseAway`), stays ready: the socket's own retries are what finds it again.
 */
export class TeamHub implements HubRun {
  private readonly owned = new DisposableStore()
  private readonly changed: Emitter<HubConnection>
  private state: HubConnection
  private running: Promise<void> | null = null
  private lastCheckMs = -Infinity
  private again: Disposable | null = null

  constructor(private readonly options: TeamHubOptions) {
    this.changed = this.owned.add(
      new Emitter((error) => {
        options.logger.error('a listener of the hub failed', { error: describeError(error) })
      }),
    )
    this.owned.defer(() => this.again?.dispose())
    this.state = this.ready()
  }

  get connection(): HubConnection {
    return this.state
  }

  onChanged(listener: (connection: HubConnection) => void): Disposable {
    return this.changed.on(listener)
  }

  launch(): void {
    this.changed.emit(this.state)
    void this.check()
  }

  restart(): void {
    void this.check()
  }

  /** Looks whether this desk may still talk to the hub; several wishes at once become one. */
  check(): Promise<void> {
    const { clock, logger } = this.options
    if (this.owned.isDisposed || this.state.kind === 'signedOut') return Promise.resolve()
    if (this.running) return this.running
    const waitMs = this.lastCheckMs + CHECK_PAUSE_MS - clock.now()
    if (waitMs > 0) {
      this.lookAgainIn(waitMs)
      return Promise.resolve()
    }
    this.lastCheckMs = clock.now()
    this.running = this.run()
      .catch((error: unknown) => {
        logger.error('looking at the hub failed', { error: describeError(error) })
      })
      .finally(() => {
        this.running = null
      })
    return this.running
  }

  stop(): Promise<void> {
    this.owned.dispose()
    return Promise.resolve()
  }

  dispose(): void {
    this.owned.dispose()
  }

  private async run(): Promise<void> {
    const look = await this.options.look()
    switch (look.kind) {
      case 'deskTooOld':
      case 'hubTooOld':
      case 'certificate':
      case 'clientCertificate':
      case 'proxyLogin':
      case 'notHub':
        this.set({ kind: 'barred', reason: look.kind })
        this.lookAgainIn(LOOK_AGAIN_MS)
        return
      case 'embedded':
        this.set({ kind: 'barred', reason: 'notHub' })
        this.lookAgainIn(LOOK_AGAIN_MS)
        return
      case 'found':
        break
      default:
        if (this.state.kind === 'barred') this.lookAgainIn(LOOK_AGAIN_MS)
        else this.set(this.ready(look.kind === 'databaseAway'))
        return
    }
    const session = await this.options.checkSession()
    if (this.owned.isDisposed) return
    if (session.kind === 'over') {
      this.set({ kind: 'signedOut' })
      this.options.onEnded(session.reason)
    } else this.set(this.ready())
  }

  private lookAgainIn(delayMs: number): void {
    this.again?.dispose()
    this.again = this.options.clock.schedule(delayMs, () => void this.check())
  }

  private ready(isDatabaseAway = false): HubConnection {
    const { url, token } = this.options
    const away = isDatabaseAway ? ({ databaseAway: true } as const) : {}
    return { kind: 'ready', url, secret: token, databaseSetAside: null, ...away }
  }

  private set(next: HubConnection): void {
    if (this.owned.isDisposed || isSame(this.state, next)) return
    const reason = next.kind === 'barred' ? next.reason : undefined
    this.options.logger.info('hub', { from: this.state.kind, to: next.kind, reason })
    this.state = next
    this.changed.emit(next)
  }
}

function isSame(one: HubConnection, other: HubConnection): boolean {
  if (one.kind === 'barred' && other.kind === 'barred') return one.reason === other.reason
  if (one.kind === 'ready' && other.kind === 'ready') return one.databaseAway === other.databaseAway
  return one.kind === other.kind
}
