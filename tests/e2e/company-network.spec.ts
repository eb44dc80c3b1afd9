import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { freePort } from '../../hub/store/testing/postgres'
import { companyCertificates, type CompanyCertificates } from '../lib/company-certificates'
import { avitoDemo } from '../lib/demo-settings'
import { DeskPage } from '../lib/desk-page'
import { LoginProxy } from '../lib/login-proxy'
import { startNginxFront, type NginxFront } from '../lib/nginx-front'
import { TeamHub } from '../lib/team-hub'
import { expect, test as base } from './fixtures'

const ANNA = { login: 'anna@firm.ru', password: 'первый длинный пароль', name: 'Анна Петрова' }
const AT_PROXY = { user: 'anna', password: 'пароль прокси' }

interface Company {
  readonly folder: string
  readonly home: string
  readonly certificates: CompanyCertificates
  readonly hub: TeamHub
  /** `wantsClient`: nobody without a certificate of the company gets in. */
  readonly front: (wantsClient: boolean) => Promise<NginxFront>
}

/** A company with an authority of its own, a hub behind nginx, and a home for its person. */
const test = base.extend<{ readonly company: Company }>({
  company: async ({ avito }, use) => {
    await avito.control.clientWrites({ clientName: 'Ирина Волкова', text: 'Первое' })
    const folder = mkdtempSync(join(tmpdir(), 'otklik-company-'))
    const home = join(folder, 'home')
    mkdirSync(home)
    const certificates = await companyCertificates(folder, ['hub.test'])
    const hub = await TeamHub.start({ demoAvito: avitoDemo(avito) })
    await hub.add(ANNA, 'agent')
    const fronts: NginxFront[] = []
    await use({
      folder,
      home,
      certificates,
      hub,
      front: async (wantsClient) => {
        const front = await startNginxFront({
          folder,
          port: await freePort(),
          hub: new URL(hub.url).host,
          certificates,
          wantsClient,
        })
        fronts.push(front)
        return front
      },
    })
    for (const front of fronts) await front.stop()
    await hub.stop()
    rmSync(folder, { recursive: true })
  },
})

test('[I4] a proxy that wants a login: asked, asked again, kept after a yes, and used by the socket too', async ({
  company,
  profile,
  launch,
}) => {
  test.slow()
  await company.certificates.trust(company.home, { client: false })
  const front = await company.front(false)
  const proxy = await LoginProxy.start(AT_PROXY)
  try {
    const settings = { proxy: { server: proxy.address, bypass: '' } }
    writeFileSync(join(profile, 'settings.json'), JSON.stringify(settings))
    const options = { with: 'nothing', env: { OTKLIK_HUB: 'ask', HOME: company.home } } as const
    const app = await launch(options)
    const page = await app.signInWindow()
    await openHub(page, front.port)

    const dialog = page.getByRole('dialog', { name: 'Вход на прокси' })
    await expect(dialog).toContainText(proxy.address)
    await logIn(page, 'не тот', false)
    await expect(dialog).toContainText('не подошли')
    await logIn(page, AT_PROXY.password, true)
    await expect(dialog).toBeHidden()

    await signIn(page)
    const desk = new DeskPage(await app.deskWindow())
    await desk.openChat('Ирина Волкова')
    await desk.send('Через прокси')
    await desk.expectState('Через прокси', 'Отправлено')
    expect(new Set(proxy.passed)).toEqual(new Set([`CONNECT hub.test:${String(front.port)}`]))

    await desk.page.getByRole('link', { name: /^Настройки/ }).click()
    await desk.page.getByRole('button', { name: 'Сеть', exact: true }).click()
    await expect(desk.page.getByText(`${proxy.address}: anna`)).toBeVisible()
    await app.close()
    expectNowhere(profile, [AT_PROXY.password, Buffer.from(`anna:${AT_PROXY.password}`).toString('base64')])

    const asked = proxy.refused
    const again = new DeskPage(await (await launch(options)).deskWindow())
    await again.openChat('Ирина Волкова')
    await again.send('Снова через прокси')
    await again.expectState('Снова через прокси', 'Отправлено')
    expect(proxy.refused).toBeGreaterThan(asked)
    await expect(again.page.getByRole('dialog', { name: 'Вход на прокси' })).toBeHidden()
  } finally {
    await proxy.close()
  }
})

/** The name leads to this computer; what the windows trust stands in the person's own store. */
const RESOLVED = ['--host-resolver-rules=MAP hub.test 127.0.0.1']

test('[I4] a hub that wants a certificate: the person chooses one, once, and the socket shows it too @long', async ({
  company,
  profile,
  launch,
}) => {
  test.slow()
  await company.certificates.trust(company.home, { client: true })
  const front = await company.front(true)
  const options = {
    with: 'nothing',
    chromiumArgs: RESOLVED,
    env: { OTKLIK_HUB: 'ask', HOME: company.home },
  } as const
  const app = await launch(options)
  const page = await app.signInWindow()
  const dialog = page.getByRole('dialog', { name: 'Сертификат для сервера' })
  await openHub(page, front.port)
  await expect(dialog).toContainText('Firm Root')
  await expect(dialog.getByRole('radio', { name: 'Anna Petrova' })).toBeChecked()
  await dialog.getByRole('button', { name: 'Показать этот' }).click()
  await signIn(page)
  const desk = new DeskPage(await app.deskWindow())
  await desk.openChat('Ирина Волкова')
  await desk.send('С сертификатом')
  await desk.expectState('С сертификатом', 'Отправлено')
  await app.close()
  expectNowhere(profile, [company.home])

  const again = new DeskPage(await (await launch(options)).deskWindow())
  await again.openChat('Ирина Волкова')
  await again.send('Снова с сертификатом')
  await again.expectState('Снова с сертификатом', 'Отправлено')
  await expect(again.page.getByRole('dialog', { name: 'Сертификат для сервера' })).toBeHidden()
})

test('[I4] the company says whose certificate is shown: without a question, and no other @long', async ({
  company,
  profile,
  launch,
}) => {
  test.slow()
  await company.certificates.trust(company.home, { client: true })
  const front = await company.front(true)
  const policy = join(profile, 'policy.json')
  const start = async (issuer: string) => {
    writeFileSync(policy, JSON.stringify({ locked: { 'network.clientCertificate': issuer } }))
    const app = await launch({
      with: 'nothing',
      chromiumArgs: RESOLVED,
      env: { OTKLIK_HUB: 'ask', HOME: company.home, OTKLIK_POLICY_FILE: policy },
    })
    const page = await app.signInWindow()
    await openHub(page, front.port)
    return { app, page }
  }
  const other = await start('Somebody Else')
  await expect(other.page.getByRole('alert')).toContainText('пускает только компьютеры с сертификатом')
  await other.app.close()
  const own = await start('Firm Root')
  await expect(own.page.getByRole('textbox', { name: 'Почта' })).toBeVisible()
})

async function openHub(page: Page, port: number): Promise<void> {
  const address = page.getByRole('textbox', { name: 'Адрес сервера' })
  const isAsked = page.getByRole('button', { name: /^Подключиться к серверу команды/ })
  await expect(isAsked.or(address)).toBeVisible()
  if (await isAsked.isVisible()) await isAsked.click()
  await address.fill(`https://hub.test:${String(port)}`)
  await address.press('Enter')
}

async function logIn(page: Page, password: string, keeps: boolean): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Вход на прокси' })
  await dialog.getByRole('textbox', { name: 'Имя пользователя' }).fill(AT_PROXY.user)
  await dialog.getByLabel('Пароль', { exact: true }).fill(password)
  if (keeps) await dialog.getByRole('checkbox', { name: 'Запомнить на этом компьютере' }).check()
  await page.keyboard.press('Enter')
}

async function signIn(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Почта' }).fill(ANNA.login)
  await page.getByLabel('Пароль', { exact: true }).fill(ANNA.password)
  await page.keyboard.press('Enter')
}

/** None of these stands readable in any file of the profile. */
function expectNowhere(profile: string, secrets: readonly string[]): void {
  for (const entry of readdirSync(profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = readFileSync(join(entry.parentPath, entry.name))
    for (const secret of secrets) expect(bytes.includes(secret), entry.name).toBe(false)
  }
}
