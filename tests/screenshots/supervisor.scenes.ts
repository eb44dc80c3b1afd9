import type { Administration } from '#shared/contract/administration'
import { v7 as newId } from 'uuid'

import { HubAdmin } from '../lib/hub-admin'
import type { Stage } from './stage'

const COLLEAGUE = 'Марат Каримов'
const COLLEAGUES = [COLLEAGUE, 'Ирина Соколова', 'Алсу Галиева', 'Павел Дёмин']
const TEAMS = ['Подбор: массовый', 'Подбор: офис']
const RESPONSES = [
  ['Кладовщик', 'Ким', 'Сергей'],
  ['Оператор склада', 'Зотова', 'Мария'],
  ['Водитель-курьер', 'Петрова', 'Анна'],
] as const

/** The wall as a supervisor sees it, the cases behind a number, a stretch played again, the targets. */
export async function drawSupervisor(stage: Stage): Promise<void> {
  const { page, words, avito } = stage
  const { supervisor } = words
  await page.getByRole('option').nth(8).waitFor()
  await arrange(stage)
  for (const [vacancy, lastName, firstName] of RESPONSES)
    await avito.control.candidateResponds({
      vacancy,
      name: firstName,
      fullName: { last_name: lastName, first_name: firstName, patronymic: '' },
      phone: '79172041833',
      letter: 'Готова выйти с понедельника',
      resume: { title: 'Водитель категории B', description: 'Пять лет за рулём.', params: {} },
    })
  await stage.goTo('supervisor')
  await page.getByRole('rowheader', { name: COLLEAGUE }).waitFor()
  const queued = page.getByRole('button', { name: new RegExp(`^${supervisor.card.queued}`) })
  await queued.filter({ hasText: String(RESPONSES.length) }).waitFor()
  await stage.withoutNotices()
  await stage.shot('supervisor-live')
  await queued.click()
  await page.getByRole('dialog').getByRole('button').nth(1).waitFor()
  await stage.shot('supervisor-behind')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+Shift+Digit4')
  await page.getByRole('dialog').waitFor()
  await stage.shot('supervisor-big')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  const tabs = page.getByRole('radiogroup', { name: supervisor.tabs })
  await tabs.getByText(supervisor.tab.replay).click()
  await stage.button(supervisor.replay.play).waitFor()
  await stage.shot('supervisor-replay')
  await tabs.getByText(supervisor.tab.reports).click()
  await drawReports(stage)
  await tabs.getByText(supervisor.tab.targets).click()
  await stage.button(supervisor.targets.add).click()
  await stage.shot('supervisor-targets')
  await tabs.getByText(supervisor.tab.days).click()
  await page.getByRole('button', { name: COLLEAGUE }).click()
  await page.getByRole('table', { name: COLLEAGUE }).waitFor()
  await stage.shot('supervisor-days')
  await tabs.getByText(supervisor.tab.live).click()
  await drawWatching(stage)
}

/** A colleague's conversation, looked into unseen, with a whisper each way. */
async function drawWatching(stage: Stage): Promise<void> {
  const { page, words } = stage
  const admin = await HubAdmin.of(page)
  const { agents } = await admin.get<Administration>('/api/administration')
  const [me, colleague] = [agents[0], agents.find(({ name }) => name === COLLEAGUE)]
  if (!me || !colleague) throw new Error('The colleagues of this scene have not come.')
  await page.getByRole('button', { name: new RegExp(`^${words.supervisor.card.queued}`) }).click()
  await page.getByRole('dialog').getByRole('button').nth(1).click()
  await page.getByText(words.chats.watch.title).waitFor()
  await stage.shot('supervisor-watch-queued')
  const chatId = await page.locator('[role=option][aria-selected=true]').getAttribute('data-chat')
  const { chat } = await admin.get<{ chat: { case: { id: string } } }>(`/api/chats/${chatId ?? ''}`)
  const command = (name: string, args: object, by: string) =>
    admin.post('/api/commands', { id: newId(), name, args, by })
  const receiver = { kind: 'agent', agentId: colleague.id }
  await command('transferCase', { caseId: chat.case.id, to: receiver, note: null }, me.id)
  const text = stage.look.language === 'ru' ? 'Уточните, когда сможет выйти' : 'Ask when she can begin'
  const answer = stage.look.language === 'ru' ? 'Спрошу сейчас' : 'Asking now'
  const said = { chatId, writtenAtMs: Date.now() }
  await command('whisper', { ...said, messageId: newId(), to: colleague.id, text }, me.id)
  await command('whisper', { ...said, messageId: newId(), to: me.id, text: answer }, colleague.id)
  await page.getByRole('article').filter({ hasText: answer }).waitFor()
  await stage.shot('supervisor-watch')
  await stage.button(words.chats.watch.leave).click()
}

/** The figures of a period, its cases, and the funnel of its vacancies. */
async function drawReports(stage: Stage): Promise<void> {
  const { page, words } = stage
  const { reports } = words
  await page.getByRole('table').waitFor()
  await stage.shot('reports-numbers')
  await page.getByRole('radiogroup', { name: reports.grouping.label }).getByText(reports.grouping.channel).click()
  await page.getByRole('columnheader', { name: reports.grouping.channel }).waitFor()
  await stage.shot('reports-channels')
  const views = page.getByRole('radiogroup', { name: reports.views })
  await views.getByText(reports.view.cases).click()
  await page.getByRole('button', { name: reports.file.xlsx }).waitFor()
  await page.getByRole('row').nth(3).waitFor()
  await stage.shot('reports-cases')
  await views.getByText(reports.view.funnel).click()
  await page.getByRole('table').waitFor()
  await stage.shot('reports-funnel')
  await views.getByText(reports.view.plans).click()
  await page.getByRole('button', { name: reports.plans.add }).click()
  await page.getByLabel(reports.plans.receivers, { exact: true }).fill('boss@example.ru')
  await stage.shot('reports-plan')
  await page.getByRole('button', { name: reports.plans.save, exact: true }).click()
  const card = page.getByRole('article', { name: reports.plans.newName })
  await card.getByRole('button', { name: reports.plans.send }).click()
  await card.getByRole('status').waitFor()
  await stage.shot('reports-planned')
}

async function arrange({ page }: Stage): Promise<void> {
  const admin = await HubAdmin.of(page)
  for (const name of TEAMS) await admin.put(`/api/administration/teams/${newId()}`, { name })
  const { teams } = await admin.get<Administration>('/api/administration')
  for (const name of COLLEAGUES)
    await admin.put(`/api/administration/agents/${newId()}`, {
      name,
      role: 'agent',
      teamIds: teams.map(({ id }) => id),
      capacity: null,
    })
  await admin.put('/api/service-targets', { answerWithinMs: 120_000, goalPercent: 90, exceptions: [] })
}
