import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { avitoDemo } from '../lib/demo-settings'
import { readDeskLog } from '../lib/desk-log'
import { DeskPage } from '../lib/desk-page'
import { expectExactlyOnce } from '../lib/sandbox-checks'
import { rowsOfTeamCaches } from '../lib/team-caches'
import { TeamHub } from '../lib/team-hub'
import { expect, test } from './fixtures'

const ANNA = { login: 'anna@firm.ru', password: 'первый длинный пароль', name: 'Анна Петрова' }
const BORIS = { login: 'boris@firm.ru', password: 'другой длинный пароль', name: 'Борис Котов' }

test('[I9] a desk at a team’s hub: coming in, working, an ended session, another person', async ({
  avito,
  launch,
  profile,
}) => {
  await avito.control.clientWrites({ clientName: 'Ирина Волкова', text: 'Первое' })
  const hub = await TeamHub.start({ demoAvito: avitoDemo(avito) })
  let token = ''
  try {
    const invitation = await hub.invite(ANNA)
    const boris = await hub.addWithSecondFactor(BORIS)
    const app = await launch({ with: 'nothing', env: { OTKLIK_HUB: 'ask' } })
    const page = await app.signInWindow()

    await test.step('the first start asks, and the address is looked at before any password is typed', async () => {
      await page.getByRole('button', { name: /^Подключиться к серверу команды/ }).click()
      const address = page.getByRole('textbox', { name: 'Адрес сервера' })
      await address.fill(avito.apiUrl)
      await address.press('Enter')
      await expect(page.getByRole('alert')).toContainText('отвечает не сервер Otklik')
      await address.fill(hub.url)
      await address.press('Enter')
      await signIn(page, ANNA.login, 'не тот пароль')
      await expect(page.getByRole('alert')).toContainText('Почта или пароль не подошли')
    })

    await test.step('an invitation is accepted with a password of one’s own', async () => {
      await page.getByRole('button', { name: 'У меня есть приглашение' }).click()
      await page.getByRole('textbox', { name: 'Ссылка или код' }).fill(`${hub.url}/#${invitation}`)
      await page.keyboard.press('Enter')
      await expect(page.getByRole('textbox', { name: 'Почта' })).toHaveValue(ANNA.login)
      const password = page.getByLabel('Пароль', { exact: true })
      await password.fill('коротко')
      await password.press('Enter')
      await expect(page.getByRole('alert')).toContainText('слишком короткий')
      await password.fill(ANNA.password)
      await password.press('Enter')
    })

    const desk = new DeskPage(await app.deskWindow())
    await test.step('the desk works with the hub elsewhere, and starts none of its own', async () => {
      await desk.openChat('Ирина Волкова')
      await desk.send('Ответ с рабочего места')
      await desk.expectState('Ответ с рабочего места', 'Отправлено')
      await expectExactlyOnce(avito.control, ['Ответ с рабочего места'])
      expect(await app.hubPid()).toBeNull()
      token = await tokenOf(page)
    })

    await test.step('[O2] the hub away: said, written all the same, sent once when it is back', async () => {
      hub.shutter.shut()
      await expect(page.getByText('Нет связи с сервером')).toBeVisible()
      await desk.send('Пока сервера нет')
      hub.shutter.reopen()
      await desk.expectState('Пока сервера нет', 'Отправлено', 30_000)
      await expectExactlyOnce(avito.control, ['Ответ с рабочего места', 'Пока сервера нет'])
      await expect(page.getByText('Нет связи с сервером')).toHaveCount(0)
    })

    await test.step('[C9] an ended session: said, nothing of the chats is left, what was only here is', async () => {
      await desk.composer.fill('недописано')
      await expect(page.getByRole('option').getByText('недописано')).toBeVisible()
      await hub.endSessions(ANNA.login)
      await expect(page.getByText('сеанс завершил администратор')).toBeVisible()
      await expect(page.getByText('не отправлено сообщений: 0, черновиков: 1')).toBeVisible()
      expect(await rowsOfTeamCaches(page)).toEqual({ drafts: 1, meta: 1 })
    })

    await test.step('[I9] another person, with a second factor, sees nothing of the first', async () => {
      await signIn(page, BORIS.login, BORIS.password)
      await page.getByRole('textbox', { name: 'Код' }).fill(boris.codeNow().replace(/(?=...$)/, ' '))
      await page.keyboard.press('Enter')
      const next = new DeskPage(await app.deskWindow())
      await next.openChat('Ирина Волкова')
      await expect(next.message('Пока сервера нет')).toBeVisible()
      await expect(next.composer).toHaveText('')
    })

    await test.step('signing out by key takes the chats away, and no secret was ever written down', async () => {
      await page.keyboard.press('Control+Shift+Digit0')
      await page.getByRole('dialog').getByRole('button', { name: 'Выйти', exact: true }).click()
      await app.signInWindow()
      await expect.poll(() => rowsOfTeamCaches(page)).toEqual({ drafts: 1, meta: 1 })
      const written = readFileSync(join(profile, 'hub-place.json'), 'utf8') + readDeskLog(profile)
      const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }))
      expect(token.length).toBeGreaterThan(30)
      for (const secret of [token, ANNA.password, BORIS.password, invitation])
        expect(written + stored).not.toContain(secret)
    })
  } finally {
    await hub.stop()
  }
})

async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Почта' }).fill(login)
  await page.getByLabel('Пароль', { exact: true }).fill(password)
  await page.getByLabel('Пароль', { exact: true }).press('Enter')
}

/** What the window has for its socket. */
async function tokenOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { otklik } = window as unknown as {
      otklik: { invoke(channel: string, args: unknown): Promise<{ value: { secret: string } }> }
    }
    return (await otklik.invoke('hub:get-connection', null)).value.secret
  })
}
