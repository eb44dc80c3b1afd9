import { randomUUID } from 'node:crypto'

import { Client, type ClientConfig } from 'pg'

import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { toDisposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'

import type { DutyCallbacks, SharedDatabase } from '../database'
import { CHANGES_TOLD, DUTIES_FREE, HOOKS_PASSED, HUBS_TALK } from '../log-follower'
import { ServerClock } from './server-clock'

/** First half of the keys of duties among PostgreSQL's advisory locks. */
const DUTIES = 7_201_010
/** So soon does another hub take what fell free; as often the line is proven to be alive. */
const LOOK_EVERY_MS = 1_000
/** Of the log, also where no word of it came. */
const READ_EVERY_LOOKS = 5
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 10_000
const JITTER_SHARE = 0.2

const TAKE_WHAT_IS_FREE = `select duty from unnest($1::text[]) as duty
  where pg_try_advisory_lock(${String(DUTIES)}, hashtext(duty))`

const TIME = 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms'

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
  readonly name = randomUUID()
  readonly told: Emitter<void>
  readonly hooksPassed: Emitter<void>
  readonly said: Emitter<string>
  readonly presence: Emitter<'away' | 'back'>
  private readonly wishes = new Set<Wish>()
  private client: Client | null = null
  private timer: Disposable | null = null
  private looks = 0
  private failures = 0
  private isClosed = false
  private last: Promise<void> = Promise.resolve()
  private nextLook: Promise<void> | null = null

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
    this.hooksPassed = new Emitter(failed)
    this.said = new Emitter(failed)
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

  say(notices: readonly string[]): void {
    void this.inTurn(async (client) => {
      await client.query('select pg_notify($1, notice) from unnest($2::text[]) as notice', [HUBS_TALK, [...notices]])
    })
  }

  dutiesLooked(): Promise<void> {
    return this.look()
  }

  async close(): Promise<void> {
    this.isClosed = true
    this.timer?.dispose()
    const { client } = this
    this.wishes.clear()
    await this.last
    this.client = null
    if (!client) return
    // Its end would let go of the duties, too; so the others hear of it.
    await client.query(`select pg_advisory_unlock_all(), pg_notify('${DUTIES_FREE}', '')`).catch(noteAt(this.logger))
    await end(client)
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
    client.on('notification', ({ channel, payload }) => {
      if (channel === CHANGES_TOLD) {
        // What this hub commits it looks at by itself.
        if (payload !== this.name) this.told.emit()
      } else if (channel === HUBS_TALK) this.said.emit(payload ?? '')
      else if (channel === DUTIES_FREE) void this.look()
      else this.hooksPassed.emit()
    })
    try {
      await client.connect()
      await this.askTime(client)
      for (const name of [CHANGES_TOLD, HOOKS_PASSED, HUBS_TALK, DUTIES_FREE]) await client.query(`listen ${name}`)
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
  private look(): Promise<void> {
    // Asked for once more before it was asked, it is the same question.
    this.nextLook ??= this.inTurn(async (client) => {
      this.nextLook = null
      const wished = [...this.wishes].filter(({ isHeld }) => !isHeld)
      const { rows } = await client.query<{ duty: string }>(TAKE_WHAT_IS_FREE, [wished.map(({ duty }) => duty)])
      for (const { duty } of rows) this.took(duty, wished)
      this.looks += 1
      if (this.looks % READ_EVERY_LOOKS !== 0) return
      await this.askTime(client)
      this.told.emit()
      this.hooksPassed.emit()
    })
    return this.nextLook
  }

  /** One question after another; what was meant for a connection that is gone is not asked. */
  private inTurn(ask: (client: Client) => Promise<void>): Promise<void> {
    const { client } = this
    this.last = this.last.then(async () => {
      if (!client || this.client !== client) {
        this.nextLook = null
        return
      }
      try {
        await ask(client)
      } catch (error) {
        this.broken(client, error)
      }
    })
    return this.last
  }

  private async askTime(client: Client): Promise<void> {
    if (!(this.clock instanceof ServerClock)) return
    const { rows } = await client.query<{ ms: number }>(TIME)
    const [now] = rows
    const offMs = now ? this.clock.hear(now.ms) : null
    if (offMs !== null) this.logger.warn('the clock of this computer is off: the hub goes by PostgreSQL’s', { offMs })
  }

  private took(duty: string, wished: readonly Wish[]): void {
    const wish = wished.find((one) => one.duty === duty)
    // Not wanted any more.
    if (!wish || !this.wishes.has(wish)) {
      this.letGo(duty)
      return
    }
    wish.isHeld = true
    this.logger.info('a duty is this hub’s', { duty })
    try {
      wish.taken()
    } catch (error) {
      this.logger.error('a duty was not begun', { duty, cause: describeError(error) })
    }
  }

  private letGo(duty: string): void {
    void this.inTurn(async (client) => {
      await client.query(`select pg_advisory_unlock(${String(DUTIES)}, hashtext($1))`, [duty])
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

function noteAt(logger: Logger): (error: unknown) => void {
  return (error) => {
    logger.info('the duties were not handed over; they are free with the connection', { cause: describeError(error) })
  }
}

/** One that is broken already has nothing more to say. */
async function end(client: Client): Promise<void> {
  await client.end().catch(() => undefined)
}
