import type { Page } from '@playwright/test'

import type { AvitoSandbox } from '../../sandbox/avito'
import { DeskPage } from '../lib/desk-page'
import { pngOf } from '../lib/png-of'
import { expectExactlyOnce } from '../lib/sandbox-checks'
import { expect, test } from './fixtures'

const FIRST = 'Спасибо за отклик! Скоро ответим.'
const SECOND = 'Мы помним о вас.'
const CLOSING = 'Спасибо за разговор!'
const LETTER = 'Готова выйти с понедельника'

async function connectJobs(page: Page, avito: AvitoSandbox): Promise<void> {
  await page.getByRole('button', { name: 'Подключить: Авито Работа' }).click()
  await page.getByRole('textbox', { name: 'Client ID' }).fill(avito.clientId)
  await page
    .getByLabel(/^Client secret/, { exact: false })
    .first()
    .fill(avito.clientSecret)
  await page.getByRole('button', { name: 'Дополнительно' }).click()
  await page.getByRole('textbox', { name: 'Адрес API' }).fill(avito.apiUrl)
  await page.getByRole('textbox', { name: 'Адрес страницы согласия' }).fill(avito.consentUrl)
  await page.getByRole('button', { name: 'Подключить', exact: true }).click()
  await expect(page.getByText(/Готово: канал подключён/)).toBeVisible()
}

async function setAnswers(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Настроить: Автоматические ответы' }).click()
  const dialog = page.getByRole('dialog')
  for (const [index, text] of [FIRST, SECOND].entries()) {
    const name = `Автоответ ${String(index + 1)}`
    if (index > 0) await dialog.getByRole('button', { name: 'Добавить автоматический ответ' }).click()
    await dialog.getByRole('textbox', { name, exact: true }).fill(text)
    await dialog.getByRole('combobox', { name: `${name}: единица времени` }).click()
    await page.getByRole('option', { name: 'секунд' }).click()
    await dialog.getByRole('textbox', { name: `${name}: Через` }).fill(index === 0 ? '1' : '3')
  }
  await dialog.getByRole('button', { name: 'Применить' }).click()
}

test('[AV-42] [AV-47] [AV-59] [AV-76] [A1] [A3] [A11] [A17] [A18] an administrator connects Авито Работа; the candidate sees exactly the right messages', async ({
  avito,
  launch,
}) => {
  const app = await launch({ with: 'nothing' })
  const desk = new DeskPage(await app.deskWindow())
  const { page } = desk
  await desk.goTo('Настройки')
  const sections = page.getByRole('navigation', { name: 'Разделы настроек' })

  await sections.getByRole('button', { name: 'Сотрудники и группы' }).click()
  await page.getByRole('button', { name: 'Добавить группу' }).click()
  await page.getByRole('textbox', { name: 'Название группы' }).fill('Подбор')
  await page.keyboard.press('Enter')
  await page
    .getByRole('button', { name: /^Изменить: / })
    .first()
    .click()
  // The field lies under the pills of what is chosen; a person presses the whole box.
  await page.getByRole('dialog').getByRole('combobox', { name: 'Группы' }).click({ force: true })
  await page.getByRole('option', { name: 'Подбор' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('Администратор · Все сотрудники · Подбор', { exact: true })).toBeVisible()

  await sections.getByRole('button', { name: 'Темы' }).click()
  await page.getByRole('button', { name: 'Добавить тему' }).click()
  await page.getByRole('textbox', { name: 'Название темы' }).fill('Собеседование')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Собеседование')).toBeVisible()

  await sections.getByRole('button', { name: 'Расписание работы' }).click()
  await page.getByRole('textbox', { name: 'понедельник' }).fill('0–12, 12–24')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Сохранено' })).toBeVisible()

  await sections.getByRole('button', { name: 'Каналы' }).click()
  await connectJobs(page, avito)
  await expect(page.getByText('Номер профиля')).toBeVisible()
  await page.getByRole('tab', { name: 'Рабочее время', exact: true }).click()
  await page.getByRole('combobox', { name: 'Кто будет принимать обращение' }).click()
  await page.getByRole('option', { name: 'Подбор' }).click()
  await setAnswers(page)
  await page.getByRole('switch', { name: /Показывать сообщение при закрытии/ }).click({ force: true })
  await page.getByRole('textbox', { name: 'Текст сообщения' }).fill(CLOSING)
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click()
  await expect(page.getByText('Канал принимает обращения.')).toBeVisible()

  await desk.goTo('Обращения')
  const { chatId } = await avito.control.candidateResponds({
    vacancy: 'Водитель-курьер',
    name: 'Анна',
    fullName: { last_name: 'Петрова', first_name: 'Анна', patronymic: 'Сергеевна' },
    phone: '79172041833',
    letter: LETTER,
    resume: { title: 'Водитель категории B', description: 'Пять лет за рулём', params: {} },
  })
  await expect(page.getByRole('link', { name: /в очереди 1/ })).toBeVisible()
  await page.getByRole('radio', { name: 'Очередь 1' }).click()
  await page.getByRole('option').filter({ hasText: 'Водитель-курьер' }).click()
  await expect(desk.timeline.getByText('Отклик на вакансию: Водитель-курьер')).toBeVisible()
  await expect(desk.timeline.getByText('В очереди «Подбор»')).toBeVisible()
  await expectExactlyOnce(avito.control, [FIRST, SECOND])

  await page.getByRole('button', { name: 'Взять' }).click()
  await page.getByRole('tab', { name: 'Отклик' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Отклик' }).getByText('Пять лет за рулём')).toBeVisible()
  await page.getByRole('tab', { name: 'Обращение' }).click()
  await page.getByRole('combobox', { name: 'Тема' }).click()
  await page.getByRole('option', { name: 'Собеседование' }).click()
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByRole('tab', { name: 'Клиент' }).click()
  await page.getByRole('button', { name: 'Заполнить карточку' }).click()
  await page.getByRole('button', { name: 'Создать клиента' }).click()
  await expect(page.getByRole('heading', { name: 'Петрова Анна Сергеевна' })).toBeVisible()

  await desk.send('Приходите завтра в десять.')
  await desk.expectState('Приходите завтра в десять.', 'Отправлено')
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'map.png', mimeType: 'image/png', buffer: pngOf(80, 60) })
  await desk.composer.press('Enter')
  await avito.control.clientWrites({ chatId: chatId ?? '', text: 'Буду!' })
  await expect(desk.message('Буду!')).toBeVisible()
  await page.getByRole('button', { name: 'Завершить', exact: true }).click()
  await expect(page.getByRole('dialog').getByText(CLOSING)).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Завершить' }).click()
  await expectExactlyOnce(avito.control, [FIRST, SECOND, 'Приходите завтра в десять.', CLOSING])
  await expect
    .poll(async () => (await avito.control.received()).map(({ text }) => text ?? 'изображение'))
    .toEqual([FIRST, SECOND, 'Приходите завтра в десять.', 'изображение', CLOSING])
})
