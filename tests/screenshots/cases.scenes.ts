import type { Administration } from '#shared/contract/administration'
import { v7 as newId } from 'uuid'

import { HubAdmin } from '../lib/hub-admin'
import type { Stage } from './stage'

const VACANCY = 'Водитель-курьер'
const LETTER = 'Готова выйти с понедельника'
const RESPONSES = [
  { vacancy: 'Кладовщик', lastName: 'Ким', firstName: 'Сергей' },
  { vacancy: 'Оператор склада', lastName: 'Зотова', firstName: 'Мария' },
  { vacancy: VACANCY, lastName: 'Петрова', firstName: 'Анна' },
]
const RESUME = {
  title: 'Водитель категории B',
  description: 'Пять лет за рулём, без аварий. Знаю город и область.',
  params: {},
}
const COLLEAGUE = 'Иван Кузнецов'

/** A response from the queue to its end, and everything an agent opens on the way. */
export async function drawCases(stage: Stage): Promise<void> {
  const { page, words, avito } = stage
  await page.getByRole('option').nth(8).waitFor()
  await arrange(stage)
  for (const { vacancy, lastName, firstName } of RESPONSES)
    await avito.control.candidateResponds({
      vacancy,
      name: firstName,
      fullName: { last_name: lastName, first_name: firstName, patronymic: '' },
      phone: '79172041833',
      letter: LETTER,
      resume: RESUME,
    })

  await stage.goTo('cases')
  await stage.tab(words.cases.list.queue)
  await page.getByRole('option').filter({ hasText: VACANCY }).click()
  await page.getByText(LETTER).first().waitFor()
  await stage.withoutNotices()
  await stage.shot('cases-queue')
  await stage.button(words.cases.action.take).click()
  await page.getByRole('tab', { name: words.cases.tab.response }).click()
  await page.getByText(RESUME.description).waitFor()
  await stage.shot('case-response')
  await stage.tab(words.cases.list.mine)
  await page.getByRole('tab', { name: words.cases.tab.case }).click()
  await page.getByRole('combobox', { name: words.cases.form.topic }).click()
  await stage.shot('case-topics')
  await page.getByRole('option', { name: 'Собеседование' }).click()
  await page.getByRole('button', { name: words.cases.form.save, exact: true }).click()
  await page.keyboard.press('Control+Shift+K')
  await page.getByPlaceholder(words.cases.note.placeholder).fill('Права проверил, можно звать')
  await stage.shot('case-note')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Shift+K')

  await page.getByRole('tab', { name: words.cases.tab.client }).click()
  await stage.shot('client-guest')
  await stage.button(words.cases.card.fill).click()
  await stage.shot('client-form')
  await stage.button(words.cases.card.create).click()
  await page.getByRole('heading', { name: 'Петрова' }).waitFor()
  await stage.shot('client-card')
  await stage.button(words.cases.card.more).click()
  await page.getByRole('menuitem', { name: words.cases.card.merge }).click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('client-merge')
  await page.keyboard.press('Escape')

  await stage.composer.fill('Приходите завтра в десять.')
  await stage.button(words.chats.later.button).click()
  await page.getByRole('menuitem', { name: words.chats.later.pick }).waitFor()
  await stage.shot('send-later-menu')
  await page.getByRole('menuitem', { name: words.chats.later.pick }).click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('send-later-dialog')
  await page.keyboard.press('Escape')
  await stage.button(words.chats.later.button).click()
  await page.getByRole('menuitem').first().click()
  await stage.button(words.chats.scheduled.now).waitFor()
  await stage.shot('send-later')
  await stage.composer.press('Control+Shift+L')
  await page.getByRole('dialog').waitFor()
  await stage.shot('case-transfer')
  // The first closes the list of receivers.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await stage.button(words.cases.action.close).click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('case-close')
  await page.getByRole('dialog').getByRole('button', { name: words.cases.close.confirm }).click()
  await page.getByText(words.cases.closedHere.slice(0, 20)).waitFor()
  await page.getByRole('tab', { name: words.cases.tab.history }).click()
  await stage.shot('case-history')
  await stage.tab(words.cases.list.closed)
  await stage.shot('cases-closed')

  await page.getByRole('navigation', { name: words.shell.navigation }).getByRole('button').last().click()
  await page.getByRole('menuitem').first().waitFor()
  await stage.shot('status-menu')
  await page.keyboard.press('Escape')

  await stage.goTo('chats')
  await stage.button(words.chats.filters.open).click()
  await page.getByText(words.chats.filters.withoutVacancy).waitFor()
  await stage.shot('chat-filters')
  await page.keyboard.press('Escape')
  await page.getByRole('option').nth(3).click()
  await stage.button(words.chats.header.more).click()
  await page.getByRole('menuitem', { name: words.chats.deed.offer.block }).click()
  await page.getByRole('dialog').getByRole('button').last().click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await stage.shot('chat-blocked')
  await drawDialogsOfSettings(stage)
}

/** People, topics and texts as an administrator would have set them. */
async function arrange({ page }: Stage): Promise<void> {
  const admin = await HubAdmin.of(page)
  const { teams } = await admin.get<Administration>('/api/administration')
  for (const name of [COLLEAGUE, 'Ольга Зуева'])
    await admin.put(`/api/administration/agents/${newId()}`, {
      name,
      role: 'agent',
      teamIds: teams.map(({ id }) => id),
      capacity: null,
    })
  for (const name of ['Собеседование', 'График и оплата', 'Не подходит', 'Перезвонить'])
    await admin.put(`/api/administration/topics/${newId()}`, { name })
}

async function drawDialogsOfSettings(stage: Stage): Promise<void> {
  const { page, words } = stage
  await stage.goTo('settings')
  const sections = page.getByRole('navigation', { name: words.settings.sections })
  await sections.getByRole('button', { name: words.settings.section.people, exact: true }).click()
  await stage.button(words.admin.people.edit.replace('{{name}}', COLLEAGUE)).click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('settings-person')
  await page.keyboard.press('Escape')
  await sections.getByRole('button', { name: words.settings.section.channels, exact: true }).click()
  await page
    .getByRole('button', { name: new RegExp(words.channels.health.receiving.short) })
    .last()
    .click()
  await page.getByRole('tab', { name: words.channels.settings.tab.working, exact: true }).click()
  await page.getByRole('button', { name: new RegExp(`: ${words.channels.settings.autoAnswers}$`) }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await dialog.getByRole('textbox').first().fill('Здравствуйте! Ответим в течение часа.')
  await dialog.getByRole('button', { name: words.channels.settings.answers.add }).click()
  await stage.shot('channel-auto-answers')
  await page.keyboard.press('Escape')
}
