import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

import { DeskPage } from '../lib/desk-page'
import { expect, test } from './fixtures'

async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))
  })
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

test('[Q5] [A17] [A22] bots are added, tried and rehearsed before clients meet them', async ({ avito, launch }) => {
  await avito.control.clientWrites({ clientName: 'Олег Сидоров', text: 'История до подключения' })
  const app = await launch({ with: 'avito' })
  const desk = new DeskPage(await app.deskWindow())
  const { page } = desk
  await expect(desk.chat('Олег Сидоров')).toBeVisible()
  await avito.control.clientWrites({ clientName: 'Анна Петрова', text: 'Здравствуйте' })
  await expect(desk.chat('Анна Петрова')).toBeVisible()

  await desk.goTo('Настройки')
  const sections = page.getByRole('navigation', { name: 'Разделы настроек' })
  await sections.getByRole('button', { name: 'Боты', exact: true }).click()
  await page.getByRole('button', { name: 'Подключить по HTTP' }).click()
  await page.getByRole('textbox', { name: 'Название' }).fill('Склад')
  await page.getByRole('textbox', { name: 'Адрес' }).fill('https://shop.example/bot')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Секрет подписи' })).toHaveValue(/^[\w-]{32,}$/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Секрет сохранён' }).click()

  await page.getByRole('button', { name: 'Собрать меню' }).click()
  await page.getByRole('textbox', { name: 'Название' }).fill('Помощник')
  const preview = page.getByRole('log', { name: 'Проверка' })
  await expect(preview).toContainText('1. Позвать сотрудника')
  await page.getByRole('textbox', { name: 'Ответ клиента' }).fill('1')
  await page.keyboard.press('Enter')
  await expect(preview).toContainText('Дальше отвечает сотрудник.')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect(page.getByRole('button', { name: 'Изменить: Помощник' })).toBeVisible()
  await expectAccessible(page)

  await sections.getByRole('button', { name: 'Каналы' }).click()
  await page.getByRole('button', { name: /принимает/ }).click()
  await page.getByRole('tab', { name: 'Рабочее время', exact: true }).click()
  await page.getByRole('combobox', { name: 'Кто будет принимать обращение' }).click()
  await page.getByRole('option', { name: 'Помощник' }).click()
  await page.getByRole('button', { name: 'Репетиция' }).click()
  const report = page.getByRole('dialog', { name: 'Репетиция' })
  await expect(report.getByRole('row').filter({ hasText: 'Анна Петрова' })).toContainText('«Помощник»')
  await expectAccessible(page)

  // Rehearsed and not saved: neither another place nor closing the window takes it away unasked.
  await page.keyboard.press('Escape')
  await desk.goTo('Чаты')
  const question = page.getByRole('dialog', { name: 'Сохранить изменения?' })
  await question.getByRole('button', { name: 'Остаться' }).click()
  await app.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().includes('desk.html'))
      ?.close()
  })
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Не сохранять' }).click()
  await expect
    .poll(() =>
      app.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().some(
          (window) => window.webContents.getURL().includes('desk.html') && window.isVisible(),
        ),
      ),
    )
    .toBe(false)
})
