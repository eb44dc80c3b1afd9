import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import type { ClientCard } from '#shared/domain/client-card'
import { err, ok, type Result } from '#shared/lib/result'

import { normalisePhone } from '../clients/normalise-phone'
import { lockCase, updateCase } from '../store/cases'
import { putDeal, putOrganisation } from '../store/case-links'
import { chatById } from '../store/chats'
import { cardExists, giveCard, insertCard, lockCard, updateCard } from '../store/client-cards'
import { clientById } from '../store/clients'
import type { Write } from '../store/store'
import { refusal } from './refusal'

type Draft = CommandArgs<'saveClientCard'>['card']
const EMAIL = /^\S+@\S+\.\S+$/

/** «Создать клиента» (spec C1): the writer's whole correspondence is the card's from now on (C2). */
export async function createClientCard(
  tx: Write,
  { chatId, cardId, card: draft }: CommandArgs<'createClientCard'>,
): Promise<CommandRefusal | null> {
  const chat = await chatById(tx, chatId)
  const writer = chat && (await clientById(tx, chat.clientId))
  if (!writer) return refusal('unknownChat')
  if (await cardExists(tx, cardId)) return writer.cardId === cardId ? null : refusal('wrongState')
  const card = cardOf(draft)
  if (!card.ok) return card.error
  await insertCard(tx, { id: cardId, ...card.value })
  await giveCard(tx, [writer.id], cardId)
  return null
}

export async function saveClientCard(
  tx: Write,
  { cardId, card: draft }: CommandArgs<'saveClientCard'>,
): Promise<CommandRefusal | null> {
  if (!(await lockCard(tx, cardId))) return refusal('unknownClient')
  const card = cardOf(draft)
  if (!card.ok) return card.error
  await updateCard(tx, cardId, card.value)
  return null
}

/** One card at a time: another takes the place of the one before (spec C3). */
export async function linkClientCard(
  tx: Write,
  { chatId, cardId }: CommandArgs<'linkClientCard'>,
): Promise<CommandRefusal | null> {
  const chat = await chatById(tx, chatId)
  if (!chat) return refusal('unknownChat')
  if (cardId !== null && !(await lockCard(tx, cardId))) return refusal('unknownClient')
  await giveCard(tx, [chat.clientId], cardId)
  return null
}

export async function linkDeal(tx: Write, { caseId, deal }: CommandArgs<'linkDeal'>): Promise<CommandRefusal | null> {
  const linked = await lockCase(tx, caseId)
  if (!linked) return refusal('unknownCase')
  if (deal) await putDeal(tx, deal)
  await updateCase(tx, linked, { dealId: deal?.id ?? null })
  return null
}

export async function linkOrganisation(
  tx: Write,
  { caseId, organisation }: CommandArgs<'linkOrganisation'>,
): Promise<CommandRefusal | null> {
  const linked = await lockCase(tx, caseId)
  if (!linked) return refusal('unknownCase')
  if (organisation) await putOrganisation(tx, organisation)
  await updateCase(tx, linked, { organisationId: organisation?.id ?? null })
  return null
}

/** What was typed, phones in one form; a card says at least something of its person. */
function cardOf(draft: Draft): Result<Omit<ClientCard, 'id'>, CommandRefusal> {
  const phones: string[] = []
  for (const typed of draft.phones) {
    const phone = normalisePhone(typed)
    if (phone === null) return err(refusal('invalid', 'not a phone number'))
    if (!phones.includes(phone)) phones.push(phone)
  }
  const wrong = draft.emails.find((email) => !EMAIL.test(email))
  if (wrong !== undefined) return err(refusal('invalid', 'not an e-mail address'))
  const emails = [...new Set(draft.emails)]
  const { lastName, firstName, patronymic } = draft
  if (lastName + firstName + patronymic === '' && phones.length + emails.length === 0)
    return err(refusal('invalid', 'an empty card'))
  return ok({ ...draft, phones, emails })
}
