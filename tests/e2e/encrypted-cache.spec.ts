import { randomBytes } from 'node:crypto'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { countOf } from '#shared/testing/test-run'
import { DeskPage } from '../lib/desk-page'
import { findInFiles } from '../lib/profile-search'
import { expectExactlyOnce } from '../lib/sandbox-checks'
import { expect, test } from './fixtures'

/** With a keyring that opens what the user of this name has sealed; `locked`: it does not answer. */
function withKeyring(user: string, env: Readonly<Record<string, string>> = {}) {
  const chromiumArgs = ['-r', join(import.meta.dirname, '../lib/play-keyring.cjs')]
  return { with: 'avito', chromiumArgs, env: { ...env, PLAYED_KEYRING: user } } as const
}
/** Chromium clears up after a deleted database when it finds time. */
const GONE_WITHIN_MS = 60_000

/** Words that no compression can hide, since nothing in them comes twice. */
function plant() {
  const word = () => randomBytes(9).toString('hex')
  return { name: `Ринат ${word()}`, text: `Адрес ${word()}`, answer: `Ответ ${word()}`, draft: `Черновик ${word()}` }
}

const folderOf = (profile: string) => join(profile, 'IndexedDB')

async function shownForm(desk: DeskPage): Promise<string> {
  const reply = await desk.page.evaluate(() => window.otklik.invoke('cache:get-state', null))
  return JSON.stringify(reply)
}

test('[I9] with the option on nothing of people stands in the files of the windows’ database, also of before', async ({
  avito,
  profile,
  launch,
}) => {
  const words = plant()
  await avito.control.clientWrites({ clientName: words.name, text: words.text })
  const app = await launch(withKeyring('anna'))
  const desk = new DeskPage(await app.deskWindow())
  await desk.openChat(words.name)
  await expect(desk.message(words.text)).toBeVisible()
  await desk.composer.fill(words.draft)
  // The control of all that follows: an open cache is found to be one.
  await expect
    .poll(() => findInFiles(folderOf(profile), [words.name, words.text, words.draft]).length)
    .toBeGreaterThan(2)

  await desk.goTo('Настройки')
  await desk.page.getByRole('button', { name: 'Рабочее место', exact: true }).click()
  await desk.page.getByText('Шифровать переписку', { exact: true }).click()
  await desk.page.getByRole('button', { name: 'Открыть заново' }).click()
  const again = new DeskPage(await app.deskWindow())
  await again.openChat(words.name)
  await expect(again.composer).toHaveValue(words.draft)
  await expect(again.message(words.text)).toBeVisible()
  expect(await shownForm(again)).toContain('"form":"sealed"')
  await again.composer.fill('')
  await again.send(words.answer)
  await again.expectState(words.answer, 'Отправлено', 20_000)
  const people = Object.values(words)
  await expect.poll(() => findInFiles(folderOf(profile), people), { timeout: GONE_WITHIN_MS }).toEqual([])
  await app.close()
  expect(findInFiles(folderOf(profile), people)).toEqual([])

  // The next start opens it with the same key, and the key itself lies nowhere open.
  const next = await launch(withKeyring('anna'))
  const later = new DeskPage(await next.deskWindow())
  await later.openChat(words.name)
  await expect(later.message(words.answer)).toBeVisible()
  const form = await later.page.evaluate(() => window.otklik.invoke('cache:get-form', { cache: 'otklik-desk' }))
  const [, key = ''] = /"base64":"([^"]+)"/.exec(JSON.stringify(form)) ?? []
  expect(Buffer.from(key, 'base64')).toHaveLength(64)
  await next.close()
  expect(findInFiles(profile, [key])).toEqual([])
  expect(statSync(join(profile, 'cache-keys.json')).mode & 0o077).toBe(0)
  expect(findInFiles(folderOf(profile), people)).toEqual([])
})

/** When the page that is to bring the cache into its new form is killed. */
const MOMENTS = {
  'at once': () => Promise.resolve(),
  'while it loads': (page: Page) => page.waitForEvent('domcontentloaded'),
  'when it has its list': (page: Page) =>
    page.waitForFunction(() => document.documentElement.dataset['ready'] === 'list').catch(() => undefined),
} as const

test('[I9] [O2] kill -9 while the cache is encrypted, and back: answers and drafts are there, and go out once @long', async ({
  avito,
  launch,
}) => {
  const { name, text } = plant()
  await avito.control.clientWrites({ clientName: name, text })
  let app = await launch(withKeyring('anna'))
  let desk = new DeskPage(await app.deskWindow())
  await desk.openChat(name)
  await expect(desk.message(text)).toBeVisible()
  const answers: string[] = []
  let isOn = false
  // On and off by turns, so that in full each moment meets both.
  const moments = Array.from({ length: countOf({ share: 1, full: 2 }) }, () => Object.values(MOMENTS)).flat()
  for (const moment of moments) {
    isOn = !isOn
    const { answer, draft } = plant()
    answers.push(answer)
    // Nobody takes what is written: it is only here.
    await app.stopHub()
    await desk.send(answer)
    await desk.composer.fill(draft)
    await desk.expectState(answer, /^Сохранено на этом компьютере/)
    // It is on the disk when the list shows it.
    await expect(desk.page.getByLabel(/^Список (чатов|обращений)$/).getByText(draft)).toBeVisible()
    await desk.page.evaluate((encryptCache) => window.otklik.invoke('app:change-settings', { encryptCache }), isOn)
    const reached = moment(desk.page)
    await desk.page.evaluate(() => {
      void window.otklik.invoke('cache:apply-now', null)
    })
    await reached
    const hub = app.stoppedHubPid()
    await app.killMain()
    if (hub !== null) process.kill(hub, 'SIGKILL')

    app = await launch(withKeyring('anna'))
    desk = new DeskPage(await app.deskWindow())
    await desk.openChat(name)
    await expect(desk.composer).toHaveValue(draft)
    await desk.expectState(answer, 'Отправлено')
    expect(await shownForm(desk)).toContain(`"form":"${isOn ? 'sealed' : 'plain'}"`)
    await desk.composer.fill('')
  }
  await expectExactlyOnce(avito.control, answers)
})

test('[I9] a key that cannot be opened any more: the cache begins anew and says whose answers were not sent @long', async ({
  avito,
  profile,
  launch,
}) => {
  const { name, text, answer } = plant()
  await avito.control.clientWrites({ clientName: name, text })
  const policy = join(profile, 'policy.json')
  writeFileSync(policy, JSON.stringify({ locked: { 'workplace.encryptCache': true } }))
  const env = { OTKLIK_POLICY_FILE: policy }
  const app = await launch(withKeyring('anna', env))
  const desk = new DeskPage(await app.deskWindow())
  expect(await shownForm(desk)).toContain('"form":"sealed"')
  await desk.openChat(name)
  await app.stopHub()
  await desk.send(answer)
  await desk.expectState(answer, /^Сохранено на этом компьютере/)
  const hub = app.stoppedHubPid()
  await app.killMain()
  if (hub !== null) process.kill(hub, 'SIGKILL')

  // It is only locked: nothing is opened, and nothing is thrown away.
  const locked = await launch(withKeyring('locked', env))
  await expect((await locked.openedDeskWindow()).getByText('Хранилище ключей системы не отвечает')).toBeVisible()
  await locked.killMain()
  // Another user of this computer has the profile, or the keyring was reset.
  const next = await launch(withKeyring('boris', env))
  const later = new DeskPage(await next.deskWindow())
  const banner = later.page.getByRole('status').filter({ hasText: 'больше не открывается' })
  await expect(banner).toContainText('Не отправлено и больше не читается 1 сообщение.')
  await expect(banner).toContainText(`Чаты: ${name}`)
  await later.openChat(name)
  await expect(later.message(text)).toBeVisible()
  await banner.getByRole('button', { name: 'Понятно' }).click()
  await expect(banner).toHaveCount(0)
  await next.close()

  const last = await launch(withKeyring('boris', env))
  const quiet = new DeskPage(await last.deskWindow())
  await quiet.openChat(name)
  await expect(quiet.message(text)).toBeVisible()
  await expect(quiet.page.getByText('больше не открывается')).toHaveCount(0)
})

test('[I9] [I2] without a keyring the screen says that no key can be kept, also where the company demands it @long', async ({
  profile,
  launch,
}) => {
  const policy = join(profile, 'policy.json')
  writeFileSync(policy, JSON.stringify({ locked: { 'workplace.encryptCache': true } }))
  const app = await launch({ with: 'nothing', env: { OTKLIK_POLICY_FILE: policy } })
  const desk = new DeskPage(await app.deskWindow())
  await desk.goTo('Настройки')
  await desk.page.getByRole('button', { name: 'Рабочее место', exact: true }).click()
  await expect(desk.page.getByText('негде хранить ключ')).toBeVisible()
  await expect(desk.page.getByText('Задано вашей организацией')).toBeVisible()
  await expect(desk.page.getByRole('switch', { name: 'Шифровать переписку' })).toBeDisabled()
  expect(await shownForm(desk)).toContain('"form":"plain"')
})
