import type { HubConnection } from '#shared/contract/ipc/hub'
import type { Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'
import type { HubRun } from './hub-run'

const NOBODY: HubConnection = { kind: 'signedOut' }

/** One hub at a time; whoever follows it hears of another one as of a change of the same. */
export class HubSwitch implements Disposable {
  private readonly changed: Emitter<HubConnection>
  private run: HubRun | null = null
  private subscription: Disposable | null = null

  constructor(private readonly logger: Logger) {
    this.changed = new Emitter((error) => {
      logger.error('a listener of the hub failed', { error: describeError(error) })
    })
  }

  get connection(): HubConnection {
    return this.run?.connection ?? NOBODY
  }

  onChanged(listener: (connection: HubConnection) => void): Disposable {
    return this.changed.on(listener)
  }

  /** The former one ends in good order meanwhile; nothing that it still says is heard. */
  use(next: HubRun | null): void {
    const former = this.run
    this.subscription?.dispose()
    this.run = next
    this.subscription =
      next?.onChanged((connection) => {
        this.changed.emit(connection)
      }) ?? null
    this.changed.emit(this.connection)
    if (former) this.end(former)
  }

  launch(): void {
    this.run?.launch()
  }

  restart(): void {
    this.run?.restart()
  }

  check(): void {
    void this.run?.check()
  }

  async stop(): Promise<void> {
    await this.run?.stop()
  }

  dispose(): void {
    this.subscription?.dispose()
    this.changed.dispose()
    this.run?.dispose()
    this.run = null
  }

  private end(former: HubRun): void {
    former
      .stop()
      .catch((error: unknown) => {
        this.logger.error('a hub did not stop well', { error: describeError(error) })
      })
      .finally(() => {
        former.dispose()
      })
  }
}
