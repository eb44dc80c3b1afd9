import type { Page } from '@playwright/test'

import { BuiltTeamHub } from '../lib/built-team-hub'
import { DeskPage } from '../lib/desk-page'
import { expectExactlyOnce } from '../lib/sandbox-checks'
import { expect, test } from './fixtures'

const ANNA = { login: 'anna@firm.ru', password: 'первый длинный пароль', name: 'Анна Петрова' }
const AWAY = 'Сервер отвечает, но его база данных недоступна'
const BACK_WITHIN_MS = 60_000

test('[O1][O2] PostgreSQL away at the first start, in the middle and at a later start: said, worked on, sent once', async ({
  avito,
  launch,
}) => {
  test.setTimeout(240_000)
  await avito.control.clientWrites({ clientName: 'Ирина Волкова', text: 'Первое' })
  await avito.control.clientWrites({ clientName: 'Пётр Зимин', text: 'Есть вопрос' })
  const hub = await BuiltTeamHub.prepare()
  const { postgres } = hub
  try {
    await postgres.stop()
    hub.start()
    await hub.untilWaiting()
    let app = await launch({ with: 'nothing', env: { OTKLIK_HUB: 'ask' } })
    let desk =
      await test.step('nobody can sign in: the page says what is away, and goes on when it is back', async () => {
        const page = await app.signInWindow()
        await page.getByRole('button', { name: /^Подключиться к серверу команды/ }).click()
        const address = page.getByRole('textbox', { name: 'Адрес сервера' })
        await address.fill(hub.url)
        await address.press('Enter')
        await expect(page.getByRole('alert')).toContainText('нет связи с его базой данных')

        await postgres.start()
        await hub.untilReady()
        const team = await hub.setUp()
        const { apiUrl, consentUrl, clientId, clientSecret } = avito
        const own = { kind: 'avito', mode: 'own', name: 'Авито', apiUrl, consentUrl, clientId, clientSecret }
        await team.asAdministrator('/api/channels', own)
        await team.add(ANNA, 'agent')
        await address.press('Enter')
        return new DeskPage(await signedIn(app, page))
      })

    await test.step('in the middle: said; another chat is opened and answered from what is here', async () => {
      await desk.openChat('Ирина Волкова')
      await desk.send('До обрыва')
      await expectExactlyOnce(avito.control, ['До обрыва'])
      await expect(desk.chat('Пётр Зимин')).toBeVisible()

      await postgres.stop('immediately')
      await expect(desk.page.getByText(AWAY)).toBeVisible()
      await desk.openChat('Пётр Зимин')
      await expect(desk.message('Есть вопрос')).toBeVisible()
      await desk.send('Пока базы нет')
      await desk.expectState('Пока базы нет', /^Сохранено на этом компьютере/)
      await expect(desk.page.getByText('Ждёт отправки 1 сообщение.')).toBeVisible()
      await avito.control.clientWrites({ clientName: 'Ирина Волкова', text: 'Вы ещё здесь?' })
      expect((await avito.control.received()).map(({ text }) => text)).toEqual(['До обрыва'])
    })

    await test.step('back: nothing is said any more, all of it has come, and the answer went out once', async () => {
      await postgres.start()
      await desk.expectState('Пока базы нет', 'Отправлено', BACK_WITHIN_MS)
      await expect(desk.page.getByText(AWAY)).toHaveCount(0)
      await desk.openChat('Ирина Волкова')
      await expect(desk.message('Вы ещё здесь?')).toBeVisible({ timeout: BACK_WITHIN_MS })
      await expectExactlyOnce(avito.control, ['До обрыва', 'Пока базы нет'])
    })

    await test.step('desk, hub and PostgreSQL were switched off: the desk works before its hub can', async () => {
      await app.close()
      await hub.end('SIGKILL')
      await postgres.stop('immediately')
      hub.start()
      await hub.untilWaiting()
      app = await launch({ with: 'nothing', env: { OTKLIK_HUB: 'ask' } })
      desk = new DeskPage(await app.deskWindow())
      await expect(desk.page.getByText(AWAY)).toBeVisible()
      await desk.openChat('Ирина Волкова')
      await expect(desk.message('Вы ещё здесь?')).toBeVisible()
      await desk.send('Утром, ещё без базы')
      await desk.expectState('Утром, ещё без базы', /^Сохранено на этом компьютере/)

      await postgres.start()
      await desk.expectState('Утром, ещё без базы', 'Отправлено', BACK_WITHIN_MS)
      await expect(desk.page.getByText(AWAY)).toHaveCount(0)
      await expectExactlyOnce(avito.control, ['До обрыва', 'Пока базы нет', 'Утром, ещё без базы'])
    })
  } finally {
    await hub.remove()
  }
})

async function signedIn(app: { deskWindow(): Promise<Page> }, page: Page): Promise<Page> {
  await page.getByRole('textbox', { name: 'Почта' }).fill(ANNA.login)
  await page.getByLabel('Пароль', { exact: true }).fill(ANNA.password)
  await page.getByLabel('Пароль', { exact: true }).press('Enter')
  return app.deskWindow()
}
