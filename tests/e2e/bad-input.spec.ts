import type { Locator, Page } from '@playwright/test'

import { startSipSandbox, type SipSandbox } from '../../sandbox/sip'
import { DeskPage } from '../lib/desk-page'
import { blackHole, closedPort, webSite, type TinyServer } from '../lib/tiny-servers'
import { expect, test } from './fixtures'

const LABEL = 'Отдел подбора'

interface Line {
  readonly user?: string
  readonly password?: string
  readonly domain?: string
  readonly transport?: 'ws' | 'wss' | 'tcp' | 'tls'
  readonly host: string
  readonly port: number
  readonly path?: string
}

async function openNewLine(desk: DeskPage): Promise<void> {
  await desk.goTo('Настройки')
  await desk.page.getByRole('button', { name: 'Добавить линию' }).click()
}

async function fillLine(page: Page, sip: Pick<SipSandbox, 'domain' | 'users'>, line: Line): Promise<void> {
  const transport = line.transport ?? 'ws'
  await page.getByRole('textbox', { name: 'Название' }).fill(LABEL)
  await page.getByRole('textbox', { name: 'Имя пользователя' }).fill(line.user ?? 'agent')
  await page.getByRole('textbox', { name: 'Домен' }).fill(line.domain ?? sip.domain)
  await page.getByRole('textbox', { name: 'Пароль' }).fill(line.password ?? 'agent-secret')
  await page.getByRole('combobox', { name: 'Подключение' }).selectOption(transport)
  await page.getByRole('textbox', { name: 'Сервер', exact: true }).fill(line.host)
  await page.getByRole('textbox', { name: 'Порт' }).fill(String(line.port))
  if (transport === 'ws' || transport === 'wss')
    await page.getByRole('textbox', { name: 'Путь WebSocket' }).fill(line.path ?? '/')
}

/** Everything that was typed into the form, password included. */
async function typed(page: Page): Promise<readonly string[]> {
  const fields = page.locator('form').locator('input, select')
  return fields.evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement | HTMLSelectElement).value))
}

function testPanel(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Проверка линии' })
}

/** Presses «Проверить» and answers with the panel; nothing typed may have changed. */
async function checked(page: Page, verdict: string): Promise<Locator> {
  const before = await typed(page)
  await page.getByRole('button', { name: 'Проверить' }).click()
  const panel = testPanel(page)
  await expect(panel.getByRole('status')).toHaveText(verdict)
  expect(await typed(page)).toEqual(before)
  return panel
}

function stoppedAt(layer: string): string {
  return `Проверка остановилась на ступени «${layer}».`
}

test.describe('a line that cannot work', () => {
  test('[K8] «Проверить» names the layer, says why and what to do, and keeps what was typed', async ({
    sip,
    launch,
  }) => {
    const desk = new DeskPage(await (await launch({ with: 'nothing' })).deskWindow())
    const { page } = desk
    const site = await webSite()
    const hole = await blackHole()
    const cases: readonly (readonly [Line, string, string])[] = [
      [
        { host: 'no-such-host.invalid', port: 5060 },
        'Адрес сервера',
        'Сервер с таким адресом не найден. Проверьте адрес сервера и интернет.',
      ],
      [
        { host: '127.0.0.1', port: await closedPort() },
        'Соединение',
        'Сервер не принимает соединение на этом порту. Проверьте порт и вид подключения.',
      ],
      [
        { host: '127.0.0.1', port: site.port },
        'WebSocket',
        'По этому адресу отвечает не телефонный сервер, а обычный сайт. Проверьте порт и путь WebSocket.',
      ],
      [
        { host: '127.0.0.1', port: hole.port },
        'WebSocket',
        'Сервер не отвечает. Проверьте адрес и порт; возможно, соединение закрывает сетевой экран.',
      ],
      [
        { transport: 'tcp', host: '127.0.0.1', port: hole.port },
        'Ответ по SIP',
        'Сервер не отвечает. Проверьте адрес и порт; возможно, соединение закрывает сетевой экран.',
      ],
      [
        { transport: 'tcp', host: '127.0.0.1', port: site.port },
        'Ответ по SIP',
        'Сервер ответил не по протоколу SIP. Проверьте порт: этот занят другой службой.',
      ],
      [
        { transport: 'wss', host: '127.0.0.1', port: site.port },
        'Шифрование',
        'Сервер на этом порту не использует шифрование. Выберите подключение без TLS или другой порт.',
      ],
      [
        { ...sip.ws, password: 'wrong-password' },
        'Вход на линию',
        'Сервер не принял имя или пароль. Введите их заново; возьмите из личного кабинета АТС.',
      ],
      [
        { ...sip.ws, user: 'nobody' },
        'Вход на линию',
        'Сервер не принял имя или пароль. Введите их заново; возьмите из личного кабинета АТС.',
      ],
    ]
    try {
      await openNewLine(desk)
      for (const [line, layer, sentence] of cases) {
        await fillLine(page, sip, line)
        const panel = await checked(page, stoppedAt(layer))
        await expect(panel.getByText(sentence)).toBeVisible()
      }
      await fillLine(page, sip, sip.ws)
      await checked(page, 'Всё в порядке: линия может звонить.')
    } finally {
      await close(site, hole)
    }
  })

  test('fields that cannot be right are marked at the field before anything is sent @long', async ({ sip, launch }) => {
    const desk = new DeskPage(await (await launch({ with: 'nothing' })).deskWindow())
    const { page } = desk
    await openNewLine(desk)
    await fillLine(page, sip, { host: 'два слова', port: 70_000, user: 'agent 1', password: '', path: 'ws' })
    const before = await typed(page)
    await page.getByRole('button', { name: 'Сохранить' }).click()
    for (const sentence of [
      'Здесь нужно имя без пробелов и знака @',
      'Здесь нужен адрес без пробелов, например sip.example.ru или 10.0.0.5',
      'Порт — число от 1 до 65535',
      'Путь начинается с косой черты, например /ws',
      'Введите пароль: без него сервер не пустит',
    ])
      await expect(page.getByText(sentence)).toBeVisible()
    expect(await typed(page)).toEqual(before)
    await page.getByRole('button', { name: 'Проверить' }).click()
    await expect(testPanel(page).getByRole('status')).toHaveText('Сначала исправьте отмеченные поля.')
  })

  test('[K8] a certificate that nobody vouches for is refused with its fingerprint and can be trusted', async ({
    launch,
  }) => {
    const secure = await startSipSandbox({ tls: true })
    const { wss } = secure
    if (!wss) throw new Error('The sandbox has no WSS')
    try {
      const desk = new DeskPage(await (await launch({ with: 'nothing' })).deskWindow())
      const { page } = desk
      await openNewLine(desk)
      await fillLine(page, secure, { ...wss, transport: 'wss' })
      const panel = await checked(page, stoppedAt('Шифрование'))
      await expect(
        panel.getByText(
          'Сертификату сервера нельзя доверять. Проверьте адрес. Если сервер ваш, примите этот сертификат или выберите в линии удостоверяющий центр компании («Дополнительно»).',
        ),
      ).toBeVisible()
      await expect(panel.getByText(/Сверьте отпечаток с администратором: ([0-9A-F]{2}:){31}[0-9A-F]{2}/)).toBeVisible()

      await page.getByRole('button', { name: 'Сохранить' }).click()
      const row = page.getByRole('listitem').filter({ hasText: LABEL })
      await expect(row).toContainText('Не подключена. Сертификату сервера нельзя доверять.')

      await row.getByRole('button', { name: 'Изменить' }).click()
      await page.getByRole('button', { name: 'Проверить' }).click()
      await panel.getByRole('button', { name: 'Доверять этому сертификату' }).click()
      await expect(panel.getByRole('status')).toHaveText('Всё в порядке: линия может звонить.')
      await page.getByRole('button', { name: 'Сохранить' }).click()
      await expect(row).toContainText('Подключена, звонки приходят')
    } finally {
      await secure.stop()
    }
  })

  test('[K8] a wrong password stops the line with words; corrected, it registers @long', async ({ sip, launch }) => {
    const desk = new DeskPage(await (await launch({ with: 'nothing' })).deskWindow())
    const { page } = desk
    await openNewLine(desk)
    await fillLine(page, sip, { ...sip.ws, password: 'wrong-password' })
    await page.getByRole('button', { name: 'Сохранить' }).click()
    const row = page.getByRole('listitem').filter({ hasText: LABEL })
    await expect(row).toContainText(
      'Не подключена. Сервер не принял имя или пароль. Введите их заново; возьмите из личного кабинета АТС.',
      { timeout: 60_000 },
    )
    await expect(page.getByRole('button', { name: 'Телефон: нужно внимание' })).toBeVisible()

    await row.getByRole('button', { name: 'Изменить' }).click()
    await expect(page.getByRole('textbox', { name: 'Имя пользователя' })).toHaveValue('agent')
    await page.getByRole('textbox', { name: 'Пароль' }).fill('agent-secret')
    await page.getByRole('button', { name: 'Сохранить' }).click()
    await expect(row).toContainText('Подключена, звонки приходят')
    await expect(page.getByRole('button', { name: 'Телефон: на связи' })).toBeVisible()
  })

  test('[K8] a server that went away is named, tried again by itself, and found again @long', async ({ launch }) => {
    const first = await startSipSandbox()
    const { ws } = first
    const desk = new DeskPage(await (await launch({ with: 'nothing' })).deskWindow())
    const { page } = desk
    await openNewLine(desk)
    await fillLine(page, first, ws)
    await page.getByRole('button', { name: 'Сохранить' }).click()
    const row = page.getByRole('listitem').filter({ hasText: LABEL })
    await expect(row).toContainText('Подключена, звонки приходят')

    await first.stop()
    await expect(row).toContainText(
      /Нет связи\. Сервер не принимает соединение на этом порту\. Проверьте порт и вид подключения\. Попробуем снова через\s\d+\sс\./,
      { timeout: 60_000 },
    )
    const second = await startSipSandbox({ wsPort: ws.port })
    try {
      await row.getByRole('button', { name: 'Подключить сейчас' }).click()
      await expect(row).toContainText('Подключена, звонки приходят')
    } finally {
      await second.stop()
    }
  })
})

async function close(...servers: readonly TinyServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.close()))
}
