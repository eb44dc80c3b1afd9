import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'

import type { ClientCard } from '#shared/domain/client-card'
import type { ClientCardId, ClientId } from '#shared/domain/ids'

import { chats, clientCards, clients } from './schema'
import type { Read, Write } from './store'

/** A present card; what was merged into another is not one. Locked until the transaction ends. */
export async function lockCard(tx: Write, id: ClientCardId): Promise<ClientCard | null> {
  const [row] = await tx.db
    .select()
    .from(clientCards)
    .where(and(eq(clientCards.id, id), isNull(clientCards.mergedInto)))
    .for('update')
  return row ? toClientCard(row) : null
}

export async function cardExists(view: Read, id: ClientCardId): Promise<boolean> {
  return (await view.db.$count(clientCards, eq(clientCards.id, id))) > 0
}

export async function insertCard(tx: Write, card: ClientCard): Promise<void> {
  await tx.db.insert(clientCards).values({ ...card, createdAtMs: tx.nowMs })
}

/** Desks see a card as a part of its chats. */
export async function updateCard(
  tx: Write,
  id: ClientCardId,
  patch: Partial<Omit<ClientCard, 'id'> & { mergedInto: ClientCardId | null }>,
): Promise<void> {
  await tx.db.update(clientCards).set(patch).where(eq(clientCards.id, id))
  await tellChatsOf(tx, await writersOf(tx, id))
}

/** Writers, one per channel, whose card it is. */
export async function writersOf(view: Read, id: ClientCardId): Promise<readonly ClientId[]> {
  const rows = await view.db
    .select({ id: clients.id })
    .from(clients)
    .where(eq(clients.cardId, id))
    .orderBy(asc(clients.id))
  return rows.map((row) => row.id)
}

export async function giveCard(tx: Write, writers: readonly ClientId[], cardId: ClientCardId | null): Promise<void> {
  if (writers.length === 0) return
  await tx.db
    .update(clients)
    .set({ cardId })
    .where(inArray(clients.id, [...writers]))
  await tellChatsOf(tx, writers)
}

/** Each word has to stand somewhere in the name, or its digits in a phone. Nothing typed: the newest. */
export async function searchCards(view: Read, search: string, limit: number): Promise<readonly ClientCard[]> {
  const name = sql`translate(lower(concat_ws(' ', ${clientCards.lastName}, ${clientCards.firstName}, ${clientCards.patronymic})), 'ё', 'е')`
  const words = search
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/\s+/)
    .filter((word) => word !== '')
  const digits = search.replace(/\D/g, '').replace(/^[78](?=\d{4})/, '')
  const byName = words.map((word) => sql`position(${word} in ${name}) > 0`)
  const byPhone = digits.length >= 3 ? sql`position(${digits} in ${clientCards.phones}::text) > 0` : sql`false`
  const found = words.length === 0 ? undefined : sql`((${sql.join(byName, sql` and `)}) or ${byPhone})`
  const rows = await view.db
    .select()
    .from(clientCards)
    .where(and(isNull(clientCards.mergedInto), found))
    .orderBy(words.length === 0 ? desc(clientCards.createdAtMs) : asc(name), asc(clientCards.id))
    .limit(limit)
  return rows.map(toClientCard)
}

async function tellChatsOf(tx: Write, writers: readonly ClientId[]): Promise<void> {
  if (writers.length === 0) return
  const rows = await tx.db
    .select({ id: chats.id })
    .from(chats)
    .where(inArray(chats.clientId, [...writers]))
  for (const { id } of rows) tx.changed('chat', id)
}

export function toClientCard(row: typeof clientCards.$inferSelect): ClientCard {
  const { id, lastName, firstName, patronymic, phones, emails, position, comment } = row
  return { id, lastName, firstName, patronymic, phones, emails, position, comment }
}
