import { avitoDemo } from '../lib/demo-settings'
import { DeskPage } from '../lib/desk-page'
import { expectExactlyOnce } from '../lib/sandbox-checks'
import { TeamHub } from '../lib/team-hub'
import { expect, test } from './fixtures'

const ANNA = { login: 'anna@firm.ru', password: 'первый длинный пароль', name: 'Анна Петрова' }
const TWO_HOURS_MS = 7_200_000
const UNDO_S = 5

test('[O1][M22] a computer whose clock is two hours slow: said, signed in with a code, all times are the hub’s', async ({
  avito,
  launch,
}) => {
  await avito.control.advanceClock(TWO_HOURS_MS)
  const hub = await TeamHub.start({ demoAvito: avitoDemo(avito) })
  try {
    hub.advance(TWO_HOURS_MS)
    const { chatId } = await avito.control.clientWrites({ clientName: 'Ирина Волкова', text: 'Первое' })
    const anna = await hub.addWithSecondFactor(ANNA)
    const app = await launch({ with: 'nothing', env: { OTKLIK_HUB: 'ask' } })
    const page = await app.signInWindow()

    await page.getByRole('button', { name: /^Подключиться к серверу команды/ }).click()
    const address = page.getByRole('textbox', { name: 'Адрес сервера' })
    await address.fill(hub.url)
    await address.press('Enter')
    await expect(page.getByText(/^Часы этого компьютера отстают на 2 ч/)).toBeVisible()
    await page.getByRole('textbox', { name: 'Почта' }).fill(ANNA.login)
    await page.getByLabel('Пароль', { exact: true }).fill(ANNA.password)
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Код' }).fill(anna.codeNow())
    await page.keyboard.press('Enter')

    const desk = new DeskPage(await app.deskWindow())
    const says = desk.page.getByText(/^Часы этого компьютера отстают на 2 ч/)
    await expect(says).toBeVisible()
    await desk.page.getByRole('button', { name: 'Понятно' }).click()
    await expect(says).toHaveCount(0)

    await desk.page.evaluate(
      (seconds) => window.otklik.invoke('app:change-settings', { undoSendSeconds: seconds }),
      UNDO_S,
    )
    await desk.openChat('Ирина Волкова')
    await desk.send('С пятью секундами')
    await desk.expectState('С пятью секундами', /^Будет отправлено/)
    expect(await avito.control.received()).toEqual([])
    await desk.expectState('С пятью секундами', 'Отправлено', 20_000)
    await expectExactlyOnce(avito.control, ['С пятью секундами'])
    const said = desk.message('С пятью секундами').locator('time')
    const shownMs = Date.parse((await said.getAttribute('datetime')) ?? '')
    expect(Math.abs(shownMs - Date.now() - TWO_HOURS_MS)).toBeLessThan(120_000)
    await avito.control.clientWrites({ chatId, text: 'Спасибо' })
    await expect(desk.timeline.getByRole('article').last()).toContainText('Спасибо')
  } finally {
    await hub.stop()
  }
})
