import { DeskPage } from '../lib/desk-page'
import { Desktop, RECORD_NOTICES } from '../lib/desktop'
import { focusLosses, listenTo, spokenIn, watchFocus } from '../lib/spoken'
import { expect, test } from './fixtures'

const CLIENT = 'Анна Петрова'
const OTHER = 'Олег Сидоров'

test.describe('[L4] by ear', () => {
  test('a new message is spoken once: in the open chat, in another, the same words twice, never one’s own', async ({
    avito,
    launch,
  }) => {
    const { chatId } = await avito.control.clientWrites({ clientName: CLIENT, text: 'Первое' })
    const { chatId: otherId } = await avito.control.clientWrites({ clientName: OTHER, text: 'Другой чат' })
    const app = await launch({ with: 'avito', chromiumArgs: RECORD_NOTICES })
    const desktop = new Desktop(app)
    const desk = new DeskPage(await app.deskWindow())
    await desk.openChat(CLIENT)
    await desktop.focusDeskWindow()
    await listenTo(desk.page)

    await avito.control.clientWrites({ chatId, text: 'Вы здесь?' })
    await expect(desk.message('Вы здесь?')).toBeVisible()
    await expect.poll(() => spokenIn(desk.page, 'Вы здесь?')).toEqual([`Новое сообщение от ${CLIENT}: Вы здесь?`])
    await avito.control.clientWrites({ chatId, text: 'Вы здесь?' })
    await expect.poll(() => spokenIn(desk.page, 'Вы здесь?')).toHaveLength(2)

    await avito.control.clientWrites({ chatId: otherId, text: 'Когда можно подъехать?' })
    await expect(desk.page.getByRole('alert').filter({ hasText: 'Когда можно подъехать?' })).toBeVisible()
    expect(await spokenIn(desk.page, 'Когда можно подъехать?')).toHaveLength(1)

    await desk.send('Завтра после двух.')
    await desk.expectState('Завтра после двух.', /^Отправлено/)
    expect(await spokenIn(desk.page, 'Завтра после двух')).toEqual([])
    expect(await desktop.notices()).toEqual([])
  })

  test('[N6] a call rings once for the ear and takes no focus from whoever types @long', async ({
    avito,
    sip,
    launch,
  }) => {
    await avito.control.clientWrites({ clientName: CLIENT, text: 'Первое' })
    const { chatId: otherId } = await avito.control.clientWrites({ clientName: OTHER, text: 'Другой чат' })
    const app = await launch({ with: 'both', chromiumArgs: RECORD_NOTICES })
    const desk = new DeskPage(await app.deskWindow())
    const { page } = desk
    await expect(page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
    await desk.openChat(CLIENT)
    await new Desktop(app).focusDeskWindow()
    await desk.composer.focus()
    await listenTo(page)
    await watchFocus(page)

    await page.keyboard.type('Пишу ')
    const callId = await sip.control.callUser({
      to: 'agent',
      from: '+78435550172',
      displayName: 'Ринат',
      plays: 'tone',
    })
    const incoming = await app.incomingWindow()
    await expect(incoming.getByRole('alert')).toHaveText(/^Входящий звонок: Ринат/)
    await expect(incoming.getByRole('alert')).toHaveCount(1)
    await expect(desk.callStatus).toHaveText('Входящий звонок')
    await page.keyboard.type('дальше ')
    await avito.control.clientWrites({ chatId: otherId, text: 'Ау' })
    await expect(page.getByRole('alert').filter({ hasText: 'Ау' })).toBeVisible()
    await page.keyboard.type('и ещё')
    await expect(desk.composer).toHaveValue('Пишу дальше и ещё')
    await expect(desk.composer).toBeFocused()
    expect(await spokenIn(page, 'Входящий звонок')).toEqual([])

    await incoming.getByRole('button', { name: /^Ответить/ }).click()
    await expect(desk.callBar.getByRole('button', { name: /^Удержать/ })).toBeVisible()
    expect(await spokenIn(page, 'Разговор')).toHaveLength(1)
    await sip.control.hangUp(callId)
    await expect(desk.callBar.getByRole('button', { name: /^Удержать/ })).toHaveCount(0)
    expect(await focusLosses(page)).toEqual([])
  })
})
