import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { DEFAULT_QUIET } from '../../shared/domain/quiet'
import { DeskPage } from '../lib/desk-page'
import { Desktop, RECORD_NOTICES } from '../lib/desktop'
import { expect, test } from './fixtures'

test.describe('telling of what arrives', () => {
  test('[RC-09] [N5] one system notice per message while Otklik is not in front; its click opens the chat; none again after a restart', async ({
    avito,
    launch,
  }) => {
    const { chatId } = await avito.control.clientWrites({ clientName: 'Анна Петрова', text: 'Первое' })
    await avito.control.clientWrites({ clientName: 'Олег Сидоров', text: 'Другой чат' })
    const app = await launch({ with: 'avito', chromiumArgs: RECORD_NOTICES })
    const desktop = new Desktop(app)
    const desk = new DeskPage(await app.deskWindow())
    await desk.openChat('Олег Сидоров')
    await desktop.closeDeskWindow()
    await expect.poll(() => desktop.isDeskWindowVisible()).toBe(false)

    // The platform may tell twice and out of order.
    await avito.control.setWebhook({ duplicate: true })
    await avito.control.clientWrites({ chatId, text: 'Вы здесь?' })
    await expect.poll(() => desktop.notices()).toEqual(['Анна Петрова: Вы здесь?'])
    await avito.control.clientWrites({ chatId, text: 'Ау' })
    await expect.poll(() => desktop.notices()).toEqual(['Анна Петрова: Вы здесь?', 'Анна Петрова: Ау'])

    await desktop.clickLastNotice()
    await expect.poll(() => desktop.isDeskWindowVisible()).toBe(true)
    await expect(desk.page.getByRole('heading', { name: 'Анна Петрова' })).toBeVisible()
    await expect(desk.message('Ау')).toBeVisible()
    expect(await desktop.notices()).toHaveLength(2)
    await app.close()

    const again = await launch({ with: 'avito', chromiumArgs: RECORD_NOTICES })
    const desktopAgain = new Desktop(again)
    const deskAgain = new DeskPage(await again.deskWindow())
    await desktopAgain.closeDeskWindow()
    await expect(deskAgain.page.getByRole('option').filter({ hasText: 'Анна Петрова' })).toHaveCount(1)
    await avito.control.clientWrites({ clientName: 'Новая Клиентка', text: 'Здравствуйте' })
    await expect.poll(() => desktopAgain.notices()).toEqual(['Новая Клиентка: Здравствуйте'])
  })

  test('[N5] a message in the chat in front is told by nothing but itself @long', async ({ avito, launch }) => {
    const { chatId } = await avito.control.clientWrites({ clientName: 'Анна Петрова', text: 'Первое' })
    const app = await launch({ with: 'avito', chromiumArgs: RECORD_NOTICES })
    const desktop = new Desktop(app)
    const desk = new DeskPage(await app.deskWindow())
    await desk.openChat('Анна Петрова')
    await desktop.focusDeskWindow()
    await avito.control.clientWrites({ chatId, text: 'Второе' })
    await expect(desk.message('Второе')).toBeVisible()
    await expect(
      desk.page
        .getByRole('option')
        .filter({ hasText: 'Второе' })
        .getByLabel(/непрочитанн/),
    ).toHaveCount(0)
    expect(await desktop.notices()).toEqual([])
    await expect(desk.page.getByRole('alert').filter({ hasText: 'Второе' })).toHaveCount(0)
    // Avito tells of nobody's typing, so no place of the window does either.
    await expect(desk.page.getByText(/печатает/)).toHaveCount(0)
  })

  test('with its window closed Otklik goes on: unread counted, calls come in', async ({ avito, sip, launch }) => {
    const { chatId } = await avito.control.clientWrites({ clientName: 'Анна Петрова', text: 'Первое' })
    const app = await launch({ with: 'both', chromiumArgs: RECORD_NOTICES })
    const desktop = new Desktop(app)
    const desk = new DeskPage(await app.deskWindow())
    await expect(desk.page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
    await expect.poll(() => desktop.badge()).toBe(1)
    await desktop.closeDeskWindow()
    await avito.control.clientWrites({ chatId, text: 'Второе' })
    await expect.poll(() => desktop.badge()).toBe(2)

    const callId = await sip.control.callUser({
      to: 'agent',
      from: '+78435550172',
      displayName: 'Ринат',
      plays: 'tone',
    })
    const incoming = await app.incomingWindow()
    await expect(incoming.getByRole('button', { name: /^Ответить/ })).toBeVisible()
    expect(await desktop.isDeskWindowVisible()).toBe(false)
    await sip.control.hangUp(callId)
    await expect
      .poll(async () => (await desktop.notices()).filter((each) => each.startsWith('Пропущенный')))
      .toHaveLength(1)
  })
  test('[N7] a call while one is not to be disturbed: its caller hears «busy», the summary counts it @long', async ({
    sip,
    launch,
    profile,
  }) => {
    const quiet = { ...DEFAULT_QUIET, untilMs: Date.now() + 3_600_000, calls: 'busy' }
    writeFileSync(join(profile, 'settings.json'), JSON.stringify({ quiet }))
    const app = await launch({ with: 'sip', chromiumArgs: RECORD_NOTICES })
    const desktop = new Desktop(app)
    const { page } = new DeskPage(await app.deskWindow())
    await expect(page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()

    await sip.control.callUser({ to: 'agent', from: '+78435550172', displayName: 'Ринат', plays: 'tone' })
    await expect.poll(async () => (await sip.control.calls()).map(({ ended }) => ended)).toEqual([486])
    expect(await desktop.notices()).toEqual([])

    await page.getByRole('button', { name: /Не беспокоить до/ }).click()
    await page.getByRole('menuitem', { name: 'Снова уведомлять' }).click()
    await expect(page.getByText('Пока вас не беспокоили')).toBeVisible()
    await expect(page.getByText('1 пропущенный звонок')).toBeVisible()
  })
})
