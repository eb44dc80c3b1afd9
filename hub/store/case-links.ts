import type { DealId, OrganisationId } from '#shared/domain/ids'

import { deals, organisations } from './schema'
import type { Write } from './store'

export async function putDeal(tx: Write, deal: { readonly id: DealId; readonly title: string }): Promise<void> {
  const { title } = deal
  await tx.db.insert(deals).values(deal).onConflictDoUpdate({ target: deals.id, set: { title } })
}

export async function putOrganisation(
  tx: Write,
  organisation: { readonly id: OrganisationId; readonly name: string },
): Promise<void> {
  const { name } = organisation
  await tx.db.insert(organisations).values(organisation).onConflictDoUpdate({ target: organisations.id, set: { name } })
}
