import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

import { DeskPage } from '../lib/desk-page'
import { Desktop, RECORD_NOTICES } from '../lib/desktop'
import type { ElectronDesk } from '../lib/electron-desk'
import { expectExactlyOnce } from '../lib/sandbox-checks'
import { waitUntil } from '../lib/wait-until'
import { expect, test } from './fixtures'

const CLIENT = 'Никита Белов'

/** The window as the system has it. */
function windowOf(app: ElectronDesk, page: 'desk' | 'widget') {
  return app.app.evaluate(({ BrowserWindow }, name) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes(`${name}.html`))
    return window
      ? {
          bounds: window.getBounds(),
          isVisible: window.isVisible(),
          isFocused: window.isFocused(),
          isOnTop: window.isAlwaysOnTop(),
        }
      : null
  }, page)
}

async function hideDesk(app: ElectronDesk): Promise<void> {
  await app.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((each) => each.webContents.getURL().includes('desk.html'))
      ?.hide()
  })
}

/** By the pointer, as a person drags the icon. */
async function drag(page: Page, x: number, y: number): Promise<void> {
  await page.getByRole('button').dispatchEvent('pointerdown', { button: 0, pointerId: 1, screenX: 0, screenY: 0 })
  await page.getByRole('button').dispatchEvent('pointermove', { pointerId: 1, screenX: x, screenY: y })
  await page.getByRole('button').dispatchEvent('pointerup', { pointerId: 1 })
}

test('[RC-38] [RC-39] [RC-41] [M17] [M18] [N5] while the desk is hidden its chats are at hand in the widget, in full', async ({
  avito,
  launch,
}) => {
  const { chatId } = await avito.control.clientWrites({ clientName: CLIENT, text: 'Есть в наличии?' })
  const app = await launch({ with: 'avito', chromiumArgs: RECORD_NOTICES })
  const desk = new DeskPage(await app.deskWindow())
  await expect(desk.chat(CLIENT)).toBeVisible()
  expect(await windowOf(app, 'widget')).toBeNull()

  await hideDesk(app)
  const page = await app.widgetWindow()
  const icon = page.getByRole('button', { name: 'Открыть чаты' })
  await expect(icon).toBeVisible()
  await waitUntil(async () => (await windowOf(app, 'widget'))?.isVisible === true)
  const first = await windowOf(app, 'widget')
  expect(first?.isOnTop).toBe(true)

  await avito.control.clientWrites({ chatId, text: 'Ау!' })
  await expect(page.getByRole('button', { name: /^Открыть чаты, \d непрочитанн/ })).toBeVisible()
  const told = new Desktop(app)
  await expect.poll(() => told.notices()).toEqual([`${CLIENT}: Ау!`])

  await drag(page, -200, -100)
  await expect
    .poll(async () => (await windowOf(app, 'widget'))?.bounds)
    .toMatchObject({ x: (first?.bounds.x ?? 0) - 200, y: (first?.bounds.y ?? 0) - 100 })
  await icon.press('Enter')
  await expect.poll(async () => (await windowOf(app, 'widget'))?.bounds).toMatchObject({ width: 360, height: 520 })
  const widget = new DeskPage(page)
  await widget.openChat(CLIENT)
  await expect(widget.message('Ау!')).toBeVisible()
  await widget.send('Да, в наличии.')
  await widget.expectState('Да, в наличии.', 'Отправлено')
  await expectExactlyOnce(avito.control, ['Да, в наличии.'])
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])

  await widget.composer.fill('Недописанное')
  await page.getByRole('button', { name: 'Открыть в главном окне' }).click()
  await expect(desk.message('Да, в наличии.')).toBeVisible()
  await expect(desk.composer).toHaveValue('Недописанное')
  await waitUntil(async () => (await windowOf(app, 'widget'))?.isVisible === false)
  await waitUntil(async () => (await windowOf(app, 'desk'))?.isVisible === true)

  await hideDesk(app)
  await expect(icon).toBeVisible()
  await expect
    .poll(async () => (await windowOf(app, 'widget'))?.bounds)
    .toMatchObject({ x: (first?.bounds.x ?? 0) - 200, y: (first?.bounds.y ?? 0) - 100, width: 64 })
})

test('[M17] [M18] [L2] always on the screen beside the desk, the icon opens its chats by Enter @long', async ({
  avito,
  launch,
  profile,
}) => {
  writeFileSync(join(profile, 'settings.json'), JSON.stringify({ widget: 'always' }))
  await avito.control.clientWrites({ clientName: CLIENT, text: 'Есть в наличии?' })
  const app = await launch({ with: 'avito' })
  const desk = new DeskPage(await app.deskWindow())
  await expect(desk.chat(CLIENT)).toBeVisible()
  const page = await app.widgetWindow()
  await waitUntil(async () => (await windowOf(app, 'widget'))?.isVisible === true)
  // Beside the desk, of which nothing was hidden, and without taking its focus.
  expect((await windowOf(app, 'desk'))?.isVisible).toBe(true)
  expect((await windowOf(app, 'widget'))?.isFocused).toBe(false)

  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Открыть чаты' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await windowOf(app, 'widget'))?.bounds).toMatchObject({ width: 360, height: 520 })
  expect((await windowOf(app, 'desk'))?.isVisible).toBe(true)
})
