import type { Page } from '@playwright/test'

import type { AvitoSandbox } from '../../sandbox/avito'
import { DeskPage } from '../lib/desk-page'
import { pngOf } from '../lib/png-of'
import { SimulatedTime } from '../lib/simulated-time'
import { expect, test } from './fixtures'

const FIRST = 'Спасибо за отклик! Скоро ответим.'
const SECOND = 'Мы помним о вас.'
const CLOSING = 'Спасибо за разговор!'
const LETTER = 'Готова выйти с понедельника'
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** What a busy machine may take from a timer to the channel; the times of the settings are far coarser. */
const SLACK_MS = 40_000

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
    await page.getByRole('option', { name: 'минут' }).click()
    await dialog.getByRole('textbox', { name: `${name}: Через` }).fill(index === 0 ? '1' : '30')
  }
  await dialog.getByRole('button', { name: 'Применить' }).click()
}

/** What the candidate was told and when it was due. */
type Expected = readonly [text: string, dueMs: number]

async function received(avito: AvitoSandbox): Promise<(string | null)[]> {
  return (await avito.control.received()).map(({ type, text }) => (type === 'image' ? 'изображение' : text))
}

/** Exactly these, in this order, none before it was due and none long after. */
async function expectReceived(avito: AvitoSandbox, expected: readonly Expected[]): Promise<void> {
  await expect.poll(() => received(avito)).toEqual(expected.map(([text]) => text))
  for (const [index, { createdAtMs }] of (await avito.control.received()).entries()) {
    const [text, dueMs] = expected[index] ?? ['', 0]
    // Avito's times are whole seconds.
    expect(createdAtMs, text).toBeGreaterThanOrEqual(dueMs - 1_000)
    expect(createdAtMs, text).toBeLessThan(dueMs + SLACK_MS)
  }
}

test('[AV-42] [AV-47] [AV-59] [AV-76] [A1] [A3] [A11] [A17] [A18] an administrator connects Авито Работа; the candidate sees exactly the right messages', async ({
  avito,
  launch,
}) => {
  const time = new SimulatedTime(avito)
  const app = await launch({ with: 'nothing', ...time.options })
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
  const respondedMs = time.now()
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
  expect(await received(avito)).toEqual([])
  await time.advance(MINUTE_MS)
  await expectReceived(avito, [[FIRST, respondedMs + MINUTE_MS]])
  await time.advance(29 * MINUTE_MS)
  const answers: Expected[] = [
    [FIRST, respondedMs + MINUTE_MS],
    [SECOND, respondedMs + 30 * MINUTE_MS],
  ]
  await expectReceived(avito, answers)

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

  const talkedMs = time.now()
  await desk.send('Приходите завтра в десять.')
  await desk.expectState('Приходите завтра в десять.', 'Отправлено')
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'map.png', mimeType: 'image/png', buffer: pngOf(80, 60) })
  await desk.composer.press('Enter')
  const said: Expected[] = [
    ['Приходите завтра в десять.', talkedMs],
    ['изображение', talkedMs],
  ]
  // A word of the candidate's that crosses the picture would hold it back until it is read.
  await expectReceived(avito, [...answers, ...said])
  await avito.control.clientWrites({ chatId: chatId ?? '', text: 'Буду!' })
  await expect(desk.message('Буду!')).toBeVisible()
  await page.getByRole('button', { name: 'Завершить', exact: true }).click()
  await expect(page.getByRole('dialog').getByText(CLOSING)).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Завершить' }).click()
  const talk: Expected[] = [...said, [CLOSING, talkedMs]]
  await expectReceived(avito, [...answers, ...talk])

  // A second case, which nobody takes: the answers come again, and after four silent days it ends by itself.
  await time.advance(DAY_MS)
  const wroteMs = time.now()
  await avito.control.clientWrites({ chatId: chatId ?? '', text: 'А что взять с собой?' })
  await expect(page.getByRole('link', { name: /в очереди 1/ })).toBeVisible()
  await time.advance(MINUTE_MS)
  await expectReceived(avito, [...answers, ...talk, [FIRST, wroteMs + MINUTE_MS]])
  await time.advance(29 * MINUTE_MS)
  const again: Expected[] = [
    [FIRST, wroteMs + MINUTE_MS],
    [SECOND, wroteMs + 30 * MINUTE_MS],
  ]
  await expectReceived(avito, [...answers, ...talk, ...again])
  await time.advance(4 * DAY_MS)
  await expectReceived(avito, [...answers, ...talk, ...again, [CLOSING, time.now()]])
  await expect(page.getByRole('link', { name: /в очереди/ })).toHaveCount(0)
  time.end()
})
