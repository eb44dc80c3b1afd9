import type { ApplicantState } from '../model'

export interface Stage {
  readonly id: string
  readonly name: string
  readonly description: string
  /** Shown inside another collection, as its sub-collection. */
  readonly root?: string
  readonly isMessageRequired?: true
  readonly hasAddress?: true
  /** Where nobody is moved by an action. */
  readonly isEntry?: true
}

/** The collections of a vacancy. They differ from vacancy to vacancy: no client may know them by heart. */
export interface Funnel {
  readonly stages: readonly Stage[]
  /** The employer's own stages: items carry `funnel_stage`. */
  readonly isOwn: boolean
  readonly hasCalls: boolean
}

const response: Stage = { id: 'response', name: 'Неразобранные', description: 'Новые отклики', isEntry: true }
const consider: Stage = { id: 'consider', name: 'Подумать', description: 'Отложенные отклики' }
const phoneInterview: Stage = {
  id: 'phone_interview',
  name: 'Телефонное интервью',
  description: 'Первичный разговор по телефону',
}
const interview: Stage = { id: 'interview', name: 'Собеседование', description: 'Встреча', hasAddress: true }
const offer: Stage = { id: 'offer', name: 'Предложение о работе', description: 'Оффер', isMessageRequired: true }
const hired: Stage = { id: 'hired', name: 'Выход на работу', description: 'Приняты на работу' }
const discard: Stage = { id: 'discard_by_employer', name: 'Отказ', description: 'Отказано работодателем' }
const discardByApplicant: Stage = {
  id: 'discard_by_applicant',
  name: 'Отказ кандидата',
  description: 'Отказались сами',
  root: 'discard_by_employer',
  isEntry: true,
}
const noInteraction: Stage = {
  id: 'discard_no_interaction',
  name: 'Не вышел на связь',
  description: 'Не отвечает',
  root: 'discard_by_employer',
}
const vacancyClosed: Stage = {
  id: 'discard_vacancy_closed',
  name: 'Вакансия закрыта',
  description: 'Место занято',
  root: 'discard_by_employer',
}

export const FUNNELS = {
  usual: {
    stages: [response, consider, phoneInterview, interview, offer, hired, discard, discardByApplicant],
    isOwn: false,
    hasCalls: false,
  },
  mass: {
    stages: [response, phoneInterview, hired, discard, discardByApplicant, noInteraction, vacancyClosed],
    isOwn: false,
    hasCalls: true,
  },
  own: {
    stages: [
      response,
      { ...phoneInterview, name: 'Звонок рекрутера' },
      { id: 'assessment', name: 'Пробная смена', description: 'Смена в шоуруме с наставником' },
      interview,
      hired,
      discard,
      discardByApplicant,
    ],
    isOwn: true,
    hasCalls: false,
  },
} as const satisfies Readonly<Record<string, Funnel>>

export type FunnelName = keyof typeof FUNNELS

export const PHONE_CALLS: Stage = {
  id: 'phone_calls',
  name: 'Звонки',
  description: 'Звонки по вакансии',
  isEntry: true,
}

export const APPLICANT_STATES: Readonly<Record<ApplicantState, string>> = {
  response: 'Отклик',
  invitation: 'Приглашение',
  discard: 'Отказ',
  hidden: 'Скрыт',
}

/**
 * What the applicant is told by a message that goes with the stage (facts §5). «Подумать» is neither an invitation nor
 * a refusal, and the facts do not say more: it tells nothing.
 */
export function toldState(stageId: string): ApplicantState | null {
  if (stageId.startsWith('discard')) return 'discard'
  return stageId === 'consider' || stageId === 'response' ? null : 'invitation'
}
