import { and, eq, sql } from 'drizzle-orm'

import type { ChannelId, ClientId } from '#shared/domain/ids'

import { askedTogether, listed, PLACE } from './asked-together'
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

type NamedClient = { readonly client: StoredClient; readonly nameInResponses: string }

/** With what a response says of the client's name, the newest first; `''` where none says it. */
export async function clientWithName(view: Read, id: ClientId): Promise<NamedClient | null> {
  return askedTogether(view, 'clients with names', id, (ids) => clientsWithNames(view, ids))
}

async function clientsWithNames(view: Read, ids: readonly ClientId[]): Promise<readonly (NamedClient | null)[]> {
  const query = prepared(view, 'clients_with_names', (db) => {
    const one = db
      .select()
      .from(clients)
      .where(sql`${clients.id} = wanted.id`)
      .limit(1)
      .as('clients')
    return db
      .select({ place: PLACE, client: clients, nameInResponses: NAME_IN_RESPONSES })
      .from(sql`unnest(${listed(sql.placeholder('ids'), 'uuid')}) with ordinality as wanted (id, place)`)
      .crossJoinLateral(one)
      .prepare('clients_with_names')
  })
  const found = new Map((await query.execute({ ids: [...ids] })).map((row) => [row.place, row]))
  return ids.map((_, index) => {
    const row = found.get(index)
    return row ? { client: row.client, nameInResponses: row.nameInResponses ?? '' } : null
  })
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
