import { accountEvents, type AccountEventKind } from './accounts-schema'
import type { Write } from './store'

type Event = typeof accountEvents.$inferSelect

/** In the transaction of what it tells of: neither stands without the other. */
export async function recordAccountEvent(
  tx: Write,
  id: string,
  kind: AccountEventKind,
  about: Partial<Pick<Event, 'actorId' | 'subjectId' | 'address' | 'detail'>>,
): Promise<void> {
  await tx.db.insert(accountEvents).values({ id, atMs: tx.nowMs, kind, ...about })
}
