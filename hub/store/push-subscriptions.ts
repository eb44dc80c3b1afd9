import { and, count, desc, eq, inArray } from 'drizzle-orm'

import { pushKeys, pushSubscriptions } from './push-schema'
import type { Read, Write } from './store'

export type StoredPushKeys = Pick<typeof pushKeys.$inferSelect, 'publicKey' | 'privateKey'>
export type PushSubscriptionRow = typeof pushSubscriptions.$inferSelect

export async function readPushKeys(view: Read): Promise<StoredPushKeys | null> {
  const [row] = await view.db.select({ publicKey: pushKeys.publicKey, privateKey: pushKeys.privateKey }).from(pushKeys)
  return row ?? null
}

/** Subscriptions were made for the keys before: none of them takes anything any more. */
export async function replacePushKeys(tx: Write, keys: StoredPushKeys): Promise<void> {
  await tx.db.delete(pushSubscriptions)
  await tx.db.insert(pushKeys).values(keys).onConflictDoUpdate({ target: pushKeys.onlyOne, set: keys })
}

/** A browser has one subscription, whoever's page is open in it: it tells the last one who asked. */
export async function putSubscription(
  tx: Write,
  subscription: Omit<PushSubscriptionRow, 'createdAtMs'>,
  limit: number,
): Promise<void> {
  const { visitorId, keyId, endpoint, p256dh, auth } = subscription
  const [there] = await tx.db.select().from(pushSubscriptions).where(eq(pushSubscriptions.endpoint, endpoint))
  if (there?.visitorId === visitorId) {
    await tx.db.update(pushSubscriptions).set({ keyId, p256dh, auth }).where(eq(pushSubscriptions.id, there.id))
    return
  }
  if (there) await removeSubscription(tx, there.id)
  await tx.db.insert(pushSubscriptions).values({ ...subscription, createdAtMs: tx.nowMs })
  const surplus = await tx.db
    .select({ id: pushSubscriptions.id })
    .from(pushSubscriptions)
    .where(eq(pushSubscriptions.visitorId, visitorId))
    .orderBy(desc(pushSubscriptions.createdAtMs), desc(pushSubscriptions.id))
    .offset(limit)
  const ids = surplus.map(({ id }) => id)
  if (ids.length > 0) await tx.db.delete(pushSubscriptions).where(inArray(pushSubscriptions.id, ids))
}

export async function removeSubscription(tx: Write, id: string): Promise<void> {
  await tx.db.delete(pushSubscriptions).where(eq(pushSubscriptions.id, id))
}

export async function removeSubscriptionOf(tx: Write, visitorId: string, endpoint: string): Promise<void> {
  await tx.db
    .delete(pushSubscriptions)
    .where(and(eq(pushSubscriptions.visitorId, visitorId), eq(pushSubscriptions.endpoint, endpoint)))
}

/** By this key: a browser that was told by another one is told nothing once that is revoked. */
export async function hasSubscription(view: Read, keyId: string, endpoint: string): Promise<boolean> {
  const [row] = await view.db
    .select({ found: count() })
    .from(pushSubscriptions)
    .where(and(eq(pushSubscriptions.keyId, keyId), eq(pushSubscriptions.endpoint, endpoint)))
  return (row?.found ?? 0) > 0
}
