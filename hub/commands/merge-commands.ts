import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'

import { insertMerge, markUndone, standingMerge } from '../store/card-merges'
import { giveCard, lockCard, updateCard, writersOf } from '../store/client-cards'
import type { Write } from '../store/store'
import { refusal } from './refusal'

/** Two cards of one person become one (spec C7): writers, phones and addresses of `from` go over to `into`. */
export async function mergeClientCards(
  tx: Write,
  { mergeId, from: fromId, into: intoId }: CommandArgs<'mergeClientCards'>,
): Promise<CommandRefusal | null> {
  if (fromId === intoId) return refusal('wrongState')
  // In one order, so that two merges never wait for each other.
  const [first, second] = fromId < intoId ? [fromId, intoId] : [intoId, fromId]
  const locked = [await lockCard(tx, first), await lockCard(tx, second)]
  const from = locked.find((card) => card?.id === fromId)
  const into = locked.find((card) => card?.id === intoId)
  if (!from || !into) return refusal('unknownClient')
  const clientIds = await writersOf(tx, fromId)
  const addedPhones = from.phones.filter((phone) => !into.phones.includes(phone))
  const addedEmails = from.emails.filter((email) => !into.emails.includes(email))
  await insertMerge(tx, { id: mergeId, fromCard: fromId, intoCard: intoId, clientIds, addedPhones, addedEmails })
  await giveCard(tx, clientIds, intoId)
  await updateCard(tx, fromId, { mergedInto: intoId })
  await updateCard(tx, intoId, {
    phones: [...into.phones, ...addedPhones],
    emails: [...into.emails, ...addedEmails],
  })
  return null
}

/**
 * Takes back what the merge moved and nothing that was done since: a writer who was given another card meanwhile keeps
 * it, and a later change of the card stays. Where its card went on into a third one, that merge is undone first.
 */
export async function undoMerge(tx: Write, { mergeId }: CommandArgs<'undoMerge'>): Promise<CommandRefusal | null> {
  const merge = await standingMerge(tx, mergeId)
  if (!merge) return refusal('wrongState')
  const into = await lockCard(tx, merge.intoCard)
  if (!into) return refusal('wrongState', 'merged again')
  const present = await writersOf(tx, into.id)
  await updateCard(tx, merge.fromCard, { mergedInto: null })
  await giveCard(
    tx,
    merge.clientIds.filter((id) => present.includes(id)),
    merge.fromCard,
  )
  await updateCard(tx, into.id, {
    phones: into.phones.filter((phone) => !merge.addedPhones.includes(phone)),
    emails: into.emails.filter((email) => !merge.addedEmails.includes(email)),
  })
  await markUndone(tx, mergeId)
  return null
}
