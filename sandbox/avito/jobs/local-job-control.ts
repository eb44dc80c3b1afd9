import type { SandboxContext } from '../context'
import { makeItem } from '../make-item'
import type { SandboxChat } from '../model'
import { addResume } from './add-resume'
import type { JobControl } from './job-control'
import type { SandboxVacancy } from './model'

/** Avito's own voice in a chat (facts/avito-messenger.md: author 0 or 1). */
const SYSTEM_AUTHOR = 0

export function createJobControl(sandbox: SandboxContext): JobControl {
  const { world, job } = sandbox
  const { jobs, hooks, settings } = job
  return {
    async candidateResponds(response) {
      const createdAtMs = world.clock.now() - (response.ageMs ?? 0)
      const vacancy = vacancyOf(sandbox, response.vacancy)
      const resume = response.resume ? addResume(sandbox, { ...response, resume: response.resume }, createdAtMs) : null
      const isByChat = response.how !== 'phone'
      const { applicantId, chatId, fullName = null, phone = null } = response
      const known = chatId === undefined ? null : world.chat(chatId)
      const chat = isByChat ? (known ?? openChat(sandbox, vacancy, response.name, createdAtMs)) : null
      const { id } = jobs.addApplication({
        vacancy,
        type: isByChat ? 'by_chat' : 'by_phone',
        ...(applicantId === undefined ? {} : { applicantId }),
        createdAtMs,
        state: 'new',
        isViewed: false,
        employeeId: null,
        resumeId: resume?.id ?? null,
        name: response.name,
        fullName,
        phones: phone === null ? [] : [{ value: phone, status: 'received' }],
        chat,
        prevalidation: null,
      })
      if (chat && response.letter !== undefined) {
        const content = { text: response.letter }
        world.addMessage(chat, { authorId: chat.client.id, type: 'text', content, createdAtMs })
      }
      return {
        applicationId: id,
        chatId: chat?.id ?? null,
        vacancyId: vacancy.item.id,
        resumeId: resume?.id ?? null,
      }
    },
    async updateResponse(applicationId, change) {
      const application = jobs.application(applicationId)
      const { answers, opensChat, employeeId, phone, ...plain } = change
      if (employeeId !== undefined) jobs.setEmployee(application, employeeId)
      const chat = opensChat
        ? openChat(sandbox, application.vacancy, application.name ?? 'Кандидат', world.clock.now())
        : application.chat
      const patch = {
        ...plain,
        ...(phone === undefined ? {} : { phones: [{ value: phone, status: 'received' }] }),
        ...(answers ? { prevalidation: { status: 'success', summary: answers } } : {}),
        ...(opensChat ? { chat } : {}),
      }
      if (Object.keys(patch).length > 0) jobs.update(application, patch)
      return { chatId: chat?.id ?? null }
    },
    async responses() {
      return jobs.newestFirst().map(({ id, vacancy, state, isViewed, chat }) => ({
        id,
        vacancyTitle: vacancy.item.title,
        state,
        isViewed,
        chatId: chat?.id ?? null,
      }))
    },
    async applicationWebhooks() {
      return hooks.list()
    },
    async setApplicationWebhooks(wanted) {
      for (const { url } of hooks.list()) hooks.remove(url)
      for (const hook of wanted) await hooks.put(hook)
    },
    async setEmployer({ isVerified, paidViews }) {
      settings.isEmployerVerified = isVerified ?? settings.isEmployerVerified
      settings.paidViews = paidViews ?? settings.paidViews
    },
  }
}

function vacancyOf({ world, job }: SandboxContext, title: string): SandboxVacancy {
  const known = job.jobs.vacancyByTitle(title)
  if (known) return known
  const item = makeItem(world, { kind: 'vacancy', title, price: '90 000 ₽ за месяц' }, world.account.id)
  return job.jobs.addVacancy(item, { description: `Приглашаем: ${title}.`, salary: 90_000 })
}

/** A response in a chat begins with Avito's own line, whether or not a letter follows. */
function openChat({ world }: SandboxContext, vacancy: SandboxVacancy, name: string, createdAtMs: number): SandboxChat {
  const client = { id: world.newNumber(), name, avatarUrl: null }
  const chat = world.addChat({ client, item: vacancy.item, createdAtMs })
  const text = `Кандидат откликнулся на вакансию «${vacancy.item.title}»`
  const content = { text, flow_id: 'responses' }
  world.addMessage(chat, { authorId: SYSTEM_AUTHOR, type: 'system', content, createdAtMs })
  return chat
}
