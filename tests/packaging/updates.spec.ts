import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { expect, test } from '@playwright/test'
import { z } from 'zod'

import { startStaticServer, type StaticServer } from '../../electron/updates/testing/static-server'
import { startSipSandbox, type SipSandbox } from '../../sandbox/sip'
import { newReleaseKey, readReleaseKey } from '../../scripts/updates/release-key'
import { sipDemo } from '../lib/demo-settings'
import { waitUntil } from '../lib/wait-until'
import { InstalledDesk, ON_A_TEST_MACHINE, USER } from './installed-desk'
import { Releases } from './releases'

const ROOT = resolve(import.meta.dirname, '../..')
const FIRST = '0.1.0'
const updateState = z.object({
  version: z.string(),
  phase: z.looseObject({ kind: z.string() }),
  lastCheck: z.object({ result: z.string(), version: z.string().nullable() }).nullable(),
  didNotStart: z.string().nullable(),
})

test.describe.configure({ mode: 'serial' })

let work: string
let home: string
let root: string
let server: StaticServer
let sip: SipSandbox
let releases: Releases
let desk: InstalledDesk

/** Packed with a source and its key, unpacked and put into a folder of one's own by somebody without rights. */
test.beforeAll(async () => {
  test.setTimeout(900_000)
  work = mkdtempSync(join(tmpdir(), 'otklik-updates-'))
  home = join(work, 'home')
  root = join(home, '.local/opt/otklik')
  server = await startStaticServer()
  sip = await startSipSandbox()
  const key = join(work, 'release.key')
  const publicKey = newReleaseKey(key, undefined)
  const source = ['--updates-url', server.url, '--updates-key', publicKey]
  execFileSync('node', ['scripts/package.mjs', 'tar.gz', '--version', FIRST, ...source], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  const archive = join(ROOT, `dist/for-tests/otklik-${FIRST}.tar.gz`)
  releases = new Releases(archive, FIRST, readReleaseKey(key, undefined), server)
  execFileSync('chmod', ['755', work])
  execFileSync('install', ['-d', '-o', USER, home, join(home, 'unpacked')])
  asUser('tar', ['-xzf', archive, '-C', join(home, 'unpacked'), '--strip-components=1'])
  asUser('sh', [join(home, 'unpacked/resources/install-for-me.sh')])
  desk = await start()
})

test.afterAll(async () => {
  await desk.stop()
  await server.stop()
  await sip.stop()
  releases.dispose()
  // What has just been ended still writes its last lines.
  rmSync(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
})

test('[I3] [I9] a wrong signature, a truncated file and a downgrade are refused, and the log says so', async () => {
  const stranger = join(work, 'stranger.key')
  newReleaseKey(stranger, undefined)
  await releases.publish('0.2.0', { key: readReleaseKey(stranger, undefined) })
  expect((await check()).lastCheck).toMatchObject({ result: 'wrongSignature' })

  await releases.publish('0.0.9')
  expect((await check()).lastCheck).toEqual({ result: 'downgrade', version: '0.0.9' })

  await releases.publish('0.2.0')
  const whole = server.files.get('otklik-0.2.0.tar.gz') ?? Buffer.alloc(0)
  server.files.set('otklik-0.2.0.tar.gz', whole.subarray(0, whole.byteLength - 1_000))
  await check()
  await waitUntil(async () => (await state()).lastCheck?.result === 'wrongSize')
  server.files.set('otklik-0.2.0.tar.gz', whole)

  const log = readFileSync(join(home, '.config/Otklik/logs/main.log'), 'utf8')
  for (const result of ['wrongSignature', 'downgrade', 'wrongSize']) expect(log).toContain(`result=${result}`)
  expect(readlinkSync(join(root, 'current'))).toBe(`versions/${FIRST}`)
})

test('[I3] killed in the middle of a download it starts as it was, and goes on where it stopped', async () => {
  server.stallAfter = 20_000_000
  await check()
  await waitUntil(async () => (((await state()).phase['bytes'] as number | undefined) ?? 0) > 10_000_000)
  await desk.kill()
  server.stallAfter = null
  desk = await start()
  expect((await state()).version).toBe(FIRST)
  await check()
  await untilReady()
  expect(server.asked.some(({ name, range }) => name.endsWith('.tar.gz') && range !== undefined)).toBe(true)
})

test('[I3] from one version to the next: ready beside the old one, and in its place after a restart', async () => {
  await desk.until('desk.html', `document.body.innerText.includes('Обновление готово: Otklik 0.2.0')`)
  await desk.evaluate('desk.html', press('Перезапустить сейчас'))
  await desk.reopened()
  expect((await state()).version).toBe('0.2.0')
  await waitUntil(async () => !existsSync(join(root, 'trial')))
  expect(readlinkSync(join(root, 'current'))).toBe('versions/0.2.0')
})

test('[I3] in a call nothing is installed: the wish waits for its end', async () => {
  await releases.publish('0.3.0')
  await check()
  await untilReady()
  await waitUntil(async () => (await sip.control.registrations()).length > 0)
  const dial = `{ number: '1001', chatId: null, accountId: null, presentation: null }`
  await desk.evaluate('desk.html', `otklik.invoke('calls:start-call', ${dial})`)
  await waitUntil(async () => (await sip.control.calls()).some((each) => each.state === 'answered'))
  await desk.evaluate('desk.html', `otklik.invoke('updates:install', null)`)
  expect(await state()).toMatchObject({ version: '0.2.0', phase: { kind: 'ready', isWished: true } })
  expect(readlinkSync(join(root, 'current'))).toBe('versions/0.2.0')
  const call = `(await otklik.invoke('calls:list', null)).value[0].id`
  await desk.evaluate('desk.html', `(async () => otklik.invoke('calls:hang-up', { id: ${call} }))()`)
  await desk.reopened()
  expect((await state()).version).toBe('0.3.0')
  await waitUntil(async () => !existsSync(join(root, 'trial')))
})

test('[I3] a version that does not start is taken back, and is not tried again', async () => {
  await releases.publish('0.4.0', { isBroken: true })
  await check()
  await untilReady()
  await desk.evaluate('desk.html', `otklik.invoke('updates:install', null)`)
  await desk.reopened()
  expect(await state()).toMatchObject({ version: '0.3.0', didNotStart: '0.4.0' })
  expect((await check()).lastCheck).toMatchObject({ result: 'didNotStart', version: '0.4.0' })
})

function asUser(command: string, args: readonly string[]): void {
  execFileSync('runuser', ['-u', USER, '--', 'env', `HOME=${home}`, command, ...args], { stdio: 'inherit' })
}

function start(): Promise<InstalledDesk> {
  const demo = JSON.stringify({ sip: sipDemo(sip) })
  // The SUID helper of Chromium's sandbox belongs to root; a system without namespaces for everybody has no other.
  const args = [...ON_A_TEST_MACHINE, '--no-sandbox']
  return InstalledDesk.start(join(root, 'otklik'), home, { OTKLIK_HUB: 'alone', OTKLIK_DEMO: demo }, args)
}

/** A page that has only just begun answers nothing yet, and is asked again. */
async function ask(request: string) {
  let reply: unknown
  await waitUntil(async () => {
    reply = await desk.tryToEvaluate('desk.html', `window.otklik?.invoke('updates:${request}', null)`)
    return reply !== undefined
  }, 30_000)
  return z.object({ ok: z.literal(true), value: updateState }).parse(reply).value
}
const check = () => ask('check')
const state = () => ask('get-state')
const untilReady = () => waitUntil(async () => (await state()).phase.kind === 'ready', 60_000)

function press(name: string): string {
  return `[...document.querySelectorAll('button')].find((each) => each.innerText.trim() === '${name}').click()`
}
