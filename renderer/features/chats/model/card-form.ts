import type { Chat } from '#shared/domain/chat'
import type { ClientCard } from '#shared/domain/client-card'
import { err, ok, type Result } from '#shared/lib/result'

import type { ClientCardDraft } from '../../../data/desk-data'
import { guessName } from './guess-name'
import { phoneToE164 } from '../../../ui/phone-e164'

/** As it stands in the fields: lists are lines. */
export interface CardForm {
  readonly lastName: string
  readonly firstName: string
  readonly patronymic: string
  readonly phones: string
  readonly emails: string
  readonly position: string
  readonly comment: string
}

export type CardProblem = { readonly kind: 'nameless' } | { readonly kind: 'phoneWrong'; readonly phone: string }

/** For a guest: what the conversation and the response already tell. */
export function formOfGuest({ clientName, clientPhone, response }: Chat): CardForm {
  const phones = [clientPhone, ...(response?.phones ?? [])].filter((phone) => phone !== null)
  return {
    ...guessName(response?.fullName || clientName),
    phones: [...new Set(phones)].join('\n'),
    emails: '',
    position: response?.position ?? '',
    comment: '',
  }
}

export function formOfCard({ phones, emails, ...card }: ClientCard): CardForm {
  return { ...card, phones: phones.join('\n'), emails: emails.join('\n') }
}

export async function toDraft(form: CardForm): Promise<Result<ClientCardDraft, CardProblem>> {
  const phones: string[] = []
  for (const typed of linesOf(form.phones)) {
    const phone = await phoneToE164(typed)
    if (!phone.ok) return err({ kind: 'phoneWrong', phone: typed })
    if (!phones.includes(phone.value)) phones.push(phone.value)
  }
  const lastName = form.lastName.trim()
  const firstName = form.firstName.trim()
  if (lastName === '' && firstName === '' && phones.length === 0) return err({ kind: 'nameless' })
  return ok({
    lastName,
    firstName,
    patronymic: form.patronymic.trim(),
    phones,
    emails: linesOf(form.emails),
    position: form.position.trim(),
    comment: form.comment.trim(),
  })
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
