import { asc, eq } from 'drizzle-orm'

import type { OwnStatus } from '#shared/domain/own-status'
import type { OwnStatusId } from '#shared/domain/ids'

import { agents, ownStatuses } from './schema'
import type { Read, Write } from './store'

/** In the order of the menu, removed ones too: old days name them. */
export async function listOwnStatuses(view: Read): Promise<readonly OwnStatus[]> {
  const rows = await view.db.select().from(ownStatuses).orderBy(asc(ownStatuses.place))
  return rows.map(({ nameRu, nameEn, place: _place, ...row }) => ({ ...row, names: { ru: nameRu, en: nameEn } }))
}

export async function ownStatusById(view: Read, id: OwnStatusId): Promise<OwnStatus | null> {
  return (await listOwnStatuses(view)).find((status) => status.id === id) ?? null
}

/** Whoever calls it tells of the directory, of which it is a part. */
export async function putOwnStatus(tx: Write, { names, ...status }: OwnStatus): Promise<void> {
  const row = { ...status, nameRu: names.ru, nameEn: names.en }
  await tx.db.insert(ownStatuses).values(row).onConflictDoUpdate({ target: ownStatuses.id, set: row })
}

/** Whoever has it, also behind a wrap-up. Locked, so that nobody takes it meanwhile. */
export async function agentsInOwnStatus(tx: Write, id: OwnStatusId) {
  return tx.db
    .select({ id: agents.id, status: agents.status })
    .from(agents)
    .where(eq(agents.ownStatusId, id))
    .for('update')
}
