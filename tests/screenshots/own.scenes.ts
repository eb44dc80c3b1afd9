import type { Administration } from '#shared/contract/administration'
import { v7 as newId } from 'uuid'

import { HubAdmin } from '../lib/hub-admin'
import type { Stage } from './stage'

const COLLEAGUE = 'Марат Каримов'
const TRAINING = 'Обучение'
const STATUSES = [
  { ru: TRAINING, en: 'Training', colour: 'violet', takesCases: false, takesCalls: false, isBreak: false },
  { ru: 'Только чаты', en: 'Chats only', colour: 'teal', takesCases: true, takesCalls: false, isBreak: false },
  { ru: 'Обед', en: 'Lunch', colour: 'orange', takesCases: false, takesCalls: false, isBreak: true },
] as const
const CHATS_ONLY = /Только чаты|Chats only/
const RESPONSES = [
  ['Кладовщик', 'Ким', 'Сергей'],
  ['Водитель-курьер', 'Петрова', 'Анна'],
] as const

/** Statuses of the company's own, where they are set, chosen and seen; the time that is left to answer. */
export async function drawOwn(stage: Stage): Promise<void> {
  const { page, words } = stage
  await page.getByRole('option').nth(8).waitFor()
  await arrange(stage)
  await stage.goTo('settings')
  const sections = page.getByRole('navigation', { name: words.settings.sections })
  await sections.getByRole('button', { name: words.settings.section.statuses, exact: true }).click()
  await page.getByRole('button', { name: words.admin.statuses.add }).waitFor()
  await stage.shot('own-statuses')
  await stage.button(words.admin.statuses.add).click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('own-status-new')
  await stage.button(words.admin.cancel, page.getByRole('dialog')).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })

  const person = page.getByRole('navigation', { name: words.shell.navigation, exact: true }).getByRole('button').last()
  await person.click()
  await page.getByRole('menuitem', { name: CHATS_ONLY }).waitFor()
  await stage.shot('own-status-menu')
  await page.getByRole('menuitem', { name: CHATS_ONLY }).click()

  await stage.goTo('supervisor')
  await page.getByRole('rowheader', { name: COLLEAGUE }).waitFor()
  await stage.shot('own-status-wall')
  const tabs = page.getByRole('radiogroup', { name: words.supervisor.tabs })
  await tabs.getByText(words.supervisor.tab.targets).click()
  await page.getByText(words.supervisor.targets.warnPercent).waitFor()
  await stage.shot('own-warning')
  await tabs.getByText(words.supervisor.tab.days).click()
  await page.getByRole('button', { name: COLLEAGUE }).click()
  await page.getByRole('table', { name: COLLEAGUE }).waitFor()
  await stage.shot('own-status-days')
  await drawLimits(stage)
}

async function drawLimits(stage: Stage): Promise<void> {
  const { page, words, avito } = stage
  for (const [vacancy, lastName, firstName] of RESPONSES)
    await avito.control.candidateResponds({
      vacancy,
      name: firstName,
      fullName: { last_name: lastName, first_name: firstName, patronymic: '' },
      phone: '79172041833',
      letter: 'Готова выйти с понедельника',
      resume: { title: 'Водитель категории B', description: 'Пять лет за рулём.', params: {} },
    })
  await stage.goTo('cases')
  await stage.tab(words.cases.list.queue)
  const row = page.getByRole('option').filter({ hasText: RESPONSES[0][0] })
  await row.click()
  await row.getByText(words.cases.list.limitStage.soon).waitFor()
  await stage.button(words.cases.action.take).click()
  await row.waitFor({ state: 'hidden' })
  await stage.tab(words.cases.list.mine)
  await stage.shot('own-limit')
}

async function arrange({ page }: Stage): Promise<void> {
  const admin = await HubAdmin.of(page)
  const { teams } = await admin.get<Administration>('/api/administration')
  const ids = new Map<string, string>()
  for (const { ru, en, ...status } of STATUSES) {
    const id = newId()
    ids.set(ru, id)
    await admin.put(`/api/administration/statuses/${id}`, { names: { ru, en }, ...status })
  }
  const agentId = newId()
  const person = { name: COLLEAGUE, role: 'agent', teamIds: teams.map(({ id }) => id), capacity: null }
  await admin.put(`/api/administration/agents/${agentId}`, person)
  const args = { status: 'away', ownStatusId: ids.get(TRAINING) }
  await admin.post('/api/commands', { id: newId(), by: agentId, name: 'setStatus', args })
  await admin.put('/api/service-targets', {
    answerWithinMs: 3 * 60_000,
    goalPercent: 90,
    exceptions: [],
    warn: { kind: 'share', percent: 5 },
  })
}
