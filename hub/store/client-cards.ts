import { eq } from 'drizzle-orm'

import type { ClientCard } from '#shared/domain/client-card'
import type { ClientCardId } from '#shared/domain/ids'

import { clientCards } from './schema'
import type { Read } from './store'

export async function clientCardById(view: Read, id: ClientCardId): Promise<ClientCard | null> {
  const [row] = await view.db.select().from(clientCards).where(eq(clientCards.id, id))
  return row ? toClientCard(row) : null
}

export function toClientCard(row: typeof clientCards.$inferSelect): ClientCard {
  const { id, lastName, firstName, patronymic, phones, emails, position, comment } = row
  return { id, lastName, firstName, patronymic, phones, emails, position, comment }
}
