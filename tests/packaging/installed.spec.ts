import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { expect, test } from '@playwright/test'

import { startAvitoSandbox, type AvitoSandbox } from '../../sandbox/avito'
import { startSipSandbox, type SipSandbox } from '../../sandbox/sip'
import { SELF_TEST_LAYERS } from '../../shared/domain/self-test/row'
import { avitoDemo, sipDemo } from '../lib/demo-settings'
import { waitUntil } from '../lib/wait-until'
import { environmentOf, InstalledDesk, ON_A_TEST_MACHINE, USER } from './installed-desk'

const ROOT = resolve(import.meta.dirname, '../..')
const FOLDER = join(ROOT, 'dist/for-tests')
const CLIENT = 'Алексей Смирнов'
const SYSTEM_FILES = [
  '/opt/Otklik',
  '/usr/bin/otklik',
  '/usr/share/applications/otklik.desktop',
  '/usr/share/icons/hicolor/256x256/apps/otklik.png',
  '/usr/lib/udev/rules.d/70-otklik-headsets.rules',
  '/usr/share/mime/packages/otklik.xml',
  '/usr/share/icons/hicolor/128x128/mimetypes/application-x-otklik-setup.png',
  '/usr/share/metainfo/ru.otklik.desk.metainfo.xml',
]

test.describe.configure({ mode: 'serial' })

let avito: AvitoSandbox
let sip: SipSandbox
let home: string

test.beforeAll(async () => {
  test.setTimeout(600_000)
  run('node', ['scripts/package.mjs', 'deb', '--version', '0.1.0'])
  run('node', ['scripts/package.mjs', 'deb', 'rpm', '--version', '0.1.1'])
  avito = await startAvitoSandbox({ seed: 'empty' })
  sip = await startSipSandbox()
  home = mkdtempSync(join(tmpdir(), 'otklik-home-'))
  const [uid, gid] = ['-u', '-g'].map((what) => Number(run('id', [what, USER])))
  chownSync(home, uid ?? 0, gid ?? 0)
})

test.afterAll(async () => {
  run('dpkg', ['--purge', 'otklik'])
  await avito.stop()
  await sip.stop()
  rmSync(home, { recursive: true, force: true })
})

test('[I1] [I5] the deb is installed, and what it brings is where the system looks for it', () => {
  install('0.1.0')
  for (const path of SYSTEM_FILES) expect(existsSync(path), path).toBe(true)
  const entry = readFileSync('/usr/share/applications/otklik.desktop', 'utf8')
  for (const scheme of ['otklik', 'tel', 'callto', 'sip', 'sips'])
    expect(entry).toContain(`x-scheme-handler/${scheme};`)
  expect(entry).toContain('Comment[ru]=Чаты и звонки одного клиента в одном окне')
  for (const words of ['GenericName[ru]=Телефон и чаты', 'application/x-otklik-setup;']) expect(entry).toContain(words)
  expect(readFileSync('/usr/share/mime/packages/otklik.xml', 'utf8')).toContain('*.otklik-setup')
  // What the system has made of it.
  expect(readFileSync('/usr/share/mime/globs', 'utf8')).toContain('application/x-otklik-setup:*.otklik-setup')
  expect(readFileSync('/usr/share/mime/icons', 'utf8')).toContain(
    'application/x-otklik-setup:application-x-otklik-setup',
  )
  // Whatever it finds fault with is an error here.
  expect(run('desktop-file-validate', ['/usr/share/applications/otklik.desktop'])).toBe('')
  expect(run('dpkg-query', ['-W', '-f=${Description}', 'otklik'])).toContain('Softphone and messenger')
  expect(run('dpkg-deb', ['-f', join(FOLDER, 'otklik_0.1.0_amd64.deb'), 'Description-ru'])).toContain(
    'обращения одного',
  )
  // Chromium's sandbox of systems without unprivileged namespaces.
  expect((statSync('/opt/Otklik/chrome-sandbox').mode & 0o7777).toString(8)).toMatch(/^(4)?755$/)
  const fuses = run('npx', ['electron-fuses', 'read', '--app', '/opt/Otklik/otklik'])
  for (const off of ['RunAsNode', 'EnableNodeOptionsEnvironmentVariable', 'EnableNodeCliInspectArguments'])
    expect(fuses).toContain(`${off} is Disabled`)
  for (const on of ['EnableCookieEncryption', 'OnlyLoadAppFromAsar']) expect(fuses).toContain(`${on} is Enabled`)
})

test('[I5] started by somebody without rights it does the main job: a message answered, a call made', async () => {
  await avito.control.clientWrites({ clientName: CLIENT, text: 'Вакансия ещё открыта?' })
  const desk = await start()
  try {
    await answer(desk, 'Да, открыта')
    await waitUntil(async () => (await avito.control.received()).some(({ text }) => text === 'Да, открыта'))
    expect((await avito.control.received()).map(({ text }) => text)).toEqual(['Да, открыта'])

    await waitUntil(async () => (await sip.control.registrations()).length > 0)
    await desk.evaluate('desk.html', `document.querySelector('nav a[href="#calls"]').click()`)
    await desk.until('desk.html', `Boolean(${NUMBER})`)
    await desk.evaluate('desk.html', typed(NUMBER, '1001'))
    await desk.until('desk.html', `${NUMBER}.value === '1001'`)
    await desk.evaluate('desk.html', `${NUMBER}.form.requestSubmit()`)
    await waitUntil(async () => (await sip.control.calls()).some(({ state }) => state === 'answered'))
  } finally {
    await desk.stop()
  }
})

test('[I7] a set-up file that is opened with it is shown, and done after a yes', async () => {
  const file = join(home, 'Анна.otklik-setup')
  writeFileSync(file, JSON.stringify({ 'look.theme': 'dark', 'line1.server': '127.0.0.1', 'line1.user': '{osUser}' }))
  chmodSync(file, 0o644)
  const desk = await start('/usr/bin/otklik', [file])
  try {
    const yes = `[...document.querySelectorAll('[role=dialog] button')].find((each) => each.innerText === 'Настроить')`
    await desk.until('desk.html', `Boolean(${yes})`)
    expect(await desk.evaluate('desk.html', SCHEME)).not.toBe('dark')
    await desk.evaluate('desk.html', `${yes}.click()`)
    await desk.until('desk.html', `${SCHEME} === 'dark'`)
    const kept = join(home, '.config/Otklik/accounts.json')
    await waitUntil(async () => readFileSync(kept, 'utf8').includes(`"user": "${USER}"`))
  } finally {
    await desk.stop()
  }
})

test('[I8] it tests itself without a window, layer by layer, and says so by its exit code', () => {
  const { status, stdout } = spawnSync(
    'runuser',
    [
      '-u',
      USER,
      '--',
      'env',
      '-i',
      ...environmentOf(home),
      '/usr/bin/otklik',
      '--self-test',
      '--json',
      ...ON_A_TEST_MACHINE,
    ],
    { encoding: 'utf8', timeout: 120_000 },
  )
  const report = JSON.parse(stdout) as { isWell: boolean; app: string; rows: { layer: string }[] }
  expect(report.app).toBe('0.1.0')
  expect([...new Set(report.rows.map(({ layer }) => layer))].toSorted()).toEqual([...SELF_TEST_LAYERS].toSorted())
  expect(status).toBe(report.isWell ? 0 : 1)
})

test('[I1] upgraded over itself it keeps what there was, and the version is the new one', async () => {
  install('0.1.1')
  expect(run('dpkg-query', ['-W', '-f=${Version}', 'otklik'])).toBe('0.1.1')
  const desk = await start()
  try {
    await open(desk)
    await desk.until('desk.html', `document.body.innerText.includes('Да, открыта')`)
    expect((await avito.control.received()).map(({ text }) => text)).toEqual(['Да, открыта'])
    const log = readFileSync(join(home, '.config/Otklik/logs/main.log'), 'utf8')
    expect(log).toContain('version=0.1.1')
  } finally {
    await desk.stop()
  }
})

test('[I1] removed it leaves nothing but what is the person’s', () => {
  run('dpkg', ['--purge', 'otklik'])
  for (const path of SYSTEM_FILES) expect(existsSync(path), path).toBe(false)
  expect(readdirSync(join(home, '.config/Otklik'))).toContain('hub')
})

test('[I1] [I5] the rpm has the same program, and it starts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-rpm-'))
  try {
    run('bash', [
      '-o',
      'pipefail',
      '-c',
      `rpm2cpio '${FOLDER}/otklik-0.1.1.x86_64.rpm' | cpio -id --quiet -D '${folder}'`,
    ])
    chmodSync(folder, 0o755)
    for (const path of SYSTEM_FILES.filter((each) => each !== '/usr/bin/otklik'))
      expect(existsSync(join(folder, path)), path).toBe(true)
    // Its script of installation, which gives Chromium's sandbox its rights, has not run.
    const desk = await start(join(folder, 'opt/Otklik/otklik'), ['--no-sandbox'])
    await open(desk)
    await desk.stop()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

function run(command: string, args: readonly string[]): string {
  const env = { ...process.env, FORCE_COLOR: '0', DEBIAN_FRONTEND: 'noninteractive' }
  return execFileSync(command, args, { cwd: ROOT, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

function install(version: string): void {
  run('apt-get', ['install', '-y', '--no-install-recommends', join(FOLDER, `otklik_${version}_amd64.deb`)])
}

function start(command = '/usr/bin/otklik', more: readonly string[] = []): Promise<InstalledDesk> {
  const demo = JSON.stringify({ avito: avitoDemo(avito), sip: sipDemo(sip) })
  return InstalledDesk.start(command, home, { OTKLIK_HUB: 'alone', OTKLIK_DEMO: demo }, [...ON_A_TEST_MACHINE, ...more])
}

const SCHEME = `document.documentElement.dataset.mantineColorScheme`
const NUMBER = `[...document.querySelectorAll('input')].find((each) => each.labels?.[0]?.innerText === 'Номер или имя SIP' || each.getAttribute('aria-label') === 'Номер или имя SIP')`
/** As the keyboard does: React hears of what its own setter did not do. */
function typed(field: string, text: string): string {
  return `((field) => {
    field.focus()
    document.execCommand('insertText', false, '${text}')
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }))
  })(${field})`
}

async function open(desk: InstalledDesk): Promise<void> {
  const row = `[...document.querySelectorAll('[role=option]')].find((each) => each.innerText.includes('${CLIENT}'))`
  await desk.until('desk.html', `Boolean(${row})`)
  await desk.evaluate('desk.html', `${row}.click()`)
  await desk.until('desk.html', `Boolean(document.querySelector('textarea'))`)
}

async function answer(desk: InstalledDesk, text: string): Promise<void> {
  await open(desk)
  await desk.evaluate('desk.html', typed(`document.querySelector('textarea')`, text))
}
