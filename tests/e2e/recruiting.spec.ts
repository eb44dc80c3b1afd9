import { demoCandidates } from '../../sandbox/hh/seed/demo-candidates'
import { connectHh } from '../lib/connect-hh'
import { DeskPage } from '../lib/desk-page'
import { pngOf } from '../lib/png-of'
import { expect, test } from './fixtures'

test('[RC-01] [RC-03] [RC-04] [RC-36] [RC-37] [M2] [M3] [M4] [M12] [M13] [M21] a response is moved with its message, and a talk begins without a vacancy', async ({
  hh,
  launch,
}) => {
  const page = await (await launch({ with: 'nothing' })).deskWindow()
  const desk = new DeskPage(page)
  await connectHh(page, hh)
  await desk.goTo('Настройки')
  await page.getByRole('button', { name: 'Шаблоны', exact: true }).click()
  await page.getByRole('button', { name: 'Добавить шаблон' }).click()
  await page.getByRole('textbox', { name: 'Название' }).fill('Адрес')
  await page.getByRole('textbox', { name: 'Текст' }).fill('{имя}, мы на Лесной, 5')
  await page.getByLabel('Добавить файлы', { exact: true }).setInputFiles([
    { name: 'Проход.png', mimeType: 'image/png', buffer: pngOf(80, 60) },
    { name: 'Прайс.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') },
  ])
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByText('Проход.png, Прайс.pdf')).toBeVisible()
  await desk.goTo('Чаты')
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
  await desk.openMessageMenu('ждём вас завтра в 11:00')
  await expect(page.getByRole('menuitem', { name: 'Скопировать текст' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: /^(Изменить|Удалить)/ })).toHaveCount(0)
  await page.keyboard.press('Escape')

  await desk.composer.fill('/')
  await page.getByRole('option', { name: /^Адрес/ }).click()
  await expect(desk.composer).toHaveValue(`${person.firstName}, мы на Лесной, 5`)
  await expect(page.getByRole('alert').getByText(/^Прайс\.pdf: такой вид файла отправить нельзя/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Убрать изображение Проход.png' })).toBeVisible()
  await desk.composer.press('Enter')
  await desk.expectState('мы на Лесной, 5', 'Отправлено')
  const received = (await hh.control.received(chatId)).slice(1)
  expect(received.map(({ text, file }) => [text, file !== null])).toEqual([
    [null, true],
    [`${person.firstName}, мы на Лесной, 5`, false],
  ])

  await page.getByRole('button', { name: 'Действия с чатом' }).click()
  await page.getByRole('menuitem', { name: 'Начать чат без вакансии…' }).click()
  const beginning = page.getByRole('dialog', { name: 'Начать чат без вакансии' })
  await beginning.getByRole('textbox', { name: 'Первое сообщение' }).fill('Есть ещё одна работа')
  await beginning.getByRole('button', { name: 'Начать чат' }).click()
  await expect(page.locator('header').getByText('Без вакансии')).toBeVisible()
  await desk.expectState('Есть ещё одна работа', 'Отправлено')
  // The platform tells of the conversation as well; both are one.
  await expect(page.getByLabel('Список чатов').getByRole('img', { name: 'Без вакансии' })).toHaveCount(1)
  expect((await hh.control.received()).filter(({ text }) => text === 'Есть ещё одна работа')).toHaveLength(1)

  // With whom there is no chat at all: by the address of the résumé.
  const { resumeId } = await hh.control.addResume({ ...demoCandidates.morozov, areContactsOpen: true })
  await page.keyboard.press('Control+KeyN')
  const byResume = page.getByRole('dialog', { name: 'Новый чат без вакансии' })
  const link = byResume.getByRole('textbox', { name: 'Ссылка на резюме' })
  await link.fill('https://hh.ru/vacancy/12345678')
  await link.press('Enter')
  await expect(byResume.getByRole('alert').getByText(/^Это не похоже на ссылку на резюме/)).toBeVisible()
  await link.fill(`https://spb.hh.ru/resume/${resumeId}?from=search`)
  await link.press('Enter')
  await expect(byResume.getByText('Морозов Денис Олегович')).toBeVisible()
  await byResume.getByRole('textbox', { name: 'Первое сообщение' }).fill('Денис, добрый день!')
  await byResume.getByRole('button', { name: 'Начать чат' }).click()
  await expect(page.getByRole('heading', { name: 'Морозов Денис Олегович' })).toBeVisible()
  await desk.expectState('Денис, добрый день!', 'Отправлено')
  expect((await hh.control.received()).filter(({ text }) => text === 'Денис, добрый день!')).toHaveLength(1)
})

test('[RC-12] [RC-13] [RC-14] [RC-15] [RC-16] [RC-17] [F1] [F2] a candidate is found by any part of the name, by vacancy and by stage @long', async ({
  hh,
  launch,
}) => {
  const page = await (await launch({ with: 'nothing' })).deskWindow()
  const desk = new DeskPage(page)
  await connectHh(page, hh)
  const [anna, denis] = ['Кузнецова Анна Игоревна', 'Морозов Денис Олегович']
  await hh.control.candidateResponds({ vacancy: 'Флорист', candidate: demoCandidates.kuznetsova, letter: 'Готова!' })
  await hh.control.candidateResponds({ vacancy: 'Курьер', candidate: demoCandidates.morozov, letter: 'Готов!' })
  await expect(desk.chat(anna)).toBeVisible()
  await expect(desk.chat(denis)).toBeVisible()
  const search = page.getByRole('searchbox')
  // Parts of the name in any order, letter case and layout of the keyboard.
  for (const typed of ['кузнецова', 'АННА', 'игоревна', 'игоревна анна', 'Repytwjdf']) {
    await search.fill(typed)
    await expect(desk.chat(denis)).toHaveCount(0)
    await expect(desk.chat(anna)).toBeVisible()
  }
  await search.fill('')
  await expect(desk.chat(denis)).toBeVisible()

  const filterBy = async (label: string, option: RegExp) => {
    await page.keyboard.press('Control+Shift+KeyF')
    const filters = page.getByRole('dialog', { name: 'Фильтры списка' })
    await filters.getByRole('combobox', { name: label }).click()
    await filters.getByRole('option', { name: option }).click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(filters).toHaveCount(0)
  }
  await filterBy('Вакансия или объявление', /^Курьер/)
  await expect(desk.chat(anna)).toHaveCount(0)
  await expect(desk.chat(denis)).toBeVisible()
  await page.getByRole('button', { name: 'Убрать: Курьер' }).click()
  await expect(desk.chat(anna)).toBeVisible()

  await desk.openChat(anna)
  await desk.composer.press('Control+Shift+KeyO')
  const dialog = page.getByRole('dialog', { name: 'Перевести отклик на другой этап' })
  await dialog.getByRole('combobox', { name: 'Куда перевести' }).click()
  await page.getByRole('option', { name: 'Собеседование' }).click()
  await dialog.getByRole('button', { name: 'Перевести и отправить' }).click()
  await expect(page.locator('header').getByText(/Собеседование/)).toBeVisible()
  await filterBy('Этап отклика', /^Собеседование/)
  await expect(desk.chat(denis)).toHaveCount(0)
  await expect(desk.chat(anna)).toBeVisible()
  await page.getByRole('button', { name: 'Сбросить всё' }).first().click()
  await filterBy('Канал', /./)
  await expect(desk.chat(denis)).toBeVisible()
  await expect(desk.chat(anna)).toBeVisible()
})
