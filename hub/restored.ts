import type { NewId } from './ids'
import * as steps from './outgoing/queue-steps'
import { releaseDue } from './outgoing/scheduled'
import { nameOfDatabase } from './store/database-name'
import { readFact, writeFact } from './store/facts'
import { queuedMessages } from './store/outgoing'
import type { Store, Write } from './store/store'

/** A platform has told by then what it took before. */
const SETTLE_AFTER_MS = 10_000

/**
 * A database that was put back from a backup stands where it stood then, while desks and platforms know what came
 * after. PostgreSQL tells by its own names for it: those of the cluster and the database, of the feed's table (new where
 * a dump was loaded over what was there), and of the timeline (new after a recovery to a moment, and after a failover).
 * Such a database has another feed: desks begin anew in place of going on from cursors that mean something else now. And
 * whatever waited to be sent may have been sent since: it is looked for in its chat before it is sent.
 *
 * Answers the feed's name.
 */
export async function noticeRestore(store: Store, newId: NewId, feedId: string): Promise<string> {
  return store.write(async (tx) => {
    const now = await nameOfDatabase(tx)
    const before = await readFact(tx, 'database')
    if (now === before) return (await readFact(tx, 'feedId')) ?? feedId
    await writeFact(tx, 'database', now)
    // Begun by a hub that did not look yet.
    if (before === null) return feedId
    const anew = newId()
    await writeFact(tx, 'feedId', anew)
    await doubtWhatWaits(tx, newId)
    return anew
  })
}

/** It may have been sent by another hub with the same content: it is looked for in its chat before it is sent. */
export async function doubtWhatWaits(tx: Write, newId: NewId): Promise<void> {
  await releaseDue(tx, newId)
  for (const { row, message } of await queuedMessages(tx, null))
    await steps.doubt(tx, row, message, tx.nowMs + SETTLE_AFTER_MS)
}
