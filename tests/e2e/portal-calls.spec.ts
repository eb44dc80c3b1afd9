import type { Page } from '@playwright/test'

import { DeskPage } from '../lib/desk-page'
import { listen } from '../lib/heard'
import { makeLink, openSiteChat } from '../lib/site-chat'
import { expect, test } from './visitor-fixtures'

const BEEP_HZ = 440
/** Of the beeps of a microphone that is no real one; silence stays far below. */
const AUDIBLE = 0.01

const loudness = async (page: Page) => (await listen(page, BEEP_HZ)).loudness

async function callPage(desk: DeskPage): Promise<void> {
  await desk.page.getByRole('button', { name: 'Позвонить: выбрать, куда' }).first().click()
  await desk.page.getByRole('menuitem', { name: 'Позвонить на страницу чата' }).click()
}

test('[RC-24] [RC-25] [RC-26] [RC-29] [RC-30] [K1] [K2] [K6] [K7] [K10] a call into the visitor’s page: missed, declined, talked both ways, ended by either', async ({
  launch,
  browser,
}) => {
  const app = await launch({ with: 'nothing' })
  const desk = new DeskPage(await app.deskWindow())
  await openSiteChat(desk)
  const url = await makeLink(desk, 'Анна Петрова')
  const context = await browser.newContext({ viewport: { width: 390, height: 780 }, locale: 'ru-RU' })
  await context.grantPermissions(['microphone'], { origin: new URL(url).origin })
  const visitor = await context.newPage()
  await visitor.goto(url)
  await expect(visitor.getByText('Здравствуйте! Чем помочь?')).toBeVisible()
  await desk.goTo('Чаты')
  await desk.openChat('Анна Петрова')

  // Nobody answers: the agent gives up.
  await callPage(desk)
  const ringing = visitor.getByRole('alertdialog', { name: 'Звонит ООО «Ромашка»' })
  await expect(ringing).toBeVisible()
  await expect(desk.callStatus.filter({ hasText: 'Гудки' })).toBeVisible()
  await desk.callBar.getByRole('button', { name: /^Отменить звонок/ }).click()
  await expect(ringing).toHaveCount(0)
  await expect(visitor.getByText('Вам звонили: ООО «Ромашка»').last()).toBeVisible()
  await expect(desk.timeline.getByText(/пропущенн/i).first()).toBeVisible()

  // Declined by the key.
  await callPage(desk)
  await expect(ringing).toBeVisible()
  await visitor.keyboard.press('Escape')
  await expect(desk.callStatus.filter({ hasText: 'Собеседник отклонил звонок' })).toBeVisible()
  await expect(desk.callBar.getByText('Собеседник отклонил звонок')).toHaveCount(0)

  // Taken: both hear each other, hold and mute do what they say.
  await callPage(desk)
  await ringing.getByRole('button', { name: 'Ответить' }).click()
  await expect(desk.callTimer).toBeVisible()
  const media = await app.mediaWindow()
  await expect.poll(() => loudness(media)).toBeGreaterThan(AUDIBLE)
  await expect.poll(() => loudness(visitor)).toBeGreaterThan(AUDIBLE)
  await desk.callBar.getByRole('button', { name: /^Выключить микрофон/ }).click()
  await expect.poll(() => loudness(visitor)).toBeLessThan(AUDIBLE / 10)
  await desk.callBar.getByRole('button', { name: /^Включить микрофон/ }).click()
  await expect.poll(() => loudness(visitor)).toBeGreaterThan(AUDIBLE)
  await desk.callBar.getByRole('button', { name: /^Удержать/ }).click()
  await expect(desk.callBar.getByText('На удержании')).toBeVisible()
  await desk.callBar.getByRole('button', { name: /^Снять с удержания/ }).click()
  await expect.poll(() => loudness(media)).toBeGreaterThan(AUDIBLE)
  await expect(desk.callBar.getByRole('button', { name: /^Тоновый набор/ })).toHaveCount(0)
  await visitor.getByRole('button', { name: 'Завершить' }).click()
  await expect(desk.callStatus.filter({ hasText: 'Собеседник завершил звонок' })).toBeVisible()
  await expect(desk.timeline.getByText(/на.странице чата · разговор/).first()).toBeVisible()

  // Nobody there.
  await visitor.goto('about:blank')
  await expect(desk.callBar.getByText('Собеседник завершил звонок')).toHaveCount(0)
  await callPage(desk)
  await expect(desk.callStatus.filter({ hasText: 'Клиент сейчас не на странице' })).toBeVisible()
})

test('[K6] without a microphone the page says so, and the agent is told why @long', async ({ launch, browser }) => {
  const app = await launch({ with: 'nothing' })
  const desk = new DeskPage(await app.deskWindow())
  const tryUrl = await openSiteChat(desk)
  const site = await (await browser.newContext({ locale: 'ru-RU' })).newPage()
  await site.goto(tryUrl)
  await site.locator('otklik-chat').getByRole('button').click()
  const chat = site.frameLocator('otklik-chat iframe')
  await chat.getByRole('textbox', { name: 'Сообщение' }).fill('Позвоните мне')
  await chat.getByRole('textbox', { name: 'Сообщение' }).press('Enter')
  await desk.goTo('Чаты')
  await desk.chat('Гость').click()
  await expect(desk.message('Позвоните мне')).toBeVisible()
  await chat.getByRole('button', { name: 'Свернуть чат' }).click()

  // The icon opens by itself when somebody calls.
  await callPage(desk)
  await chat.getByRole('button', { name: 'Ответить' }).click()
  await expect(chat.getByText('Браузер не дал доступ к микрофону', { exact: false })).toBeVisible()
  await expect(desk.callStatus.filter({ hasText: 'Клиент не дал странице доступ к микрофону' })).toBeVisible()
})
