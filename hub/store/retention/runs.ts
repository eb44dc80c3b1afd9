import { desc, eq, isNull, sql } from 'drizzle-orm'
import { bigint, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core'

import {
  NOTHING_EXPIRED,
  type RetentionCounts,
  type RetentionKind,
  type RetentionRules,
} from '#shared/domain/retention'

import type { Read, Write } from '../store'

const epochMs = (name: string) => bigint(name, { mode: 'number' })

const retentionRuns = pgTable('retention_runs', {
  id: uuid('id').primaryKey(),
  begunAtMs: epochMs('begun_at_ms').notNull(),
  endedAtMs: epochMs('ended_at_ms'),
  rules: jsonb('rules').$type<RetentionRules>().notNull(),
  removed: jsonb('removed').$type<RetentionCounts>().notNull(),
})
export type RetentionRun = typeof retentionRuns.$inferSelect

export async function lastRun(view: Read): Promise<RetentionRun | null> {
  const [row] = await view.db.select().from(retentionRuns).orderBy(desc(retentionRuns.begunAtMs)).limit(1)
  return row ?? null
}

/** The one that a hub was at when it ended, else a new one. */
export async function beginRun(tx: Write, id: string, rules: RetentionRules): Promise<RetentionRun> {
  const [open] = await tx.db.select().from(retentionRuns).where(isNull(retentionRuns.endedAtMs))
  if (open) {
    await tx.db.update(retentionRuns).set({ rules }).where(eq(retentionRuns.id, open.id))
    return { ...open, rules }
  }
  const run = { id, begunAtMs: tx.nowMs, endedAtMs: null, rules, removed: NOTHING_EXPIRED }
  await tx.db.insert(retentionRuns).values(run)
  return run
}

/** This transaction's alone; `null`: another hub is at it, or it is over. */
export async function lockRun(tx: Write, id: string): Promise<RetentionRun | null> {
  const [row] = await tx.db
    .select()
    .from(retentionRuns)
    .where(sql`${retentionRuns.id} = ${id}::uuid and ${retentionRuns.endedAtMs} is null`)
    .for('update', { skipLocked: true })
  return row ?? null
}

export async function countRemoved(
  tx: Write,
  { id, removed }: RetentionRun,
  kind: RetentionKind,
  count: number,
): Promise<void> {
  const sum = { ...removed, [kind]: removed[kind] + count }
  await tx.db.update(retentionRuns).set({ removed: sum }).where(eq(retentionRuns.id, id))
}

export async function endRun(tx: Write, { id }: RetentionRun): Promise<void> {
  await tx.db.update(retentionRuns).set({ endedAtMs: tx.nowMs }).where(eq(retentionRuns.id, id))
}
