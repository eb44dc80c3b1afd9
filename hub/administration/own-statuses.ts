import type { z } from 'zod'

import { MAX_OWN_STATUSES, type ownStatusDraft } from '#shared/contract/administration'
import type { OwnStatusId } from '#shared/domain/ids'
import { plainStatusOf, type OwnStatus } from '#shared/domain/own-status'

import { updateAgent } from '../store/agents'
import { directoryChanged } from '../store/directory'
import { agentsInOwnStatus, listOwnStatuses, putOwnStatus } from '../store/own-statuses'
import type { Write } from '../store/store'
import type { AdministrationRefusal } from './change-administration'

/** New under an id that the desk made, or changed; a removed one comes back. Routing sees it at once in whoever is in it. */
export async function changeOwnStatus(
  tx: Write,
  id: OwnStatusId,
  draft: z.output<typeof ownStatusDraft>,
): Promise<AdministrationRefusal | null> {
  const others = (await listOwnStatuses(tx)).filter((other) => other.id !== id && !other.isRemoved)
  if (others.length >= MAX_OWN_STATUSES) return 'tooManyStatuses'
  const status: OwnStatus = { ...draft, id, isRemoved: false }
  await putOwnStatus(tx, status)
  directoryChanged(tx)
  const plain = plainStatusOf(status)
  for (const agent of await agentsInOwnStatus(tx, id)) {
    if (agent.status === 'wrapUp' || agent.status === plain) continue
    await updateAgent(tx, agent.id, { status: plain, statusSinceMs: tx.nowMs })
  }
  return null
}

/** Whoever is in it is from now on in the plain status that it was to routing: nobody gets work by a removal. */
export async function removeOwnStatus(tx: Write, id: OwnStatusId): Promise<AdministrationRefusal | null> {
  const status = (await listOwnStatuses(tx)).find((each) => each.id === id)
  if (!status) return 'unknownStatus'
  if (status.isRemoved) return null
  await putOwnStatus(tx, { ...status, isRemoved: true })
  directoryChanged(tx)
  for (const agent of await agentsInOwnStatus(tx, id)) {
    if (agent.status === 'wrapUp') await updateAgent(tx, agent.id, { ownStatusId: null })
    else
      await updateAgent(tx, agent.id, {
        status: plainStatusOf(status),
        ownStatusId: null,
        statusSinceMs: tx.nowMs,
      })
  }
  return null
}
