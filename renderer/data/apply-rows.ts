import { applyMessages, type AppliedMessages } from './apply-messages'
import { applyCalls, applyChats, applyNames, applyTelephony } from './apply-rest'
import type { CacheChange } from './cache-changes'
import type { DeskDatabase } from './database'
import { forgetErased } from './forget-erased'
import type { NewestChanges } from './newest-changes'
import type { RowsAhead } from './rows-ahead'
import { PendingWishes } from './shown-rows'
import { adoptStrays } from './strays'

export interface AppliedRows extends AppliedMessages {
  readonly adopted: Awaited<ReturnType<typeof adoptStrays>>
}

/** Within the transaction of a batch. `isFilled`: the first snapshot was complete before. */
export async function applyRows(
  db: DeskDatabase,
  newest: NewestChanges,
  isFilled: boolean,
  ahead: RowsAhead,
): Promise<AppliedRows> {
  const adopted = await adoptStrays(db, newest.chats)
  const wishes = new PendingWishes(await db.outbox.toArray())
  const messages = await applyMessages(db, newest.messages, wishes, isFilled, ahead)
  await applyChats(db, newest, wishes, messages.arrivedOwn)
  await forgetErased(db, newest)
  await applyNames(db, newest)
  await applyTelephony(db, newest)
  await applyCalls(db, newest, wishes)
  return { ...messages, adopted }
}

/** What windows are told of it. */
export function changeOf(newest: NewestChanges, applied: AppliedRows): CacheChange {
  return {
    chats: [...newest.chats.keys(), ...applied.arrivedOwn],
    timelines: [...applied.timelines, ...newest.erased],
    ...(newest.erased.size > 0 ? { outbox: 'settled' as const, erased: true } : {}),
    channels: newest.channels.size > 0,
    calls: newest.calls.size > 0,
    people: newest.agents.size > 0 || newest.directory !== null,
    telephony: newest.telephony !== undefined,
  }
}
