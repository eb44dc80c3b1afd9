/** Facts §7. `CHAT_CREATED` is in no specification that was read: it is refused like any unknown type. */
const HOOK_TYPES = [
  'NEW_NEGOTIATION_VACANCY',
  'NEW_RESPONSE_OR_INVITATION_VACANCY',
  'NEGOTIATION_EMPLOYER_STATE_CHANGE',
  'CHAT_MESSAGE_CREATED',
  'VACANCY_PUBLICATION_FOR_VACANCY_MANAGER',
  'VACANCY_CHANGE',
  'VACANCY_PROLONGATION',
  'VACANCY_ARCHIVATION',
] as const

export type HookType = (typeof HOOK_TYPES)[number]

export interface HookAction {
  readonly type: HookType
  readonly settings?: { readonly vacancies_only_mine: boolean }
}

export function isHookType(type: unknown): type is HookType {
  return HOOK_TYPES.some((known) => known === type)
}
