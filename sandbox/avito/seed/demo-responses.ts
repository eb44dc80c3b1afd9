import type { SandboxContext } from '../context'
import { addResume } from '../jobs/add-resume'
import { demoPeople } from './demo-people'

const MINUTE_MS = 60_000

/** The demo's candidates have responded; one of them by telephone, whom nobody has called back yet. */
export function seedDemoResponses(sandbox: SandboxContext): void {
  const { world, job } = sandbox
  for (const chat of world.chatsByUpdate()) {
    const person = demoPeople.find(({ name }) => name === chat.client.name)
    if (!person || chat.item?.kind !== 'vacancy') continue
    const vacancy =
      job.jobs.vacancy(chat.item.id) ??
      job.jobs.addVacancy(chat.item, { description: `Приглашаем: ${chat.item.title}.`, salary: 90_000 })
    const resume = person.resume ? addResume(sandbox, { ...person, resume: person.resume }, chat.createdAtMs) : null
    job.jobs.addApplication({
      vacancy,
      type: 'by_chat',
      createdAtMs: chat.createdAtMs,
      state: 'new',
      isViewed: false,
      employeeId: null,
      resumeId: resume?.id ?? null,
      name: person.name,
      fullName: person.fullName ?? null,
      phones: person.phone ? [{ value: person.phone, status: 'received' }] : [],
      chat,
      prevalidation: null,
    })
  }
  const [vacancy] = job.jobs.allVacancies()
  if (!vacancy) return
  job.jobs.addApplication({
    vacancy,
    type: 'by_phone',
    createdAtMs: world.clock.now() - 95 * MINUTE_MS,
    state: 'new',
    isViewed: false,
    employeeId: null,
    resumeId: null,
    name: 'Галина Пестова',
    fullName: { last_name: 'Пестова', first_name: 'Галина', patronymic: 'Олеговна' },
    phones: [{ value: '79161230006', status: 'received' }],
    chat: null,
    prevalidation: null,
  })
}
