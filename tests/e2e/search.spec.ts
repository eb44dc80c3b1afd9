import type { Page } from '@playwright/test'

import { DeskPage } from '../lib/desk-page'
import { expect, test } from './fixtures'

const CTRL = 2

/** A key of a Russian keyboard: the place is a Latin letter's, what it writes is Cyrillic. */
async function pressRussian(page: Page, code: string, key: string, modifiers: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const stroke = { code, key, modifiers, windowsVirtualKeyCode: code.charCodeAt(code.length - 1) }
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...stroke })
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke })
  await session.detach()
}

test('[F3] [F4] [L3] a shift’s searches by keyboard in ЙЦУКЕН: a word of a message, a person, a command, and back', async ({
  avito,
  launch,
}) => {
  const anna = await avito.control.clientWrites({ clientName: 'Анна Петрова', text: 'Когда подпишем договор аренды?' })
  for (let at = 1; at <= 70; at += 1)
    await avito.control.clientWrites({
      chatId: anna.chatId,
      clientName: 'Анна Петрова',
      text: `Уточнение ${String(at)}`,
    })
  await avito.control.clientWrites({ clientName: 'Борис Кузнецов', text: 'Здравствуйте, ещё продаёте?' })
  const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
  const { page } = desk
  const { keyboard } = page
  await expect(page.getByRole('option')).toHaveCount(2)
  await desk.openChat('Борис Кузнецов')
  await expect(desk.message('Здравствуйте, ещё продаёте?')).toBeVisible()

  const box = page.getByRole('combobox', { name: 'Поиск по всему' })
  await pressRussian(page, 'KeyK', 'л', CTRL)
  await expect(box).toBeFocused()
  await keyboard.insertText('договоры')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('group', { name: 'Сообщения' }).getByRole('option')).toContainText('договор аренды')
  await keyboard.press('Enter')
  // The conversation stands around the message, which has the focus and its words marked.
  await expect(page.getByRole('heading', { name: 'Анна Петрова' })).toBeVisible()
  await expect(page.locator('[data-message]:focus')).toContainText('договор аренды')
  await expect(page.locator('mark', { hasText: 'договор' })).toBeInViewport()
  await expect(page.getByText('Найдено по словам «договоры».')).toBeVisible()
  await keyboard.press('Alt+ArrowLeft')
  await expect(page.getByRole('heading', { name: 'Борис Кузнецов' })).toBeVisible()

  await pressRussian(page, 'KeyK', 'л', CTRL)
  await keyboard.insertText('fyyf gtnh')
  await expect(dialog.getByRole('group', { name: 'Чаты и люди' }).getByRole('option')).toContainText('Анна Петрова')
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Анна Петрова' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Сообщение' })).toBeFocused()

  await pressRussian(page, 'KeyK', 'л', CTRL)
  await keyboard.insertText('ничегоподобного')
  await expect(dialog.getByText('Ничего не найдено').last()).toBeVisible()
  await keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: 'Сообщение' })).toBeFocused()

  await pressRussian(page, 'KeyK', 'л', CTRL)
  await keyboard.insertText('звонки')
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Звонки' })).toBeVisible()
})
