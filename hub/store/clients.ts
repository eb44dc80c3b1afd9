import { and, eq, sql } from 'drizzle-orm'

import type { ChannelId, ClientId } from '#shared/domain/ids'

import { prepared } from './prepared'
import { clients } from './schema'
import type { Read, Write } from './store'

const NAME_IN_RESPONSES = sql<string | null>`(
  select chats.response ->> 'fullName' from chats
  where chats.client_id = clients.id and coalesce(chats.response ->> 'fullName', '') <> ''
  order by (chats.response ->> 'respondedAtMs')::bigint desc limit 1
)`

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

/** With what a response says of the client's name, the newest first; `''` where none says it. */
export async function clientWithName(
  view: Read,
  id: ClientId,
): Promise<{ readonly client: StoredClient; readonly nameInResponses: string } | null> {
  const query = prepared(view, 'client_with_name', (db) =>
    db
      .select({ client: clients, nameInResponses: NAME_IN_RESPONSES })
      .from(clients)
      .where(eq(clients.id, sql.placeholder('id')))
      .prepare('client_with_name'),
  )
  const [row] = await query.execute({ id })
  return row ? { ...row, nameInResponses: row.nameInResponses ?? '' } : null
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
