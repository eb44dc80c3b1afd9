import { and, asc, desc, eq, gt, gte, lt, lte, max, min, or, sql } from 'drizzle-orm'

import type { WallFact } from '#shared/domain/wall/facts'

import { headOfFeed } from './changes'
import { agents, cases, chats, wallFrames, wallLog } from './schema'
import type { Read, Write } from './store'
import { agentFact, caseFact, rulesFact } from './wall-facts'

export interface LoggedFact {
  readonly seq: number
  readonly atMs: number
  readonly fact: WallFact
}

export interface WallFrame {
  readonly seq: number
  readonly atMs: number
  readonly facts: readonly WallFact[]
}

export async function factsAfter(view: Read, seq: number, limit: number): Promise<readonly LoggedFact[]> {
  return view.db.select().from(wallLog).where(gt(wallLog.seq, seq)).orderBy(asc(wallLog.seq)).limit(limit)
}

/** All of it now. What is committed while it is read may be in it or not; it is in the log after `seq` as well. */
export async function presentFrame(view: Read, dayStartMs: number): Promise<WallFrame> {
  const seq = await headOfFeed(view)
  // Whoever is gone from both `where` is on the wall no more: open, or anything of it is of this day.
  const ofToday = or(
    sql`${cases.stateKind} not in ('idle', 'closed')`,
    and(
      eq(cases.stateKind, 'closed'),
      or(
        gte(cases.openedAtMs, dayStartMs),
        gte(cases.firstAnswerMs, dayStartMs),
        sql`(${cases.state} ->> 'atMs')::bigint >= ${dayStartMs}`,
      ),
    ),
  )
  const [rules] = await view.db.select({ fact: rulesFact }).from(sql`(select 1) as one`)
  const people = await view.db.select({ fact: agentFact }).from(agents)
  const matters = await view.db
    .select({ fact: caseFact })
    .from(cases)
    .innerJoin(chats, eq(chats.id, cases.chatId))
    .where(ofToday)
  return { seq, atMs: view.nowMs, facts: [...(rules ? [rules] : []), ...people, ...matters].map(({ fact }) => fact) }
}

/** One of several hubs writes it; the others find it there. */
export async function putFrame(tx: Write, frame: WallFrame): Promise<void> {
  await tx.db.insert(wallFrames).values(frame).onConflictDoNothing()
}

export async function newestFrameMs(view: Read): Promise<number | null> {
  const [row] = await view.db.select({ atMs: max(wallFrames.atMs) }).from(wallFrames)
  return row?.atMs ?? null
}

/** The frame that a replay of this moment begins with. */
export async function frameBefore(view: Read, atMs: number): Promise<WallFrame | null> {
  const [row] = await view.db
    .select()
    .from(wallFrames)
    .where(lte(wallFrames.atMs, atMs))
    .orderBy(desc(wallFrames.atMs), desc(wallFrames.seq))
    .limit(1)
  return row ?? null
}

/** From when on it can be played again; `null`: there is nothing yet. */
export async function firstFrameMs(view: Read): Promise<number | null> {
  const [row] = await view.db.select({ atMs: min(wallFrames.atMs) }).from(wallFrames)
  return row?.atMs ?? null
}

/** A frame is of use with the log after it, so both go by the same time. */
export async function pruneWall(tx: Write, beforeMs: number): Promise<void> {
  await tx.db.delete(wallFrames).where(lt(wallFrames.atMs, beforeMs))
  await tx.db.delete(wallLog).where(lt(wallLog.atMs, beforeMs))
}
