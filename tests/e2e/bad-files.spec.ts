import { fork, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { ensureElectron } from '../../scripts/ensure-electron.mjs'
import { readDeskLog } from '../lib/desk-log'
import { DeskPage } from '../lib/desk-page'
import { expectExactlyOnce } from '../lib/sandbox-checks'
import { makeCacheNewer } from '../lib/newer-cache'
import { expect, test } from './fixtures'

const ROOT = resolve(import.meta.dirname, '../..')
const CLIENT = 'Мария Лебедева'

/** Every file of PostgreSQL's that says where things are becomes garbage. */
function spoilDatabase(profile: string): void {
  const folder = join(profile, 'hub', 'database')
  writeFileSync(join(folder, 'global', 'pg_control'), randomBytes(8192))
  writeFileSync(join(folder, 'PG_VERSION'), 'garbage')
}

test.describe('files that are broken', () => {
  test('a broken database is kept and named; drafts and what waited to be sent are not lost', async ({
    avito,
    launch,
    profile,
  }) => {
    await avito.control.clientWrites({ clientName: CLIENT, text: 'Здравствуйте' })
    await avito.control.clientWrites({ clientName: 'Олег Сидоров', text: 'Добрый день' })
    const first = await launch({ with: 'avito' })
    const before = new DeskPage(await first.deskWindow())
    await before.openChat(CLIENT)
    await before.composer.fill('Недописанный ответ')
    await before.openChat('Олег Сидоров')
    await first.stopHub()
    await before.send('Написано, пока сервер молчал')
    await first.killMain()
    const hub = first.stoppedHubPid()
    if (hub !== null) process.kill(hub, 'SIGKILL')
    spoilDatabase(profile)

    const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    const banner = desk.page.getByRole('status').filter({ hasText: 'База данных была повреждена' })
    await expect(banner).toBeVisible()
    const [kept = 'none'] = readdirSync(join(profile, 'hub')).filter((name) => name.startsWith('database-broken-'))
    await expect(banner).toContainText(`сохранена здесь: ${join(profile, 'hub', kept)}`)
    expect(existsSync(join(profile, 'hub', kept, 'global', 'pg_control'))).toBe(true)

    await expectExactlyOnce(avito.control, ['Написано, пока сервер молчал'])
    await desk.openChat('Олег Сидоров')
    await expect(desk.message('Добрый день')).toBeVisible()
    await desk.expectState('Написано, пока сервер молчал', 'Отправлено')
    await desk.openChat(CLIENT)
    await expect(desk.message('Здравствуйте')).toBeVisible()
    await expect(desk.composer).toHaveValue('Недописанный ответ')

    await banner.getByRole('button', { name: 'Понятно' }).click()
    await expect(banner).toHaveCount(0)
    await desk.page.reload()
    await desk.openChat(CLIENT)
    await expect(banner).toHaveCount(0)
  })

  test('broken settings and lines are kept and named, the desk works with the usual ones @long', async ({
    launch,
    profile,
  }) => {
    writeFileSync(join(profile, 'settings.json'), '{"theme": "dark", ')
    writeFileSync(join(profile, 'accounts.json'), '\u0000\u0000\u0000')
    const desk = new DeskPage(await (await launch({ with: 'sip' })).deskWindow())
    for (const [words, file] of [
      ['Файл телефонных линий был повреждён и сохранён здесь', 'accounts'],
      ['Файл настроек был повреждён и сохранён здесь', 'settings'],
    ] as const) {
      const banner = desk.page.getByRole('status').filter({ hasText: words })
      await expect(banner).toBeVisible()
      const [kept = 'none'] = readdirSync(profile).filter((name) => name.startsWith(`${file}.broken-`))
      await expect(banner).toContainText(join(profile, kept))
      await banner.getByRole('button', { name: 'Понятно' }).click()
    }
    await expect(desk.page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
  })

  test('a folder that another hub holds: said in words, and «Запустить снова» helps once it is free @long', async ({
    avito,
    launch,
    profile,
  }) => {
    await avito.control.clientWrites({ clientName: CLIENT, text: 'Здравствуйте' })
    mkdirSync(join(profile, 'hub'))
    const other = fork(join(ROOT, 'out/hub/embedded.cjs'), { stdio: 'ignore' })
    other.send({
      type: 'start',
      dataFolder: join(profile, 'hub'),
      port: 0,
      secret: 'x'.repeat(32),
      tokenKey: randomBytes(32).toString('base64'),
      appVersion: '0',
      demoAvito: null,
    })
    await once(other, 'message')
    try {
      const app = await launch({ with: 'avito' })
      const page = await app.openedDeskWindow()
      const banner = page
        .getByRole('status')
        .filter({ hasText: 'Сервер Otklik не запустился: с этой базой уже работает другая копия программы.' })
      await expect(banner).toBeVisible()
      const ended = once(other, 'exit')
      other.send({ type: 'stop' })
      await ended
      await banner.getByRole('button', { name: 'Запустить снова' }).click()
      await expect(banner).toHaveCount(0)
      await expect(new DeskPage(page).chat(CLIENT)).toBeVisible()
    } finally {
      other.kill('SIGKILL')
    }
  })

  test('this desk’s own cache cannot be opened: said, and begun anew beside it @long', async ({
    avito,
    launch,
    profile,
  }) => {
    await avito.control.clientWrites({ clientName: CLIENT, text: 'Здравствуйте' })
    const first = await launch({ with: 'avito' })
    await new DeskPage(await first.deskWindow()).openChat(CLIENT)
    await first.close()
    const folder = join(profile, 'IndexedDB', 'app_otklik_0.indexeddb.leveldb')
    renameSync(folder, `${folder}-away`)
    writeFileSync(folder, 'not a folder')

    const page = await (await launch({ with: 'avito' })).openedDeskWindow()
    const banner = page.getByRole('status').filter({ hasText: 'Память этого рабочего места не открывается' })
    await expect(banner).toContainText(
      'Звонить можно, переписка цела на сервере. Начните её заново: прежняя сохранится рядом вместе с недописанным и неотправленным.',
      { timeout: 60_000 },
    )
    await banner.getByRole('button', { name: 'Начать заново' }).click()
    const desk = new DeskPage(page)
    await expect(desk.chat(CLIENT)).toBeVisible()
    const told = page.getByRole('status').filter({ hasText: 'Прежняя память рабочего места сохранена здесь' })
    await expect(told).toBeVisible()
    const [kept = 'none'] = readdirSync(profile).filter((name) => name.startsWith('IndexedDB-broken-'))
    await expect(told).toContainText(join(profile, kept))
    await told.getByRole('button', { name: 'Понятно' }).click()
    await desk.openChat(CLIENT)
    await desk.send('Работает и после этого')
    await expectExactlyOnce(avito.control, ['Работает и после этого'])
  })

  test('[O2] a cache that a newer Otklik has kept: said, left alone, and begun anew beside it @long', async ({
    avito,
    launch,
    profile,
  }) => {
    await avito.control.clientWrites({ clientName: CLIENT, text: 'Здравствуйте' })
    const first = await launch({ with: 'avito' })
    const before = new DeskPage(await first.deskWindow())
    await before.openChat(CLIENT)
    await makeCacheNewer(before.page)
    await first.close()

    const page = await (await launch({ with: 'avito' })).openedDeskWindow()
    const banner = page.getByRole('status').filter({ hasText: 'вела более новая версия Otklik' })
    await expect(banner).toContainText('Обновите Otklik или начните заново')
    await banner.getByRole('button', { name: 'Начать заново' }).click()
    const desk = new DeskPage(page)
    await expect(desk.chat(CLIENT)).toBeVisible()
    const told = page.getByRole('status').filter({ hasText: 'Прежняя память рабочего места сохранена здесь' })
    await expect(told).toBeVisible()
    expect(readdirSync(profile).filter((name) => name.startsWith('IndexedDB-broken-'))).toHaveLength(1)
  })

  test('a cache that Chromium had to wipe is not passed over in silence @long', async ({ avito, launch, profile }) => {
    await avito.control.clientWrites({ clientName: CLIENT, text: 'Здравствуйте' })
    const first = await launch({ with: 'avito' })
    await new DeskPage(await first.deskWindow()).openChat(CLIENT)
    await first.close()
    const folder = join(profile, 'IndexedDB', 'app_otklik_0.indexeddb.leveldb')
    for (const name of readdirSync(folder).filter((each) => each.startsWith('MANIFEST')))
      writeFileSync(join(folder, name), 'garbage '.repeat(100))

    const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    const banner = desk.page.getByRole('status').filter({
      hasText:
        'Память этого рабочего места была повреждена, и система начала её заново. Переписка придёт с сервера, но недописанное и неотправленное могло пропасть: проверьте последние чаты.',
    })
    await expect(banner).toBeVisible()
    await expect(desk.chat(CLIENT)).toBeVisible()
    await banner.getByRole('button', { name: 'Понятно' }).click()
    await expect(banner).toHaveCount(0)
  })
})

test('a second start shows the window of the first and ends', async ({ launch, profile }) => {
  const app = await launch({ with: 'nothing' })
  await app.deskWindow()
  await app.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().includes('desk.html'))
      ?.hide()
  })
  const asRoot = process.getuid?.() === 0
  const second = spawn(ensureElectron(), [...(asRoot ? ['--no-sandbox'] : []), '.'], {
    cwd: ROOT,
    env: { ...process.env, OTKLIK_USER_DATA: profile },
    stdio: 'ignore',
  })
  const [code] = (await once(second, 'exit')) as [number | null]
  expect(code).toBe(0)
  await expect
    .poll(() =>
      app.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().some(
          (window) => window.webContents.getURL().includes('desk.html') && window.isVisible(),
        ),
      ),
    )
    .toBe(true)
})

test('what nobody caught in a window is in the log, without its data @long', async ({ launch, profile }) => {
  const app = await launch({ with: 'sip' })
  const page = await app.deskWindow()
  await page.evaluate(() => {
    setTimeout(() => {
      throw new TypeError('lost for sip:ivan@example.ru, +7 917 204-18-33')
    })
    void Promise.reject(new Error('nobody looked'))
  })
  const media = await app.mediaWindow()
  await media.evaluate(() => {
    reportError(new Error('from the media window'))
  })
  await expect.poll(() => readDeskLog(profile)).toContain('window=desk error=TypeError: lost for sip:…')
  await expect.poll(() => readDeskLog(profile)).toContain('Error: nobody looked')
  await expect.poll(() => readDeskLog(profile)).toContain('window=media error=Error: from the media window')
  // Enough of the number not to be met in a time or an id.
  expect(readDeskLog(profile)).not.toMatch(/917\D*204|204\D*18\D*33|ivan/)
})
