import AxeBuilder from '@axe-core/playwright'
import { expect as expectOf, type Page } from '@playwright/test'

import { DeskPage } from '../lib/desk-page'
import { makeLink, openSiteChat } from '../lib/site-chat'
import { expect, test } from './visitor-fixtures'

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

test.describe('the site chat, a visitor in Chromium and an agent at the desk', () => {
  test('[RC-31] [RC-32] [RC-33] [RC-35] [RC-40] [RC-42] [M1] [M8] [M9] [M10] [M11] [M14] [M15] [M17] [M23] they talk both ways through the icon', async ({
    launch,
    browser,
  }) => {
    const desk = new DeskPage(await (await launch({ with: 'nothing' })).deskWindow())
    const tryUrl = await openSiteChat(desk)
    const site = await (await browser.newContext({ locale: 'ru-RU' })).newPage()
    await site.goto(tryUrl)
    const icon = site.locator('otklik-chat').getByRole('button')
    await icon.click()
    const chat = site.frameLocator('otklik-chat iframe')
    const field = chat.getByRole('textbox', { name: 'Сообщение' })
    await expectOf(chat.getByText('Здравствуйте! Чем помочь?')).toBeVisible()
    await field.fill('Курьеры нужны?')
    await field.press('Enter')
    await expectOf(chat.getByText('Отправлено')).toBeVisible()

    await desk.goTo('Чаты')
    await desk.chat('Гость').click()
    await expect(desk.message('Курьеры нужны?')).toBeVisible()
    await expectOf(chat.getByText('Прочитано')).toBeVisible()

    await field.pressSequentially('И ещё')
    await expect(desk.page.getByText(/печатает…/).first()).toBeVisible()
    await desk.composer.pressSequentially('Да, нужны')
    await expectOf(chat.getByText('Печатает…')).toBeVisible()
    await desk.composer.press('Enter')
    await expectOf(chat.getByText('Да, нужны').last()).toBeVisible()
    await desk.expectState('Да, нужны', /^Прочитано/)

    await desk.openMessageMenu('Да, нужны')
    await desk.page.getByRole('menuitem', { name: /^Изменить/ }).click()
    await desk.page.getByRole('textbox', { name: 'Новый текст сообщения' }).fill('Да, нужны двое')
    await desk.page.keyboard.press('Enter')
    await expectOf(chat.getByText('Да, нужны двое').last()).toBeVisible()
    await expectOf(chat.getByText('изменено')).toBeVisible()

    await desk.send('Не тому человеку')
    await expectOf(chat.getByText('Не тому человеку').last()).toBeVisible()
    await desk.takeBack('Не тому человеку')
    await expectOf(chat.getByText('Не тому человеку')).toHaveCount(0)

    // A wrong file is taken back as a wrong text is.
    await desk.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'чужой.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 чужой') })
    await desk.page.getByRole('button', { name: 'Отправить Enter' }).click()
    await expectOf(chat.getByText('чужой.pdf').last()).toBeVisible()
    await desk.takeBack('чужой.pdf')
    await expectOf(chat.getByText('чужой.pdf')).toHaveCount(0)

    await chat
      .locator('input[type=file]')
      .setInputFiles({ name: 'анкета.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 анкета') })
    await expect(desk.timeline.getByText('анкета.pdf')).toBeVisible()

    // Another page of the site: the icon, the open chat and the conversation are there again.
    await site.getByRole('link', { name: 'Другая страница' }).click()
    await expectOf(chat.getByText('Курьеры нужны?')).toBeVisible()
    await chat.getByRole('button', { name: 'Свернуть чат' }).click()
    await desk.send('Ждём вас завтра')
    await expectOf(icon).toHaveAccessibleName('Открыть чат, непрочитанных: 1')
    await site.mouse.wheel(0, 600)
    await expectOf(icon).toBeInViewport()
    await icon.click()
    await expectOf(chat.getByText('Ждём вас завтра').last()).toBeVisible()

    await desk.page.getByRole('button', { name: 'Действия с чатом' }).click()
    await desk.page.getByRole('menuitem', { name: 'Заблокировать клиента…' }).click()
    await desk.page
      .getByRole('dialog')
      .getByRole('button', { name: /Заблокировать/ })
      .click()
    await expectOf(chat.getByText('Компания больше не принимает сообщения от вас.')).toBeVisible()
  })

  test('[RC-11] [M3] [M4] [M6] [M19] [L4] [L5] a link opens one person’s page, until it is revoked @long', async ({
    launch,
    browser,
  }) => {
    const desk = new DeskPage(await (await launch({ with: 'nothing' })).deskWindow())
    await openSiteChat(desk)
    const { page } = desk
    const url = await makeLink(desk, 'Анна Петрова')
    const phone = { viewport: { width: 390, height: 780 }, locale: 'ru-RU' }
    const candidate = await (await browser.newContext(phone)).newPage()
    await candidate.goto(url)
    await expectOf(candidate).toHaveURL(/\/portal\/$/)
    await expectOf(candidate.getByText('Здравствуйте! Чем помочь?')).toBeVisible()

    await desk.goTo('Чаты')
    await desk.openChat('Анна Петрова')
    await desk.send('Анна, добрый день')
    await expectOf(candidate.getByText('Анна, добрый день').last()).toBeVisible()
    await candidate.keyboard.press('Tab')
    const field = candidate.getByRole('textbox', { name: 'Сообщение' })
    await field.fill('<img src=x onerror=alert(1)> \u202Eтолько текст')
    await field.press('Enter')
    await expect(desk.message('<img src=x onerror=alert(1)>')).toBeVisible()
    await expectOf(candidate.locator('img')).toHaveCount(0)
    await expectAccessible(candidate)
    const dark = await (await browser.newContext({ colorScheme: 'dark', locale: 'en-US' })).newPage()
    await dark.goto(url)
    await expectOf(dark.getByRole('textbox', { name: 'Message' })).toBeVisible()
    await expectAccessible(dark)

    await expect(page.getByText('Без вакансии').first()).toBeVisible()
    await page.getByRole('button', { name: 'Действия с чатом' }).click()
    await page.getByRole('menuitem', { name: 'Выйти из чата…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Выйти', exact: true }).click()
    await expectOf(candidate.getByText('Компания вышла из этого разговора.')).toBeVisible()

    await desk.goTo('Настройки')
    await page.getByRole('navigation', { name: 'Разделы настроек' }).getByRole('button', { name: 'Каналы' }).click()
    await page.getByRole('button', { name: /^Сайт/ }).first().click()
    await page.getByRole('button', { name: 'Отозвать ссылку: Анна Петрова' }).click()
    await expectOf(candidate.getByText('Ссылка больше не действует')).toBeVisible()
    await candidate.reload()
    await expectOf(candidate.getByText('Ссылка больше не действует')).toBeVisible()
    await candidate.goto('about:blank')
    await candidate.goto(`${url.slice(0, -43)}${'A'.repeat(43)}`)
    await expectOf(candidate.getByText('Ссылка не подходит')).toBeVisible()
  })
})
