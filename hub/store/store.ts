import { createHmac } from 'node:crypto'

import { asc, eq, gt, max, sql } from 'drizzle-orm'

import type { ChatId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'

import { listed } from './asked-together'
import type { Database, DutyCallbacks, OnQuery, Queries } from './database'
import { EmbeddedDatabase } from './embedded-database'
import { CHANGES_TOLD, LogFollower } from './log-follower'
import { migrate, type MigratedDatabase } from './migrate'
import { migrations } from './migrations/list'
import type { DatabasePlace } from './open-database'
import { preparedSql } from './prepared-sql'
import { Lasting, Seen } from './read-once'
import * as schema from './schema'
import type { ServerPlace } from './server/server-database'
import { SharedWrites, type GroupOf } from './shared-writes'
import { logForWall } from './wall-facts'

/** One key of PostgreSQL's advisory locks: holders write the feed one after another. */
const FEED_LOCK = 7_201_001
/** Read at each start, so that a broken one is found before anybody works with it. */
const PROBED_TABLES = [
  'hub_facts',
  'agents',
  'channels',
  'clients',
  'client_cards',
  'teams',
  'cases',
  'chats',
  'messages',
  'changes',
  'outgoing',
]
/** Of a log that is followed. */
const READ_AT_ONCE = 1_000

/** For queries only. Whoever holds one gives it to the functions of this folder. */
export interface Read {
  readonly db: Queries
  readonly nowMs: number
  /** For `readOnce` alone. */
  readonly seen: Seen
}

/** A transaction. Everything a desk should hear of is named with `changed`. */
export interface Write extends Read {
  /** `begunIn`: of a message that is new, its chat (messages.ts). */
  changed(entity: schema.EntityName, id: string, begunIn?: ChatId): void
  /** With the hub's key, which the database does not know. */
  sign(text: string): string
  /** A row of the audit waits for its place in the chain. */
  audited(): void
  /** Is done once the transaction is durable, and not at all where it is not. */
  whenDurable(work: () => void): void
}

export interface CommittedChange {
  readonly seq: number
  readonly entity: schema.EntityName
  readonly id: string
}

interface NamedChange {
  readonly entity: schema.EntityName
  readonly entityId: string
  readonly begunIn: ChatId | null
}

export class Store {
  /** Whatever was committed, here or by another hub, in the order of commits. */
  readonly committed: Emitter<readonly CommittedChange[]>
  /** The database was away, or changes were cut before they were read: all who act on commits look at everything. */
  readonly resumed: Emitter<'back' | 'missed'>
  /** A webhook may have been passed on to this hub. */
  readonly hooksPassed: Emitter<void>
  /** Rows of the audit that this hub has written wait for their place in the chain. */
  readonly audited: Emitter<void>
  /** A notice of what a hub has said to the others. */
  readonly said: Emitter<string>
  readonly setAside: string | null
  private readonly owned = new DisposableStore()
  private announcing: Promise<void> = Promise.resolve()
  private readonly shared = new SharedWrites((work) => this.write(work))
  private sign: (text: string) => string = signerOf(Buffer.alloc(0))
  private readonly tellAudited = (): void => {
    this.audited.emit()
  }
  /** `null`: another hub may change what an administrator sets. */
  private readonly lasting: Lasting | null

  private constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly onFatal: (error: unknown) => void,
    /** `null`: nobody else commits, and what is announced is what was committed here. */
    private readonly log: LogFollower | null,
    {
      committed,
      resumed,
      hooksPassed,
      audited,
      said,
    }: Pick<Store, 'committed' | 'resumed' | 'hooksPassed' | 'audited' | 'said'>,
  ) {
    this.committed = committed
    this.resumed = resumed
    this.hooksPassed = hooksPassed
    this.audited = audited
    this.said = said
    this.setAside = database.setAside
    const { shared } = database
    this.lasting = shared ? null : new Lasting()
    if (!shared) return
    this.owned.add(
      shared.hooksPassed.on(() => {
        this.hooksPassed.emit()
      }),
    )
    this.owned.add(
      shared.said.on((notice) => {
        this.said.emit(notice)
      }),
    )
    this.owned.add(shared.told.on(() => void this.follow()))
    this.owned.add(
      shared.presence.on((presence) => {
        if (presence !== 'back') return
        void this.follow().then(() => {
          this.resumed.emit('back')
        })
      }),
    )
  }

  static async open(
    place: DatabasePlace | ServerPlace,
    clock: Clock,
    logger: Logger,
    /** The database has ended or cannot be trusted any more: only a new start helps. */
    onFatal: (error: unknown) => void = () => undefined,
    onQuery: OnQuery | null = null,
  ): Promise<Store> {
    const prepare = async (database: MigratedDatabase) => {
      const applied = await migrate(database, migrations, clock.now())
      if (applied.length > 0) logger.info('migrations applied', { count: applied.length })
      for (const table of PROBED_TABLES) await database.query(`select * from ${table} limit 1`)
    }
    const failed = (error: unknown) => {
      logger.error('a listener of committed changes failed', { cause: describeError(error) })
    }
    const emitters = {
      committed: new Emitter<readonly CommittedChange[]>(failed),
      resumed: new Emitter<'back' | 'missed'>(failed),
      hooksPassed: new Emitter<void>(failed),
      audited: new Emitter<void>(failed),
      said: new Emitter<string>(failed),
    }
    if (!('url' in place)) {
      const embedded = await EmbeddedDatabase.open(place, prepare, clock, logger, onQuery)
      return new Store(embedded, clock, logger, onFatal, null, emitters)
    }
    // A hub that has a database of its own never loads the driver.
    const { ServerDatabase } = await import('./server/server-database')
    const server = await ServerDatabase.open(place, prepare, clock, logger, onQuery)
    return new Store(server, clock, logger, onFatal, await followerOf(server.queries, emitters), emitters)
  }

  /** What this hub signs from now on (docs/adr/0049). All hubs of a database have the same key. */
  signWith(key: Buffer): void {
    this.sign = signerOf(key)
  }

  /** For whoever checks what was signed. */
  signature(text: string): string {
    return this.sign(text)
  }

  /** Other hubs may be on the same database. */
  get isShared(): boolean {
    return this.database.shared !== null
  }

  /** The database cannot be reached; what is asked of it fails until it is back. */
  get isAway(): boolean {
    return this.database.shared?.isAway ?? false
  }

  /** Told when the database goes away and when it is back and read on. */
  get presence(): Emitter<'away' | 'back'> | null {
    return this.database.shared?.presence ?? null
  }

  /** Calls `taken` once this hub is the only one to hold `duty`: at once where there is no other. */
  hold(duty: string, callbacks: DutyCallbacks): Disposable {
    if (this.database.shared) return this.database.shared.hold(duty, callbacks)
    callbacks.taken()
    return { dispose: () => undefined }
  }

  /** To all hubs on the database, in this order; to nobody where there is no other. */
  say(notices: readonly string[]): void {
    this.database.shared?.say(notices)
  }

  /** Resolves once every wished duty that was free is this hub's. */
  async dutiesLooked(): Promise<void> {
    await this.database.shared?.dutiesLooked()
  }

  read<T>(query: (view: Read) => Promise<T>): Promise<T> {
    return query({ db: this.database.queries, nowMs: this.clock.now(), seen: new Seen(this.lasting) })
  }

  /**
   * Runs `work` in one transaction, appends the changes that it named to the feed in the same transaction, and
   * resolves once all of it would survive a power cut. Only then do listeners of `committed` hear of it. `work` does
   * nothing but ask its transaction: where another hub writes the same, it is done again.
   */
  async write<T>(work: (tx: Write) => Promise<T>): Promise<T> {
    try {
      return await this.writeDurably(work)
    } catch (error) {
      if (this.database.isFatal(error)) this.onFatal(error)
      throw error
    }
  }

  /**
   * As `write`, in one transaction with whatever else comes in this way at the same time. For what is told of by
   * programs, hundreds of times a second. Works of one group are done one after another, others side by side.
   */
  writeTogether<T>(work: (tx: Write) => Promise<T>, groupOf: GroupOf): Promise<T> {
    return this.shared.add(work, groupOf)
  }

  private async writeDurably<T>(work: (tx: Write) => Promise<T>): Promise<T> {
    const { value, committed, afterwards } = await this.commit(work).catch((error: unknown) => {
      // What broke at its commit may have been committed all the same.
      if (this.log) void this.follow()
      throw error
    })
    if (this.log) {
      // What was committed stays so, whether it could be announced now or will be later.
      if (committed.length > 0) await this.follow(committed)
    } else {
      const durable = this.database.durable()
      // In the order of commits, also where a later commit becomes durable with an earlier one.
      this.announcing = Promise.all([this.announcing, durable]).then(() => {
        if (committed.length > 0) this.committed.emit(committed)
      })
      await this.announcing
    }
    for (const later of afterwards) later()
    return value
  }

  async close(): Promise<void> {
    this.owned.dispose()
    await this.database.close()
  }

  private async follow(committed?: readonly CommittedChange[]): Promise<void> {
    try {
      await (committed ? this.log?.followOwn(committed) : this.log?.follow())
    } catch (error) {
      // The next notice, or the next look, reads on from the same place.
      this.logger.warn('the change log could not be read on', { cause: describeError(error) })
    }
  }

  private async commit<T>(work: (tx: Write) => Promise<T>) {
    return this.database.transaction(async (db) => {
      const nowMs = this.clock.now()
      const afterwards: (() => void)[] = []
      const named = new Map<string, NamedChange>()
      const value = await work({
        db,
        seen: new Seen(this.lasting),
        nowMs,
        sign: this.sign,
        changed(entity, id, begunIn) {
          const key = `${entity} ${id}`
          named.set(key, { entity, entityId: id, begunIn: begunIn ?? named.get(key)?.begunIn ?? null })
        },
        audited: () => {
          if (!afterwards.includes(this.tellAudited)) afterwards.push(this.tellAudited)
        },
        whenDurable(later) {
          afterwards.push(later)
        },
      })
      const committed = await appendChanges(db, nowMs, [...named.values()], this.database.shared?.name ?? null)
      return { value, afterwards, committed }
    })
  }
}

/** What a hub with this key signs with. */
export function signerOf(key: Buffer): (text: string) => string {
  return (text) => createHmac('sha256', key).update(text).digest('base64url')
}

async function followerOf(
  db: Queries,
  { committed, resumed }: Pick<Store, 'committed' | 'resumed'>,
): Promise<LogFollower> {
  const { changes, hubFacts } = schema
  const cutUpTo = async () => {
    const rows = await db.select().from(hubFacts).where(eq(hubFacts.key, 'prunedUpTo'))
    return Number(rows[0]?.value ?? 0)
  }
  const [newest] = await db.select({ head: max(changes.seq) }).from(changes)
  const parts = {
    atOnce: READ_AT_ONCE,
    read: (seq: number) =>
      db
        .select({ seq: changes.seq, entity: changes.entity, id: changes.entityId })
        .from(changes)
        .where(gt(changes.seq, seq))
        .orderBy(asc(changes.seq))
        .limit(READ_AT_ONCE),
    cutUpTo,
    announce: (read: readonly CommittedChange[]) => {
      committed.emit(read)
    },
    missed: () => {
      resumed.emit('missed')
    },
  }
  return new LogFollower(parts, newest?.head ?? (await cutUpTo()))
}

/** The lock makes the order of `seq` the order of commits, also where several hubs share one PostgreSQL. */
async function appendChanges(
  db: Queries,
  atMs: number,
  named: readonly NamedChange[],
  /** Of this hub among those that are to be told; `null`: there is no other. */
  hub: string | null,
): Promise<readonly CommittedChange[]> {
  if (named.length === 0) return []
  const lists = { entities: sql.placeholder('entities'), ids: sql.placeholder('ids'), chats: sql.placeholder('chats') }
  // Told at the commit, and not at all without one.
  const telling = hub === null ? sql`` : sql`, (select pg_notify(${CHANGES_TOLD}, ${sql.placeholder('hub')}))`
  // One statement: no row, and so no number, comes out of the ordered select before the lock is held.
  const text = () => sql`
    with turn as materialized (select pg_advisory_xact_lock(${FEED_LOCK})), appended as (
      insert into ${schema.changes} (at_ms, audience, entity, entity_id, begun_in)
      select ${sql.placeholder('atMs')}::bigint, 'all', entity, entity_id, begun_in
      from turn, unnest(${listed(lists.entities, 'text')}, ${listed(lists.ids, 'text')}, ${listed(lists.chats, 'uuid')})
        with ordinality as named (entity, entity_id, begun_in, place)
      order by place
      returning seq, at_ms, entity, entity_id
    ), ${logForWall}
    select seq, entity, entity_id as id${telling} from appended order by seq
  `
  const rows = await preparedSql<{ seq: string | number; entity: schema.EntityName; id: string }>(
    { db },
    hub === null ? 'append_changes' : 'append_and_tell_changes',
    text,
    {
      atMs,
      hub,
      entities: named.map(({ entity }) => entity),
      ids: named.map(({ entityId }) => entityId),
      chats: named.map(({ begunIn }) => begunIn),
    },
  )
  return rows.map(({ seq, entity, id }) => ({ seq: Number(seq), entity, id }))
}
