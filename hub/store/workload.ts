import { count, min, ne, sql } from 'drizzle-orm'

import { cases, messages, outgoing } from './schema'
import type { Read } from './store'

export interface Workload {
  readonly cases: ReadonlyMap<string, number>
  readonly outgoing: ReadonlyMap<string, number>
  readonly oldestWaitingAtMs: number | null
  readonly nowMs: number
}

/** What there is to do, in numbers. */
export async function workload(view: Read): Promise<Workload> {
  const open = await view.db
    .select({ state: cases.stateKind, count: count(), oldestMs: min(cases.waitingSinceMs) })
    .from(cases)
    .where(ne(cases.stateKind, 'closed'))
    .groupBy(cases.stateKind)
  const state = sql<string>`coalesce(${messages.delivery} ->> 'state', 'none')`
  const waiting = await view.db
    .select({ state, count: count() })
    .from(outgoing)
    .innerJoin(messages, sql`${messages.id} = ${outgoing.messageId}`)
    .groupBy(state)
  const oldest = open.flatMap(({ oldestMs }) => oldestMs ?? [])
  return {
    cases: new Map(open.map((row) => [row.state, row.count])),
    outgoing: new Map(waiting.map((row) => [row.state, row.count])),
    oldestWaitingAtMs: oldest.length === 0 ? null : Math.min(...oldest),
    nowMs: view.nowMs,
  }
}
