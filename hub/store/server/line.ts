import { Client, type ClientConfig } from 'pg'

import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { toDisposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'

import type { DutyCallbacks, SharedDatabase } from '../database'

/** The channel of NOTIFY that says: the change log holds more. */
export const CHANGES_TOLD = 'otklik_changes'
/** First half of the keys of duties among PostgreSQL's advisory locks. */
const DUTIES = 7_201_010
/** So soon does another hub take what fell free; as often the line is proven to be alive. */
const LOOK_EVERY_MS = 1_000
/** Of the log, also where no word of it came. */
const READ_EVERY_LOOKS = 5
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 10_000
const JITTER_SHARE = 0.2

interface Wish extends DutyCallbacks {
  readonly duty: string
  isHeld: boolean
}

/**
 * The one connection of a hub that stays: it hears of changes, holds the hub's duties, and tells by its life whether
 * PostgreSQL is there. A duty is an advisory lock of its session, so that it is free in the moment in which this hub or
 * its connection ends; a hub that loses the connection lets go of all duties before it does anything else.
 */
export class Line implements SharedDatabase {
  readonly told: Emitter<void>
  readonly presence: Emitter<'away' | 'back'>
  private readonly wishes = new Set<Wish>()
  private client: Client | null = null
  private timer: Disposable | null = null
  private looks = 0
  private failures = 0
  private isClosed = false

  constructor(
    private readonly config: ClientConfig,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly random: () => number = Math.random,
  ) {
    const failed = (error: unknown) => {
      logger.error('a listener of the database failed', { cause: describeError(error) })
    }
    this.told = new Emitter(failed)
    this.presence = new Emitter(failed)
  }

  get isAway(): boolean {
    return this.client === null
  }

  /** Rejects where PostgreSQL is not there; later losses are made good by itself. */
  async open(): Promise<void> {
    await this.connect()
  }

  hold(duty: string, callbacks: DutyCallbacks): Disposable {
    const wish: Wish = { duty, ...callbacks, isHeld: false }
    this.wishes.add(wish)
    void this.look()
    return toDisposable(() => {
      this.wishes.delete(wish)
      if (wish.isHeld) this.letGo(duty)
    })
  }

  async close(): Promise<void> {
    this.isClosed = true
    this.timer?.dispose()
    const { client } = this
    this.client = null
    this.wishes.clear()
    await client?.end()
  }

  private async connect(): Promise<void> {
    const client = new Client(this.config)
    // Also after the end: without a listener a late one would end the process.
    client.on('error', (error) => {
      this.broken(client, error)
    })
    client.on('end', () => {
      this.broken(client, new Error('the connection has ended'))
    })
    client.on('notification', () => {
      this.told.emit()
    })
    try {
      await client.connect()
      await client.query(`listen ${CHANGES_TOLD}`)
    } catch (error) {
      await end(client)
      throw error
    }
    if (this.isClosed) {
      await end(client)
      return
    }
    this.client = client
    this.failures = 0
    await this.look()
    this.lookLater()
  }

  private lookLater(): void {
    this.timer?.dispose()
    if (this.isClosed) return
    this.timer = this.clock.schedule(LOOK_EVERY_MS, () => {
      void this.look().finally(() => {
        if (this.client) this.lookLater()
      })
    })
  }

  /** One question to PostgreSQL: is it there, and which of the duties that others held are free? */
  private async look(): Promise<void> {
    const { client } = this
    if (!client) return
    const wished = [...this.wishes].filter(({ isHeld }) => !isHeld)
    try {
      const { rows } = await client.query<{ duty: string }>(
        `select duty from unnest($1::text[]) as duty where pg_try_advisory_lock(${String(DUTIES)}, hashtext(duty))`,
        [wished.map(({ duty }) => duty)],
      )
      for (const { duty } of rows) this.took(duty, wished)
    } catch (error) {
      this.broken(client, error)
      return
    }
    this.looks += 1
    if (this.looks % READ_EVERY_LOOKS === 0) this.told.emit()
  }

  private took(duty: string, wished: readonly Wish[]): void {
    const wish = wished.find((one) => one.duty === duty)
    // Asked for twice at the same time, or not wanted any more.
    if (!wish || wish.isHeld || !this.wishes.has(wish)) {
      this.letGo(duty)
      return
    }
    wish.isHeld = true
    this.logger.info('a duty is this hub’s', { duty })
    wish.taken()
  }

  /** A lock that was taken twice has to be let go twice. */
  private letGo(duty: string): void {
    const { client } = this
    client?.query(`select pg_advisory_unlock(${String(DUTIES)}, hashtext($1))`, [duty]).catch((error: unknown) => {
      this.broken(client, error)
    })
  }

  private broken(client: Client, error: unknown): void {
    if (this.client !== client) return
    this.client = null
    this.timer?.dispose()
    // Only now may its session go, and with it the locks: first nobody here works by them any more.
    for (const wish of this.wishes) {
      if (!wish.isHeld) continue
      wish.isHeld = false
      wish.lost()
    }
    this.logger.warn('PostgreSQL is away', { cause: describeError(error) })
    this.presence.emit('away')
    void end(client)
    this.connectLater()
  }

  private connectLater(): void {
    if (this.isClosed) return
    const wholeMs = Math.min(FIRST_PAUSE_MS * 2 ** this.failures, LONGEST_PAUSE_MS)
    this.failures += 1
    const pauseMs = wholeMs * (1 - JITTER_SHARE + 2 * JITTER_SHARE * this.random())
    this.timer = this.clock.schedule(pauseMs, () => {
      this.connect().then(
        () => {
          if (this.isClosed) return
          this.logger.info('PostgreSQL is back')
          this.presence.emit('back')
        },
        (error: unknown) => {
          this.logger.debug('PostgreSQL is still away', { cause: describeError(error) })
          this.connectLater()
        },
      )
    })
  }
}

/** One that is broken already has nothing more to say. */
async function end(client: Client): Promise<void> {
  await client.end().catch(() => undefined)
}
