import type { Manager, Vacancy } from '../model'
import { hasUpdates } from '../rules/negotiation-rules'
import type { World } from '../world'
import { hhDate } from './dates'

/** Facts §3. */
export function vacancyItemJson(world: World, vacancy: Vacancy) {
  const topics = world.topicsOf(vacancy)
  const responses = topics.filter(({ isResponse, source }) => isResponse && source !== 'PHONE_CALL')
  const invitations = topics.filter(({ isResponse }) => !isResponse)
  const calls = topics.filter(({ source }) => source === 'PHONE_CALL')
  return {
    ...shortVacancyJson(world, vacancy),
    address: null,
    type: { id: 'open', name: 'Открытая' },
    expires_at: hhDate(vacancy.expiresAtMs),
    has_updates: topics.some(hasUpdates),
    counters: {
      responses: responses.length,
      unread_responses: responses.filter(({ isOpened }) => !isOpened).length,
      invitations: invitations.length,
      invitations_and_responses: invitations.length + responses.length,
      resumes_in_progress: topics.filter(({ employerState }) => !employerState.startsWith('discard')).length,
      views: 100 + topics.length * 7,
      calls: calls.length,
      new_missed_calls: calls.filter(({ isOpened }) => !isOpened).length,
    },
  }
}

/** In the lists of archived and hidden ones. */
export function shortVacancyJson(world: World, vacancy: Vacancy) {
  const { id, name, manager, salary } = vacancy
  const range = salary && { from: salary.from, to: salary.to, currency: 'RUR', gross: false }
  return {
    id,
    name,
    area: { id: '1', name: vacancy.area, url: `${world.baseUrl}/areas/1` },
    salary: range,
    salary_range: range,
    published_at: hhDate(vacancy.createdAtMs),
    created_at: hhDate(vacancy.createdAtMs),
    archived: vacancy.state === 'archived',
    url: `${world.baseUrl}/vacancies/${id}`,
    alternate_url: `https://hh.ru/vacancy/${id}`,
    manager: { id: manager.id, first_name: manager.firstName, last_name: manager.lastName },
  }
}

export function fullVacancyJson(world: World, vacancy: Vacancy) {
  const { manager, employer } = vacancy
  return {
    ...vacancyItemJson(world, vacancy),
    allow_messages: vacancy.allowsMessages,
    negotiations_url: `${world.baseUrl}/negotiations?vacancy_id=${vacancy.id}`,
    contacts: { name: `${manager.firstName} ${manager.lastName}`, email: manager.email, phones: [] },
    description: vacancy.description,
    employer: { id: employer.id, name: employer.name },
    experience: { id: 'noExperience', name: 'Нет опыта' },
    schedule: { id: 'shift', name: 'Сменный график' },
  }
}

/** The facts name the call, not its fields: those of `/me` and the name. */
export function managerJson(manager: Manager) {
  return {
    id: manager.id,
    first_name: manager.firstName,
    last_name: manager.lastName,
    middle_name: manager.middleName,
    full_name: [manager.lastName, manager.firstName, manager.middleName].filter(Boolean).join(' '),
    email: manager.email,
    is_main_contact_person: manager.isAdmin,
  }
}
