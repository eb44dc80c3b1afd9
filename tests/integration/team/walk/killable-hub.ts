import { setImmediate as turn } from 'node:timers/promises'

import type { ManualClock } from '#shared/lib/manual-clock'

import type { OutgoingMessage, SendResult } from '../../../../hub/channels/channel'
import { FakeChannel, type FakePlatform } from '../../../../hub/channels/fake-channel'
import { folderOfDatabase } from '../../../../hub/testing/databases'
import { startTestHub, type TestHub } from '../../../../hub/testing/test-hub'
import { QUICK } from '../../../../hub/testing/team'
import { Shutter } from '../../../lib/shutter'

export interface HubParts {
  /** Of the database, on the server's own port. */
  readonly database: string
  readonly platform: FakePlatform
  readonly clock: ManualClock
  readonly tokenKey: string
}

/** At this hub whoever missed so few changes is told first what it looks at (docs/adr/0082). */
export const FEW_MISSED = 3

interface Life {
  isOver: boolean
}

/** Between a request and its answer everything else may happen, an end of the hub too. */
class SlowChannel extends FakeChannel {
  constructor(
    private readonly life: Life,
    ...given: ConstructorParameters<typeof FakeChannel>
  ) {
    super(...given)
  }

  get works(): boolean {
    return this.isStarted && !this.isDisposed && !this.life.isOver
  }

  override async send(message: OutgoingMessage): Promise<SendResult> {
    await turn()
    // Of a process that is gone nothing reaches anybody.
    if (this.life.isOver) return { kind: 'unknown', detail: 'killed' }
    const result = await super.send(message)
    await turn()
    return result
  }
}

/**
 * A whole hub in this process that ends as a killed one does: in one moment its lines to desks, to PostgreSQL and to the
 * platform are cut, and whatever it still does reaches nobody. Both ways to it can also be cut for a time.
 */
export class KillableHub {
  private constructor(
    private readonly hub: TestHub,
    private readonly life: Life,
    private readonly toDatabase: Shutter,
    private readonly toDesks: Shutter,
    private readonly drivers: readonly SlowChannel[],
  ) {}

  static async start({ database, platform, clock, tokenKey }: HubParts, longAbsence?: number): Promise<KillableHub> {
    const behind = new URL(database)
    const toDatabase = await Shutter.open(Number(behind.port))
    behind.port = new URL(toDatabase.url).port
    const life: Life = { isOver: false }
    const drivers: SlowChannel[] = []
    const hub = await startTestHub({
      platform,
      clock,
      tokenKey,
      folder: folderOfDatabase(database),
      options: {
        database: { url: behind.href, poolSize: 4 },
        accounts: QUICK,
        ...(longAbsence === undefined ? {} : { longAbsence }),
        createDriver: (_kind, _id, _config, host) => {
          const driver = new SlowChannel(life, platform, host)
          drivers.push(driver)
          return driver
        },
      },
    })
    return new KillableHub(hub, life, toDatabase, await Shutter.open(hub.hub.port), drivers)
  }

  get isAlive(): boolean {
    return !this.life.isOver
  }

  /** As desks reach it. */
  get url(): string {
    return this.toDesks.url
  }

  /** Past every shutter. */
  get own(): TestHub {
    return this.hub
  }

  /** The channel's driver, where this hub works for it. */
  get driver(): FakeChannel | null {
    return this.drivers.findLast((driver) => driver.works) ?? null
  }

  /** `kill -9`. Resolves once nothing of it is left in this process; nobody has to wait for that. */
  async kill(): Promise<void> {
    this.life.isOver = true
    this.toDesks.shut()
    this.toDatabase.shut()
    await this.end()
  }

  cutOffDatabase(): void {
    this.toDatabase.shut()
  }

  cutOffDesks(): void {
    this.toDesks.shut()
  }

  heal(): void {
    if (this.life.isOver) return
    this.toDatabase.reopen()
    this.toDesks.reopen()
  }

  async end(): Promise<void> {
    await this.hub.stop()
    await Promise.all([this.toDatabase.close(), this.toDesks.close()])
  }
}
