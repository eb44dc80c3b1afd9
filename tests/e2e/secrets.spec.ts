import { statSync } from 'node:fs'
import { join } from 'node:path'

import { DeskPage } from '../lib/desk-page'
import { findInFiles } from '../lib/profile-search'
import { expect, test } from './fixtures'

const CLIENT = 'Ринат Валеев'
const CLIENT_TEXT = 'Перезвоните, пожалуйста, после трёх'
const ANSWER = 'Перезвоню сегодня вечером'
/** As the sandbox issues them. */
const TOKENS = /(tok|ref|code)-[\w-]{24}/
const NUMBER = '+78435550172'

test('[I9] no secret lies open on the disk, and the logs name nobody', async ({ avito, sip, profile, launch }) => {
  const { chatId } = await avito.control.clientWrites({ clientName: CLIENT, text: CLIENT_TEXT })
  const app = await launch({ with: 'both' })
  const desk = new DeskPage(await app.deskWindow())
  await expect(desk.page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()

  // Everything that a day brings, failures above all: they are what gets logged.
  await desk.openChat(CLIENT)
  await avito.control.inject({
    kind: 'status',
    status: 500,
    times: 1,
    match: { method: 'POST', pathPart: '/messages' },
  })
  await desk.send(ANSWER)
  await desk.expectState(ANSWER, 'Отправлено', 40_000)
  await avito.control.setTariff(false)
  await desk.send(`${ANSWER} ещё раз`)
  await expect(desk.timeline.getByText('тариф не включает', { exact: false })).toBeVisible()
  await avito.control.setTariff(true)
  await avito.control.expireAccessTokens()
  await desk.page
    .getByRole('button', { name: /^Позвонить/ })
    .first()
    .click()
  await desk.page.getByRole('textbox', { name: 'Телефон клиента' }).fill('+7 495 000-04-40')
  await desk.page.getByRole('button', { name: 'Сохранить и позвонить' }).click()
  await expect(desk.callTimer).toBeVisible()
  await desk.callBar.getByRole('button', { name: /^Завершить звонок/ }).click()
  const callId = await sip.control.callUser({ to: 'agent', from: NUMBER, displayName: CLIENT, plays: 'tone' })
  const incoming = await app.incomingWindow()
  await incoming.getByRole('button', { name: /^Ответить/ }).click({ timeout: 60_000 })
  await sip.control.hangUp(callId)
  const hub = await app.hubPid()
  if (hub === null) throw new Error('No hub is running')
  process.kill(hub, 'SIGKILL')
  await avito.control.clientWrites({ chatId, text: `${CLIENT_TEXT}!` })
  await expect(desk.message(`${CLIENT_TEXT}!`)).toBeVisible()
  const connection = await desk.page.evaluate(() => window.otklik.invoke('hub:get-connection', null))
  await app.close()

  const launchSecret = /"secret":"([0-9a-f]{64})"/.exec(JSON.stringify(connection))?.[1] ?? 'none'
  expect(launchSecret).toHaveLength(64)
  const [user] = sip.users
  const secrets = [avito.clientSecret, user?.password ?? '', TOKENS, launchSecret]
  expect(findInFiles(profile, secrets)).toEqual([])
  const people = [CLIENT, CLIENT_TEXT, ANSWER, NUMBER.slice(2), '4950000440', '74950000440', 'Bearer ']
  expect(findInFiles(join(profile, 'logs'), people)).toEqual([])

  const others = ['secret.key', 'accounts.json', 'hub-key.json', 'settings.json', 'told.json'].map((name) => [
    name,
    (statSync(join(profile, name), { throwIfNoEntry: false })?.mode ?? 0) & 0o077,
  ])
  expect(others).toEqual(others.map(([name]) => [name, 0]))
})
