import { DeskPage } from '../lib/desk-page'
import { keepOpenedPages, TeamWithProvider } from '../lib/team-with-provider'
import { expect, test } from './fixtures'

const ANNA = { login: 'anna@firm.ru', password: 'первый длинный пароль', name: 'Анна Петрова' }

test('[I9] the company’s own sign-in: the browser opens, its code is typed, a wrong one is told', async ({
  launch,
}) => {
  const team = await TeamWithProvider.start('Яндекс 360')
  try {
    await team.add(ANNA)
    const app = await launch({ with: 'nothing', env: { OTKLIK_HUB: 'ask' } })
    const page = await app.signInWindow()
    const opened = await keepOpenedPages(app)
    await page.getByRole('button', { name: /^Подключиться к серверу команды/ }).click()
    const address = page.getByRole('textbox', { name: 'Адрес сервера' })
    await address.fill(team.hub.url)
    await address.press('Enter')

    await page.getByRole('button', { name: 'Войти через Яндекс 360' }).click()
    const code = page.getByRole('textbox', { name: 'Код с последней страницы' })
    await code.fill('ABCD-9999')
    await code.press('Enter')
    await expect(page.getByRole('alert')).toContainText('Код не подошёл')

    const [begun = ''] = await opened()
    await code.fill(await team.codeAfter(begun, ANNA))
    await code.press('Enter')
    const desk = new DeskPage(await app.deskWindow())
    await expect(desk.page.getByRole('button', { name: /Анна/ }).first()).toBeVisible()
  } finally {
    await team.stop()
  }
})
