import { DeskPage } from '../lib/desk-page'
import { RussianKeyboard } from '../lib/russian-keyboard'
import { expect, test } from './fixtures'

test.describe('keys of one’s own', () => {
  test('[L2] [L3] a rebinding works at once and after a restart, shows in tooltip, menu and list of keys; a conflict is told', async ({
    avito,
    launch,
  }) => {
    await avito.control.clientWrites({ clientName: 'Анна Петрова', text: 'Здравствуйте' })
    const first = await launch({ with: 'avito' })
    const { page } = new DeskPage(await first.deskWindow())
    const keyboard = await RussianKeyboard.at(page)
    await expect(page.getByRole('option')).toHaveCount(1)

    // By keyboard alone, from anywhere: the list of keys leads to where they are changed.
    await keyboard.press('F1')
    const sheet = page.getByRole('dialog', { name: 'Все клавиши' })
    await expect(sheet.getByText('Отметить непрочитанным').locator('..')).toContainText('Ctrl')
    await sheet.getByRole('button', { name: 'Изменить клавиши' }).press('Enter')
    await expect(page.getByRole('heading', { name: 'Клавиши', level: 1 })).toBeVisible()
    await page.getByRole('button', { name: /^Изменить клавишу: Отметить непрочитанным/ }).press('Enter')
    await expect(page.getByText('Нажмите сочетание')).toBeVisible()
    await keyboard.press('Ctrl+KeyK')
    await expect(page.getByRole('alert').filter({ hasText: 'Ctrl K занято: Найти человека' })).toBeVisible()
    await page.getByRole('button', { name: 'Отмена' }).press('Enter')
    await page.getByRole('button', { name: /^Изменить клавишу: Отметить непрочитанным/ }).press('Enter')
    await keyboard.press('Alt+KeyP')
    await expect(page.getByText('Отметить непрочитанным: теперь Alt P.')).toBeVisible()
    await page.getByRole('button', { name: /^Изменить клавишу: Показать или скрыть карточку/ }).press('Enter')
    await keyboard.press('Ctrl+KeyJ')
    await expect(page.getByText('Показать или скрыть карточку клиента: теперь Ctrl J.')).toBeVisible()
    await first.close()

    const again = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    const keys = await RussianKeyboard.at(again.page)
    await again.openChat('Анна Петрова')
    const card = again.page.getByRole('complementary', { name: 'Сведения о клиенте' })
    await expect(card).toBeVisible()
    await keys.press('Ctrl+KeyI')
    await keys.press('Ctrl+KeyJ')
    await expect(card).toHaveCount(0)
    const toggle = again.page.getByRole('button', { name: 'Показать сведения о клиенте' })
    await expect(toggle).toHaveAttribute('aria-keyshortcuts', 'Control+J')
    await toggle.hover()
    await expect(again.page.getByRole('tooltip')).toContainText('Ctrl J')
    await again.composer.focus()
    await keys.press('Ctrl+Period')
    await expect(again.page.getByRole('menuitem', { name: /^Отметить непрочитанным/ })).toContainText('Alt P')
    await keys.press('Escape')
    await keys.press('Ctrl+Slash')
    await expect(
      again.page.getByRole('dialog', { name: 'Все клавиши' }).getByText('Отметить непрочитанным').locator('..'),
    ).toContainText('AltP')
    await keys.press('Escape')
    await expect(again.composer).toBeFocused()
  })

  test('[L2] [L3] a short shift in ЙЦУКЕН: answer, call, hold, remark, hang up; the focus is never lost', async ({
    avito,
    sip,
    launch,
  }) => {
    await avito.control.clientWrites({ clientName: 'Волков Борис', text: 'Когда собеседование?' })
    const desk = new DeskPage(await (await launch()).deskWindow())
    const { page } = desk
    const keyboard = await RussianKeyboard.at(page)
    await expect(page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
    await expect(page.getByRole('option')).toHaveCount(1)
    await keyboard.press('Ctrl+KeyF')
    await keyboard.type('Волков')
    await keyboard.press('Enter')
    await expect(desk.message('Когда собеседование?')).toBeVisible()
    await expect(desk.composer).toBeFocused()
    await keyboard.type('Завтра, в десять.')
    await keyboard.press('Enter')
    await expect(desk.message('Завтра, в десять.')).toBeVisible()
    await expect(desk.composer).toBeFocused()

    await sip.control.callUser({ to: 'agent', from: '+78435550172', displayName: 'Ринат', plays: 'tone' })
    await expect(desk.callBar.getByRole('button', { name: /^Ответить/ })).toBeVisible()
    await keyboard.press('Ctrl+Shift+KeyA')
    await expect(desk.callBar.getByRole('button', { name: /^Удержать/ })).toBeVisible()
    await keyboard.press('Ctrl+Shift+KeyD')
    // A person presses again when the bar says that the call is held; while it is asked for, the key waits for nothing.
    await expect(desk.callBar.getByRole('button', { name: /^Снять с удержания/ })).toBeVisible()
    await expect.poll(async () => (await sip.control.calls())[0]?.isHeld).toBe(true)
    await keyboard.press('Ctrl+Shift+KeyD')
    await expect(desk.callBar.getByRole('button', { name: /^Удержать/ })).toBeVisible()
    await expect.poll(async () => (await sip.control.calls())[0]?.isHeld).toBe(false)
    await keyboard.press('Ctrl+Shift+Digit6')
    await expect(page.getByRole('textbox', { name: /^Комментарий/ })).toBeFocused()
    await keyboard.type('Перезвонить завтра')
    await keyboard.press('Ctrl+Enter')
    await expect(desk.composer).toBeFocused()
    await keyboard.press('Ctrl+Shift+KeyH')
    await expect.poll(async () => (await sip.control.calls())[0]?.ended).toBe('phone-hung-up')
    // The bar of the call is a part of the window: F6 would stop at it.
    await expect(desk.callBar).toHaveCount(0)
    await expect(desk.composer).toBeFocused()
    await keyboard.press('F6')
    await expect(desk.composer).not.toBeFocused()
    await keyboard.press('Shift+F6')
    await expect(desk.composer).toBeFocused()
  })
})
