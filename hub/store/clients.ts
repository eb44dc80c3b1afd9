import { and, eq } from 'drizzle-orm'

import type { ChannelId, ClientId } from '#shared/domain/ids'

import { clients } from './schema'
import type { Read, Write } from './store'

export type StoredClient = typeof clients.$inferSelect

export async function clientByExternalId(
  view: Read,
  channelId: ChannelId,
  externalId: string,
): Promise<StoredClient | null> {
  const [row] = await view.db
    .select()
    .from(clients)
    .where(and(eq(clients.channelId, channelId), eq(clients.externalId, externalId)))
  return row ?? null
}

export async function clientById(view: Read, id: ClientId): Promise<StoredClient | null> {
  const [row] = await view.db.select().from(clients).where(eq(clients.id, id))
  return row ?? null
}

export async function insertClient(tx: Write, client: StoredClient): Promise<void> {
  await tx.db.insert(clients).values(client)
}

export async function updateClient(
  tx: Write,
  id: ClientId,
  patch: Partial<Pick<StoredClient, 'name' | 'phone' | 'externalId' | 'channelId' | 'cardId'>>,
): Promise<void> {
  await tx.db.update(clients).set(patch).where(eq(clients.id, id))
}
