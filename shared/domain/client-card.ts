import type { ClientCardId } from './ids'

/** Карточка клиента (spec C1): what the company knows of a person, over all channels. A writer without one is a «Гость». */
export interface ClientCard {
  readonly id: ClientCardId
  readonly lastName: string
  readonly firstName: string
  readonly patronymic: string
  /** E.164, the main one first. */
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  /** Должность, or what the person looks for. */
  readonly position: string
  readonly comment: string
}

/** Фамилия Имя Отчество, as far as known. */
export function fullNameOf(card: Pick<ClientCard, 'lastName' | 'firstName' | 'patronymic'>): string {
  return [card.lastName, card.firstName, card.patronymic].filter((part) => part !== '').join(' ')
}
