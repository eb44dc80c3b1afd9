import { and, asc, eq, isNull, sql } from 'drizzle-orm'

import type { CaseId } from '#shared/domain/ids'

import { botTurns } from './schema'
import type { Read, Write } from './store'

export type BotTurnRow = Omit<typeof botTurns.$inferSelect, 'position'>

/** Everything that the client says before the bot is asked goes into one question. */
export async function addTurn(tx: Write, turn: Pick<BotTurnRow, 'id' | 'caseId' | 'botId'>): Promise<void> {
  const waiting = and(eq(botTurns.caseId, turn.caseId), isNull(botTurns.request))
  if ((await tx.db.$count(botTurns, waiting)) === 0) await tx.db.insert(botTurns).values(turn)
}

/** The oldest of each case. */
export async function headTurns(view: Read): Promise<readonly BotTurnRow[]> {
  return view.db
    .selectDistinctOn([botTurns.caseId])
    .from(botTurns)
    .orderBy(asc(botTurns.caseId), asc(botTurns.position))
}

export async function turnById(view: Read, id: string): Promise<BotTurnRow | null> {
  const [row] = await view.db.select().from(botTurns).where(eq(botTurns.id, id))
  return row ?? null
}

export async function hasWaitingTurn(view: Read, caseId: CaseId): Promise<boolean> {
  return (await view.db.$count(botTurns, and(eq(botTurns.caseId, caseId), isNull(botTurns.request)))) > 0
}

export async function keepRequest(tx: Write, id: string, request: string): Promise<void> {
  await tx.db.update(botTurns).set({ request }).where(eq(botTurns.id, id))
}

export async function removeTurn(tx: Write, id: string): Promise<void> {
  await tx.db.delete(botTurns).where(eq(botTurns.id, id))
}

/** Whose bot was removed: nobody would ever answer them. */
export async function casesOfRemovedBots(view: Read): Promise<readonly CaseId[]> {
  const { rows } = await view.db.execute<{ id: CaseId }>(sql`
    select cases.id from cases join bots on bots.id = (cases.state ->> 'botId')::uuid
    where cases.state_kind = 'withBot' and bots.is_removed
  `)
  return rows.map(({ id }) => id)
}
