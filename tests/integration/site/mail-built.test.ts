import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'

import type { CommandId, MessageId } from '../../../shared/domain/ids'
import { systemClock } from '../../../shared/lib/clock'
import { createIdSource } from '../../../hub/ids'
import { buildHub, runBuiltHub, startMessage, type BuiltHub, type HubProcess } from '../../../hub/testing/built-hub'
import { TestDesk } from '../../../hub/testing/desk'
import { PASSWORD, readLetter, startMailServer, type TestMailServer } from '../../../hub/testing/mail-server'
import { makeTestFolder, PREPARING_MS, type TestFolder } from '../../../hub/testing/test-folder'
import { SECRET, textMessage } from '../../../hub/testing/test-hub'
import { SETTINGS } from './rig'

const MINUTE_MS = 60_000
const SIMULATED = join(import.meta.dirname, '../../lib/hub-on-simulated-time.cjs')
const newId = createIdSource(systemClock)
let built: BuiltHub
let folder: TestFolder
let timeFolder: string
let offsetMs: number

beforeAll(async () => {
  built = await buildHub()
}, PREPARING_MS)
beforeEach(() => {
  folder = makeTestFolder()
  timeFolder = mkdtempSync(join(tmpdir(), 'otklik-time-'))
  offsetMs = 0
  advance(0)
})
afterEach(() => {
  folder.remove()
  rmSync(timeFolder, { recursive: true, force: true })
})

function advance(ms: number): void {
  offsetMs += ms
  const file = join(timeFolder, 'offset')
  writeFileSync(`${file}.next`, String(offsetMs))
  renameSync(`${file}.next`, file)
}

const runHub = () =>
  runBuiltHub(built, startMessage(folder.path), [
    'env',
    `OTKLIK_TEST_TIME=${join(timeFolder, 'offset')}`,
    process.execPath,
    SIMULATED,
  ])

async function kill(hub: HubProcess): Promise<void> {
  hub.child.kill('SIGKILL')
  await hub.exited()
}

async function ask<T>(hub: HubProcess, method: string, path: string, body: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' }
  const reply = await fetch(hub.url + path, { method, headers, body: JSON.stringify(body) })
  expect([path, reply.ok]).toEqual([path, true])
  return (await reply.json()) as T
}

function settingsOf({ password: _password, ...settings }: TestMailServer['server']) {
  return settings
}

/** A person with an address, and a message for them that nobody opens. */
async function writeTo(hub: HubProcess, channelId: string, name: string): Promise<void> {
  const person = { kind: 'new', name, title: null }
  const wish = { person, email: `${name}@mail.ru`, validForDays: 1 }
  await ask(hub, 'POST', `/api/site-channels/${channelId}/links`, wish)
  const desk = await TestDesk.open(hub.url)
  desk.hello()
  const chat = await desk.until(({ changes }) =>
    changes.flatMap(({ entity, row }) => (entity === 'chat' && row?.clientName === name ? [row] : [])).at(-1),
  )
  const args = textMessage(chat.id, newId<MessageId>(), 'Здравствуйте')
  const command = { id: newId<CommandId>(), name: 'sendMessage', args }
  expect(await ask(hub, 'POST', '/api/commands', command)).toMatchObject({ refusal: null })
  await desk.until(({ changes }) =>
    changes.some(
      ({ entity, row }) => entity === 'message' && row?.chatId === chat.id && row.delivery?.state === 'sent',
    ),
  )
  desk.close()
}

it(
  '[N1] a hub killed while it hands a letter over does not send that one again, and sends others',
  async () => {
    let isReached = (): void => undefined
    const reached = new Promise<void>((resolve) => {
      isReached = resolve
    })
    let isHolding = true
    const mail = await startMailServer(
      {},
      {
        onRcptTo: (_address, _session, done) => {
          if (isHolding) isReached()
          else done()
        },
      },
    )
    const first = await runHub()
    const connecting = { name: 'Сайт', settings: SETTINGS }
    const { channel } = await ask<{ channel: { id: string } }>(first, 'POST', '/api/site-channels', connecting)
    await ask(first, 'PUT', '/api/administration/mail', { settings: settingsOf(mail.server), password: null })
    await writeTo(first, channel.id, 'anna')
    advance(7 * MINUTE_MS)
    await reached
    await kill(first)

    isHolding = false
    const second = await runHub()
    await writeTo(second, channel.id, 'boris')
    advance(60 * MINUTE_MS)
    await expect.poll(() => mail.letters.length, { timeout: PREPARING_MS }).toBe(1)
    expect(mail.letters.map(({ to }) => to)).toEqual([['boris@mail.ru']])
    expect(mail.visits).toBe(2)
    await kill(second)
    await mail.close()
  },
  PREPARING_MS,
)

it(
  '[N1] the hub as it is packed sends letters, with a login',
  async () => {
    const mail = await startMailServer({ user: 'otklik' })
    const hub = await runHub()
    const trial = { settings: settingsOf(mail.server), password: PASSWORD, to: 'admin@romashka.ru', language: 'ru' }
    expect(await ask(hub, 'POST', '/api/administration/mail/test', trial)).toEqual({ failure: null })
    expect(readLetter(mail.letters[0]?.source ?? '').headers).toContain('Subject: Проверочное письмо Otklik')
    await kill(hub)
    await mail.close()
  },
  PREPARING_MS,
)
