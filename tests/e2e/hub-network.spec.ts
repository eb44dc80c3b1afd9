import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { freePort } from '../../hub/store/testing/postgres'
import { companyCertificates } from '../lib/company-certificates'
import { avitoDemo } from '../lib/demo-settings'
import { DeskPage } from '../lib/desk-page'
import { LoginProxy } from '../lib/login-proxy'
import { startNginxFront } from '../lib/nginx-front'
import { expect, test } from './fixtures'

const AT_PROXY = { user: 'anna', password: 'пароль прокси' }

test('[I4] alone on this computer, Avito is reached by the desk’s proxy, login and authority, and not otherwise', async ({
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
    await expect(page.getByText(/чужой сертификат/).first()).toBeVisible({ timeout: 60_000 })
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
    await desk.expectState('Через другой', 'Отправлено', 60_000)
    expect(new Set(second.passed)).toEqual(expected)
  } finally {
    await Promise.all([second.close(), front.stop()])
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
