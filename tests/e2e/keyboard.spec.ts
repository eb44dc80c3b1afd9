import type { Page } from '@playwright/test'

import { DeskPage } from '../lib/desk-page'
import { expect, test } from './fixtures'

interface Place {
  readonly role: string
  readonly name: string
}

/** What has the focus, as a screen reader would say it; `null` when nothing has, which is never right. */
async function focused(page: Page): Promise<Place | null> {
  return page.evaluate(() => {
    const here = document.activeElement
    if (!here || here === document.body) return null
    const labelled = here.getAttribute('aria-labelledby')
    const words = labelled ? document.getElementById(labelled)?.textContent : null
    const label = here instanceof HTMLInputElement ? here.labels?.[0]?.textContent : null
    return {
      role: here.getAttribute('role') ?? here.tagName.toLowerCase(),
      name: here.getAttribute('aria-label') ?? words ?? label ?? here.textContent.trim(),
    }
  })
}

async function expectFocus(page: Page, name: string | RegExp): Promise<void> {
  await expect.poll(async () => (await focused(page))?.name ?? 'nothing').toMatch(name)
}

/** A key of a Russian keyboard: the place is a Latin letter's, what it writes is Cyrillic. */
async function pressRussian(page: Page, code: string, key: string, modifiers: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const stroke = { code, key, modifiers, windowsVirtualKeyCode: code.charCodeAt(code.length - 1) }
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...stroke })
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke })
  await session.detach()
}
const CTRL = 2
const CTRL_SHIFT = 10

test.describe('by keyboard alone', () => {
  test('list, chat, answer, next chat, search, message menu: the focus is never lost', async ({ avito, launch }) => {
    for (const clientName of ['Анна Петрова', 'Борис Кузнецов', 'Вера Соколова']) {
      await avito.control.clientWrites({ clientName, text: `Здравствуйте, это ${clientName}` })
    }
    const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    const { page } = desk
    const { keyboard } = page
    await expect(page.getByRole('option')).toHaveCount(3)
    const names = await page.getByRole('option').locator('[class*=name]').allTextContents()
    const [first = '', second = '', third = ''] = names

    await keyboard.press('Control+f')
    await expectFocus(page, 'Поиск по чатам')
    await keyboard.press('ArrowDown')
    await expectFocus(page, 'Список чатов')
    await keyboard.press('ArrowDown')
    // The menu of the marked row: what can be done from the list, calling included, and back.
    await keyboard.press('Shift+F10')
    await expect(page.getByRole('menuitem', { name: /^Телефон клиента неизвестен/ })).toBeVisible()
    await keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await expectFocus(page, 'Список чатов')
    await keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: second })).toBeVisible()
    await expectFocus(page, 'Сообщение')
    await keyboard.type('Добрый день!')
    await keyboard.press('Enter')
    await expect(desk.message('Добрый день!')).toBeVisible()
    await expect(desk.composer).toHaveValue('')
    await expectFocus(page, 'Сообщение')

    // The answered chat has gone to the top, so the next one is the one that was first.
    await expect(page.getByRole('option').first()).toContainText(second)
    await keyboard.press('Alt+ArrowDown')
    await expect(page.getByRole('heading', { name: first })).toBeVisible()
    await expectFocus(page, 'Сообщение')
    await keyboard.press('Alt+ArrowUp')
    await expect(desk.message('Добрый день!')).toBeVisible()

    await expectFocus(page, 'Сообщение')
    // Only what was sent can be deleted; before, its menu offers to cancel.
    await desk.expectState('Добрый день!', 'Отправлено')
    await keyboard.press('ArrowUp')
    await expect.poll(async () => (await focused(page))?.name).not.toBe('Сообщение')
    // Within one second the line of the case may stand below the answer (docs/adr/0009).
    await expect(async () => {
      const name = (await focused(page))?.name ?? 'nothing'
      if (!name.startsWith('Вы, ')) await keyboard.press('ArrowUp')
      expect(name).toMatch(/^Вы, /)
    }).toPass()
    await keyboard.press('Enter')
    await expect(page.getByRole('menu')).toBeVisible()
    await expectFocus(page, 'Скопировать текст')
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Удалить сообщение?' })).toBeVisible()
    await keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByRole('heading', { name: second })).toBeVisible()
    await expectFocus(page, /^Вы, /)

    await keyboard.press('Control+f')
    await keyboard.type(third.slice(0, 4))
    await expect(page.getByRole('option')).toHaveCount(1)
    await keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: third })).toBeVisible()
    await expectFocus(page, 'Сообщение')
    await keyboard.press('Escape')
    await expectFocus(page, 'Список чатов')
  })

  test('Tab walks every control once, each with a name, and comes round', async ({ avito, launch }) => {
    await avito.control.clientWrites({ clientName: 'Анна Петрова', text: 'Здравствуйте' })
    const desk = new DeskPage(await (await launch()).deskWindow())
    const { page } = desk
    await expect(page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
    await desk.openChat('Анна Петрова')
    await expect(desk.message('Здравствуйте')).toBeVisible()
    await desk.composer.fill('Черновик')
    const start = await focused(page)
    const walked: Place[] = []
    for (let steps = 0; steps < 40; steps += 1) {
      await page.keyboard.press('Tab')
      const here = await focused(page)
      if (here?.name === start?.name) break
      if (here) walked.push(here)
    }
    expect(walked.filter(({ name }) => name === '')).toEqual([])
    const names = walked.map(({ name }) => name)
    for (const wanted of [
      'Чаты',
      'Звонки',
      'Настройки',
      'Поиск по чатам',
      'Все',
      'Список чатов',
      'Ширина списка чатов',
    ]) {
      expect(
        names.filter((name) => name.startsWith(wanted)),
        `${wanted} in ${names.join(' → ')}`,
      ).toHaveLength(1)
    }
    expect(walked.length).toBeLessThan(36)
  })

  test('a call from the dial pad to the end @long', async ({ sip, launch }) => {
    const desk = new DeskPage(await (await launch({ with: 'sip' })).deskWindow())
    const { page } = desk
    const { keyboard } = page
    await expect(page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
    await keyboard.press('Control+3')
    await expectFocus(page, 'Номер или имя SIP')
    await keyboard.type('1001')
    await keyboard.press('Enter')
    await expect(desk.callBar.getByRole('button', { name: /^Удержать/ })).toBeVisible()
    expect(await focused(page)).not.toBeNull()
    await keyboard.press('Control+Shift+M')
    await expect(desk.callBar.getByText('Микрофон выключен')).toBeVisible()
    await keyboard.press('Control+Shift+M')
    await keyboard.press('Control+Shift+D')
    await expect.poll(async () => (await sip.control.calls())[0]?.isHeld).toBe(true)
    await keyboard.press('Control+Shift+D')
    await expect.poll(async () => (await sip.control.calls())[0]?.isHeld).toBe(false)
    await keyboard.press('Control+Shift+P')
    await expect(page.getByRole('group', { name: 'Тоновый набор' })).toBeVisible()
    await keyboard.type('7#')
    await expect.poll(async () => (await sip.control.calls())[0]?.dtmf).toBe('7#')
    await keyboard.press('Escape')
    await expect(page.getByRole('group', { name: 'Тоновый набор' })).toHaveCount(0)
    expect(await focused(page)).not.toBeNull()
    await keyboard.press('Control+Shift+H')
    await expect.poll(async () => (await sip.control.calls())[0]?.ended).toBe('phone-hung-up')
    expect(await focused(page)).not.toBeNull()
  })

  test('ЙЦУКЕН: shortcuts go by the place of the key @long', async ({ avito, sip, launch }) => {
    await avito.control.clientWrites({ clientName: 'Анна Петрова', text: 'Здравствуйте' })
    const desk = new DeskPage(await (await launch()).deskWindow())
    const { page } = desk
    await expect(page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
    await desk.openChat('Анна Петрова')
    await pressRussian(page, 'KeyF', 'а', CTRL)
    await expectFocus(page, 'Поиск по чатам')
    await expect(page.getByRole('complementary', { name: 'Сведения о клиенте' })).toBeVisible()
    await pressRussian(page, 'KeyI', 'ш', CTRL)
    await expect(page.getByRole('complementary', { name: 'Сведения о клиенте' })).toHaveCount(0)
    await sip.control.callUser({ to: 'agent', from: '+78435550172', displayName: 'Ринат', plays: 'tone' })
    await expect(desk.callBar.getByRole('button', { name: /^Ответить/ })).toBeVisible()
    await pressRussian(page, 'KeyA', 'Ф', CTRL_SHIFT)
    await expect(desk.callBar.getByRole('button', { name: /^Удержать/ })).toBeVisible()
    await pressRussian(page, 'KeyH', 'Р', CTRL_SHIFT)
    await expect.poll(async () => (await sip.control.calls())[0]?.ended).toBe('phone-hung-up')
  })
})
