import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { fileOf, releaseKey, releaseOf } from '../../electron/updates/testing/signed-release'
import { startStaticServer } from '../../electron/updates/testing/static-server'
import { freePort } from '../../hub/store/testing/postgres'
import { companyCertificates } from '../lib/company-certificates'
import { avitoDemo } from '../lib/demo-settings'
import { DeskPage } from '../lib/desk-page'
import { LoginProxy } from '../lib/login-proxy'
import { startNginxFront } from '../lib/nginx-front'
import { expect, test } from './fixtures'

const AT_PROXY = { user: 'anna', password: 'пароль прокси' }

test('[I4] alone on this computer, Avito is reached by the desk’s proxy, login and authority, and not otherwise @long', async ({
  avito,
  profile,
  launch,
}) => {
  test.slow()
  const folder = mkdtempSync(join(tmpdir(), 'otklik-company-'))
  const certificates = await companyCertificates(folder, ['avito.test'])
  // The proxy inspects what goes through it: this stands for Avito with a certificate of the company.
  const front = await startNginxFront({
    folder,
    port: await freePort(),
    hub: new URL(avito.apiUrl).host,
    certificates,
    wantsClient: false,
  })
  const [first, second] = [await LoginProxy.start(AT_PROXY), await LoginProxy.start(AT_PROXY)]
  const expected = new Set([`CONNECT avito.test:${String(front.port)}`])
  await avito.control.clientWrites({ clientName: 'Ирина Волкова', text: 'Первое' })
  try {
    const proxy = { server: first.address, bypass: '' }
    writeFileSync(join(profile, 'settings.json'), JSON.stringify({ proxy }))
    const demo = { avito: { ...avitoDemo(avito), apiUrl: `https://avito.test:${String(front.port)}` } }

    const without = await launch({ demo })
    const page = await without.deskWindow()
    await logIn(page)
    await openSettings(page, 'Каналы')
    await expect(page.getByText(/чужой сертификат/).first()).toBeVisible()
    await without.close()

    const policy = join(folder, 'policy.json')
    writeFileSync(policy, JSON.stringify({ locked: { 'network.caFile': certificates.caFile } }))
    const app = await launch({ demo, env: { OTKLIK_POLICY_FILE: policy } })
    const desk = new DeskPage(await app.deskWindow())
    await desk.openChat('Ирина Волкова')
    await desk.send('Через прокси')
    await desk.expectState('Через прокси', 'Отправлено', 30_000)
    expect(new Set(first.passed)).toEqual(expected)
    expect(second.passed).toEqual([])

    await openSettings(desk.page, 'Сеть')
    const address = desk.page.getByRole('textbox', { name: 'Адрес прокси или файла PAC' })
    await address.fill(second.address)
    await address.press('Enter')
    await logIn(desk.page)
    await first.close()
    await desk.goTo('Чаты')
    await desk.send('Через другой')
    await desk.expectState('Через другой', 'Отправлено')
    expect(new Set(second.passed)).toEqual(expected)
  } finally {
    await Promise.all([second.close(), front.stop()])
    rmSync(folder, { recursive: true })
  }
})

test('[I3] [I4] updates come by the same proxy, login and authority, and not past them @long', async ({
  profile,
  launch,
}) => {
  test.slow()
  const folder = mkdtempSync(join(tmpdir(), 'otklik-company-'))
  const certificates = await companyCertificates(folder, ['updates.test'])
  const [home, program] = [join(folder, 'home'), join(folder, 'program')]
  for (const each of [home, join(program, 'versions')]) mkdirSync(each, { recursive: true })
  await certificates.trust(home, { client: false })
  const source = await startStaticServer()
  const front = await startNginxFront({
    folder,
    port: await freePort(),
    hub: new URL(source.url).host,
    certificates,
    wantsClient: false,
  })
  const proxy = await LoginProxy.start(AT_PROXY)
  try {
    const key = releaseKey()
    const content = Buffer.from('no archive')
    const file = fileOf(content)
    const release = releaseOf({ version: '0.2.0', publishedAtMs: Date.now(), files: [file] })
    source.files.set('stable.release', Buffer.from(key.sign(JSON.stringify(release))))
    source.files.set(file.name, content)
    const policy = join(folder, 'policy.json')
    const url = `https://updates.test:${String(front.port)}/`
    const locked = { 'updates.mode': 'notify', 'updates.url': url, 'updates.publicKey': key.publicKey }
    writeFileSync(policy, JSON.stringify({ locked }))
    writeFileSync(join(profile, 'settings.json'), JSON.stringify({ proxy: { server: proxy.address, bypass: '' } }))
    const app = await launch({
      with: 'nothing',
      env: { HOME: home, OTKLIK_POLICY_FILE: policy, OTKLIK_UPDATE_FOLDER: program },
    })
    const page = await app.deskWindow()
    const ask = (request: string) => page.evaluate((name) => window.otklik.invoke(name, null), request)

    const refused = ask('updates:check')
    await page.getByRole('dialog', { name: 'Вход на прокси' }).getByRole('button', { name: 'Не сейчас' }).click()
    expect(await refused).toMatchObject({ value: { lastCheck: { result: 'proxyLogin' } } })
    expect(source.asked).toEqual([])

    await ask('network:forget-logins')
    const found = ask('updates:check')
    await logIn(page)
    expect(await found).toMatchObject({ value: { lastCheck: { result: 'found', version: '0.2.0' } } })
    // It came whole, with the signed hash; it is no archive.
    expect(await ask('updates:download')).toMatchObject({ value: { lastCheck: { result: 'notPrepared' } } })
    expect(source.asked.map(({ name }) => name)).toContain(file.name)
    expect(new Set(proxy.passed)).toEqual(new Set([`CONNECT updates.test:${String(front.port)}`]))
  } finally {
    await Promise.all([proxy.close(), front.stop(), source.stop()])
    rmSync(folder, { recursive: true })
  }
})

async function openSettings(page: Page, section: string): Promise<void> {
  await page.getByRole('link', { name: /^Настройки/ }).click()
  await page
    .getByRole('navigation', { name: 'Разделы настроек' })
    .getByRole('button', { name: section, exact: true })
    .click()
}

/** Kept, so that the next start asks nobody. */
async function logIn(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Вход на прокси' })
  await dialog.getByRole('textbox', { name: 'Имя пользователя' }).fill(AT_PROXY.user)
  await dialog.getByLabel('Пароль', { exact: true }).fill(AT_PROXY.password)
  await dialog.getByRole('checkbox', { name: 'Запомнить на этом компьютере' }).check()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
}
