import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

import { DeskPage } from '../lib/desk-page'
import { expect, test } from './fixtures'

/**
 * Rules of WCAG 2.2 A and AA and axe's best practices, on the real windows. `legacyMode`: a page of Electron cannot
 * be opened beside the tested one, which axe otherwise does to finish.
 */
async function expectAccessible(page: Page): Promise<void> {
  // What fades in is half transparent on the way and would be measured so.
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))
  })
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const grave = violations.filter(
    ({ impact }) => impact === 'serious' || impact === 'critical' || impact === 'moderate',
  )
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([])
}

async function choose(page: Page, theme: 'Светлая' | 'Тёмная'): Promise<void> {
  await page.getByRole('button', { name: 'Вид и язык' }).click()
  await page.getByRole('radiogroup', { name: 'Тема' }).getByText(theme).click()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme === 'Тёмная' ? 'dark' : 'light')
}

// The gate looks at one theme.
for (const [theme, run] of [
  ['Светлая', ''],
  ['Тёмная', ' @long'],
] as const) {
  test(`everyone can use chats, calls, settings and an incoming call (${theme})${run}`, async ({
    avito,
    sip,
    launch,
  }) => {
    const { chatId } = await avito.control.clientWrites({
      clientName: 'Ольга Дементьева',
      item: { kind: 'vacancy', title: 'Менеджер', price: '95 000 ₽' },
      text: 'Здравствуйте! https://example.com/',
    })
    await avito.control.clientWrites({ chatId, image: 'room' })
    await avito.control.clientWrites({ chatId, voice: { seconds: 3 } })
    await avito.control.clientWrites({ chatId, unsupported: 'video' })
    const app = await launch()
    const desk = new DeskPage(await app.deskWindow())
    const { page } = desk

    await desk.goTo('Настройки')
    await choose(page, theme)
    for (const section of [
      'Линии',
      'Звук и гарнитура',
      'Ссылки и клавиши',
      'Каналы',
      'Уведомления',
      'О программе',
      'Вид и язык',
    ]) {
      await page.getByRole('navigation', { name: 'Разделы настроек' }).getByRole('button', { name: section }).click()
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectAccessible(page)
    }

    await desk.goTo('Чаты')
    await desk.openChat('Ольга Дементьева')
    await desk.send('Добрый день!')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Действия с чатом' }).click()
    await page.getByRole('menuitem', { name: 'Заблокировать клиента…' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page
      .getByRole('button', { name: /^Позвонить: телефон клиента неизвестен/ })
      .first()
      .click()
    await expect(page.getByRole('textbox', { name: 'Телефон клиента' })).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')

    await expect(page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
    const callId = await sip.control.callUser({
      to: 'agent',
      from: '+78435550172',
      displayName: 'Ринат',
      plays: 'tone',
    })
    const incoming = await app.incomingWindow()
    await expect(incoming.getByRole('button', { name: /^Ответить/ })).toBeVisible()
    await expectAccessible(incoming)
    await expectAccessible(page)
    await incoming.getByRole('button', { name: /^Ответить/ }).click()
    await expect(desk.callBar.getByRole('button', { name: /^Удержать/ })).toBeVisible()
    await desk.callBar.getByRole('button', { name: /^Тоновый набор/ }).click()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await sip.control.hangUp(callId)

    await desk.goTo('Звонки')
    await expect(page.getByLabel('История звонков').getByText('Ринат')).toBeVisible()
    await expectAccessible(page)
  })
}
