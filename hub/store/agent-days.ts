import { and, asc, eq, gt, gte, isNull, lt, min, or, sql } from 'drizzle-orm'

import type { KeptStatus, TalkWord } from '#shared/domain/agent-day'
import type { AgentId, ChatId } from '#shared/domain/ids'

import { agentStatuses, wallLog } from './schema'
import type { Read } from './store'

export interface Stretch {
  readonly fromMs: number
  readonly untilMs: number
}

export interface CaseMoment {
  readonly agentId: AgentId
  readonly kind: 'taken' | 'closed'
  readonly chatId: ChatId
  readonly atMs: number
}

/** Every status that somebody was in for a part of the stretch. */
export async function statusesIn(
  view: Read,
  { fromMs, untilMs }: Stretch,
): Promise<readonly (KeptStatus & { readonly agentId: AgentId })[]> {
  return view.db
    .select()
    .from(agentStatuses)
    .where(and(lt(agentStatuses.fromMs, untilMs), or(isNull(agentStatuses.toMs), gt(agentStatuses.toMs, fromMs))))
    .orderBy(asc(agentStatuses.fromMs))
}

/** When cases came to somebody and when they were closed, by the log of the wall. */
export async function caseMomentsIn(view: Read, { fromMs, untilMs }: Stretch): Promise<readonly CaseMoment[]> {
  const { fact } = wallLog
  const state = sql<string>`${fact} ->> 'state'`
  const atMs = sql<number>`coalesce((${fact} ->> 'closedAtMs')::bigint, (${fact} ->> 'sinceMs')::bigint)`.mapWith(
    Number,
  )
  const rows = await view.db
    .selectDistinct({
      agentId: sql<AgentId>`${fact} ->> 'agentId'`,
      chatId: sql<ChatId>`${fact} ->> 'chatId'`,
      state,
      atMs,
    })
    .from(wallLog)
    .where(
      and(
        gte(wallLog.atMs, fromMs),
        lt(wallLog.atMs, untilMs),
        sql`${fact} ->> 'kind' = 'case'`,
        sql`${state} in ('assigned', 'closed')`,
        sql`${fact} ->> 'agentId' is not null`,
      ),
    )
  return rows
    .map(({ state: at, ...row }) => ({ ...row, kind: at === 'closed' ? ('closed' as const) : ('taken' as const) }))
    .filter((row) => row.atMs >= fromMs && row.atMs < untilMs)
    .sort((a, b) => a.atMs - b.atMs)
}

/** Who began and ended to talk, in the order of the log. */
export async function talkWordsIn(
  view: Read,
  { fromMs, untilMs }: Stretch,
): Promise<readonly (TalkWord & { readonly agentId: AgentId })[]> {
  const { fact } = wallLog
  return view.db
    .select({
      agentId: sql<AgentId>`${fact} ->> 'id'`,
      atMs: wallLog.atMs,
      sinceMs: sql<number | null>`(${fact} ->> 'talkingSinceMs')::bigint`.mapWith(Number),
    })
    .from(wallLog)
    .where(and(gte(wallLog.atMs, fromMs), lt(wallLog.atMs, untilMs), eq(sql`${fact} ->> 'kind'`, 'agent')))
    .orderBy(asc(wallLog.seq))
}

/** From when on the log of the wall is kept; `null`: there is nothing yet. */
export async function firstFactMs(view: Read): Promise<number | null> {
  const [row] = await view.db.select({ atMs: min(wallLog.atMs) }).from(wallLog)
  return row?.atMs ?? null
}
