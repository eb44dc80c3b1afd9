import type { Manager, Vacancy } from './model'
import type { Funnel } from './rules/funnel'
import type { World } from './world'

const DAY_MS = 86_400_000

export function makeVacancy(
  world: World,
  details: {
    readonly name: string
    readonly manager: Manager
    readonly funnel: Funnel
    readonly salary?: number
    readonly description?: string
    readonly state?: Vacancy['state']
    readonly ageMs?: number
  },
): Vacancy {
  const { name, manager, funnel, salary = 90_000, state = 'active', ageMs = 0 } = details
  const createdAtMs = world.clock.now() - ageMs
  const vacancy: Vacancy = {
    id: `12${world.newId()}`,
    employer: manager.employer,
    manager,
    name,
    area: 'Москва',
    salary: { from: salary, to: null },
    description: details.description ?? `<p>Приглашаем: ${name}.</p>`,
    funnel,
    createdAtMs,
    expiresAtMs: createdAtMs + 30 * DAY_MS,
    state,
    allowsMessages: true,
    changedAtMs: createdAtMs,
  }
  world.vacancies.set(vacancy.id, vacancy)
  return vacancy
}
