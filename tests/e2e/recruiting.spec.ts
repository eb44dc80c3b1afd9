import { demoCandidates } from '../../sandbox/hh/seed/demo-candidates'
import { connectHh } from '../lib/connect-hh'
import { DeskPage } from '../lib/desk-page'
import { expect, test } from './fixtures'

test('[M2] [M3] [M4] [M12] [M13] [M21] a response is moved with its message, and a talk begins without a vacancy', async ({
  hh,
  launch,
}) => {
  const page = await (await launch({ with: 'nothing' })).deskWindow()
  const desk = new DeskPage(page)
  const admin = await connectHh(page, hh)
  await admin.put('/api/administration/templates/texts/019b0000-0000-7000-800e-000000000001', {
    name: 'Адрес',
    text: '{имя}, мы на Лесной, 5',
  })
  const candidate = { ...demoCandidates.kuznetsova, areContactsOpen: true }
  const { chatId } = await hh.control.candidateResponds({ vacancy: 'Курьер', candidate, letter: 'Готова выйти!' })
  const { person } = candidate
  const name = [person.lastName, person.firstName, person.middleName].filter(Boolean).join(' ')
  await desk.openChat(name)
  await expect(page.getByRole('banner').or(page.locator('header')).getByText('Без вакансии')).toHaveCount(0)

  // The stage's message: the channel's own words, looked at and changed, by the keyboard.
  await desk.composer.press('Control+Shift+KeyO')
  const dialog = page.getByRole('dialog', { name: 'Перевести отклик на другой этап' })
  await dialog.getByRole('combobox', { name: 'Куда перевести' }).click()
  await page.getByRole('option', { name: 'Собеседование' }).click()
  const message = dialog.getByRole('textbox', { name: 'Сообщение клиенту' })
  await expect(message).toHaveValue(new RegExp(`^${person.firstName}, приглашаем вас`))
  await message.fill(`${person.firstName}, ждём вас завтра в 11:00`)
  await dialog.getByRole('button', { name: 'Перевести и отправить' }).click()
  await expect(desk.timeline.getByText(/^Этап: Собеседование/)).toBeVisible()
  await expect(desk.message('ждём вас завтра в 11:00')).toBeVisible()
  await expect(page.locator('header').getByText(/Собеседование/)).toBeVisible()
  await expect
    .poll(async () => (await hh.control.received(chatId)).map(({ text }) => text))
    .toEqual([`${person.firstName}, ждём вас завтра в 11:00`])

  // What went with a stage is nobody's to change or delete (M12).
  const moved = desk.message('ждём вас завтра в 11:00')
  await moved.hover()
  await moved.getByRole('button', { name: 'Действия с сообщением' }).click()
  await expect(page.getByRole('menuitem', { name: 'Скопировать текст' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: /^(Изменить|Удалить)/ })).toHaveCount(0)
  await page.keyboard.press('Escape')

  await desk.composer.fill('/')
  await page.getByRole('option', { name: /^Адрес/ }).click()
  await expect(desk.composer).toHaveValue(`${person.firstName}, мы на Лесной, 5`)
  await desk.composer.fill('')

  await page.getByRole('button', { name: 'Действия с чатом' }).click()
  await page.getByRole('menuitem', { name: 'Начать чат без вакансии…' }).click()
  const beginning = page.getByRole('dialog', { name: 'Начать чат без вакансии' })
  await beginning.getByRole('textbox', { name: 'Первое сообщение' }).fill('Есть ещё одна работа')
  await beginning.getByRole('button', { name: 'Начать чат' }).click()
  await expect(page.locator('header').getByText('Без вакансии')).toBeVisible()
  await desk.expectState('Есть ещё одна работа', 'Отправлено')
  await expect(page.getByLabel('Список чатов').getByRole('img', { name: 'Без вакансии' })).toBeVisible()
  expect((await hh.control.received()).filter(({ text }) => text === 'Есть ещё одна работа')).toHaveLength(1)
})
