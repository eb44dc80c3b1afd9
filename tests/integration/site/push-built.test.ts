import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { pushNotice } from '../../../shared/contract/portal'
import type { CommandId, MessageId } from '../../../shared/domain/ids'
import { systemClock } from '../../../shared/lib/clock'
import { createIdSource } from '../../../hub/ids'
import { buildHub, runBuiltHub, startMessage, type BuiltHub, type HubProcess } from '../../../hub/testing/built-hub'
import { TestDesk } from '../../../hub/testing/desk'
import { makeTestFolder, PREPARING_MS } from '../../../hub/testing/test-folder'
import { SECRET, textMessage } from '../../../hub/testing/test-hub'
import { startPushSandbox, type PushSandbox } from '../../../sandbox/push'
import { SETTINGS } from './rig'
import { TestVisitor } from './visitor'

const MINUTE_MS = 60_000
const SIMULATED = join(import.meta.dirname, '../../lib/hub-on-simulated-time.cjs')
const newId = createIdSource(systemClock)
const folder = makeTestFolder()
const timeFolder = mkdtempSync(join(tmpdir(), 'otklik-time-'))
let built: BuiltHub
let service: PushSandbox
let offsetMs = 0

beforeAll(async () => {
  built = await buildHub()
  service = await startPushSandbox()
}, PREPARING_MS)
afterAll(async () => {
  await service.stop()
  folder.remove()
  rmSync(timeFolder, { recursive: true, force: true })
})

function advance(ms: number): void {
  offsetMs += ms
  const file = join(timeFolder, 'offset')
  writeFileSync(`${file}.next`, String(offsetMs))
  renameSync(`${file}.next`, file)
}

function runHub(): Promise<HubProcess> {
  advance(0)
  const wrapper = ['env', `OTKLIK_TEST_TIME=${join(timeFolder, 'offset')}`, process.execPath, SIMULATED]
  return runBuiltHub(built, startMessage(folder.path, { allowsLocalPush: true }), wrapper)
}

async function kill(hub: HubProcess): Promise<void> {
  hub.child.kill('SIGKILL')
  await hub.exited()
}

async function post<T>(hub: HubProcess, path: string, body: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' }
  const reply = await fetch(hub.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  expect([path, reply.ok]).toEqual([path, true])
  return (await reply.json()) as T
}

/** A person whose browser wants to be told, who goes, and whom the company writes then. */
async function writeTo(hub: HubProcess, channelId: string, name: string) {
  const wish = { person: { kind: 'new', name, title: null }, validForDays: 30 }
  const { url } = await post<{ url: string }>(hub, `/api/site-channels/${channelId}/links`, wish)
  const page = await TestVisitor.enter({ url: hub.url, channelId: null, key: url.split('#')[1] ?? '' })
  const welcome = await page.heard('welcome')
  const browser = service.subscribe(welcome.pushKey ?? '')
  page.send({ type: 'pushOn', subscription: browser.subscription })
  expect(await page.heard('push')).toMatchObject({ isOn: true })
  page.close()
  await page.untilClosed()
  const desk = await TestDesk.open(hub.url)
  desk.hello()
  const chat = await desk.until(({ changes }) =>
    changes.flatMap(({ entity, row }) => (entity === 'chat' && row?.clientName === name ? [row] : [])).at(-1),
  )
  const args = textMessage(chat.id, newId<MessageId>(), 'Здравствуйте')
  const command = { id: newId<CommandId>(), name: 'sendMessage', args }
  expect(await post(hub, '/api/commands', command)).toMatchObject({ refusal: null })
  await desk.until(({ changes }) =>
    changes.some(
      ({ entity, row }) => entity === 'message' && row?.chatId === chat.id && row.delivery?.state === 'sent',
    ),
  )
  desk.close()
  return browser
}

it(
  '[N1] a hub killed while it hands a push over does not send that one again, and sends others, as it is packed',
  async () => {
    // Reached, and never answered: the hub has claimed it and does not know how it went.
    service.faults.add({ kind: 'slow', ms: 30 * MINUTE_MS, match: {}, times: 1 })
    const first = await runHub()
    const connecting = { name: 'Сайт', settings: SETTINGS }
    const { channel } = await post<{ channel: { id: string } }>(first, '/api/site-channels', connecting)
    const anna = await writeTo(first, channel.id, 'anna')
    advance(2 * MINUTE_MS)
    await expect.poll(() => service.counts.requests, { timeout: PREPARING_MS }).toBe(1)
    await kill(first)

    const second = await runHub()
    const boris = await writeTo(second, channel.id, 'boris')
    advance(2 * MINUTE_MS)
    await expect.poll(() => boris.received.length, { timeout: PREPARING_MS }).toBe(1)
    expect(pushNotice.parse(JSON.parse(boris.received[0]?.text ?? ''))).toMatchObject({ body: '1 новое сообщение' })
    advance(60 * MINUTE_MS)
    const olga = await writeTo(second, channel.id, 'olga')
    advance(MINUTE_MS)
    await expect.poll(() => olga.received.length, { timeout: PREPARING_MS }).toBe(1)
    expect([service.counts.requests, anna.received.length]).toEqual([3, 0])
    await kill(second)
  },
  PREPARING_MS,
)
