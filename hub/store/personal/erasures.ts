import { asc, eq, isNull, sql } from 'drizzle-orm'
import { bigint, integer, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core'

import type { CallId, ChatId, FileId, MessageId } from '#shared/domain/ids'

import type { Read, Write } from '../store'
import { countColleagueRest, eraseSomeOfColleague, type ColleagueRest } from './colleague-rest'
import { eraseCalls } from './erase-rows'
import { dropUnnamedFiles } from './file-removal'

const epochMs = (name: string) => bigint(name, { mode: 'number' })

/** What is still to go; ids alone. */
export interface ErasedRest {
  readonly chatIds: readonly ChatId[]
  readonly callIds: readonly CallId[]
  readonly fileIds: readonly FileId[]
}

const erasures = pgTable('erasures', {
  id: uuid('id').primaryKey(),
  begunAtMs: epochMs('begun_at_ms').notNull(),
  endedAtMs: epochMs('ended_at_ms'),
  person: jsonb('person').$type<ErasedRest>(),
  former: jsonb('former').$type<ColleagueRest>(),
  total: integer('total').notNull(),
  done: integer('done').notNull(),
})
export type StoredErasure = typeof erasures.$inferSelect

const MESSAGES_AT_ONCE = 500
const CALLS_AT_ONCE = 200
const FILES_AT_ONCE = 100

export async function beginErasure(tx: Write, id: string, rest: ErasedRest, messages: number): Promise<void> {
  const total = messages + rest.callIds.length + rest.fileIds.length
  await tx.db.insert(erasures).values({ id, begunAtMs: tx.nowMs, endedAtMs: null, person: rest, total, done: 0 })
}

export async function beginErasureOfColleague(tx: Write, id: string, former: ColleagueRest): Promise<void> {
  const total = await countColleagueRest(tx, former)
  await tx.db.insert(erasures).values({ id, begunAtMs: tx.nowMs, endedAtMs: null, former, total, done: 0 })
}

export async function erasureById(view: Read, id: string): Promise<StoredErasure | null> {
  const [row] = await view.db.select().from(erasures).where(eq(erasures.id, id))
  return row ?? null
}

export async function openErasures(view: Read): Promise<readonly string[]> {
  const rows = await view.db
    .select({ id: erasures.id })
    .from(erasures)
    .where(isNull(erasures.endedAtMs))
    .orderBy(asc(erasures.begunAtMs))
  return rows.map(({ id }) => id)
}

/** Some more of it. `elsewhere`: another hub is at it now; `over`: nothing is left. */
export async function eraseSome(tx: Write, id: string): Promise<'more' | 'over' | 'elsewhere'> {
  const [row] = await tx.db
    .select()
    .from(erasures)
    .where(sql`${erasures.id} = ${id}::uuid and ${erasures.endedAtMs} is null`)
    .for('update', { skipLocked: true })
  if (!row) return 'elsewhere'
  const { rest, count } = row.person
    ? await someOf(tx, row.person)
    : { rest: null, count: row.former ? await eraseSomeOfColleague(tx, row.former) : 0 }
  const isOver = count === 0
  await tx.db
    .update(erasures)
    .set(
      isOver
        ? { endedAtMs: tx.nowMs, person: null, former: null, done: row.total }
        : { person: rest, done: Math.min(row.total, row.done + count) },
    )
    .where(eq(erasures.id, id))
  return isOver ? 'over' : 'more'
}

async function someOf(tx: Write, rest: ErasedRest): Promise<{ readonly rest: ErasedRest; readonly count: number }> {
  if (rest.callIds.length > 0) {
    const some = rest.callIds.slice(0, CALLS_AT_ONCE)
    await eraseCalls(tx, some)
    return { rest: { ...rest, callIds: rest.callIds.slice(CALLS_AT_ONCE) }, count: some.length }
  }
  const { rows } = await tx.db.execute<{ id: MessageId }>(sql`
    delete from messages where id in (
      select id from messages where chat_id = any(${sql.param([...rest.chatIds])}::uuid[]) limit ${MESSAGES_AT_ONCE}
    ) returning id`)
  for (const { id } of rows) tx.changed('message', id)
  if (rows.length > 0) return { rest, count: rows.length }
  const some = rest.fileIds.slice(0, FILES_AT_ONCE)
  await dropUnnamedFiles(tx, some)
  return { rest: { ...rest, fileIds: rest.fileIds.slice(FILES_AT_ONCE) }, count: some.length }
}
