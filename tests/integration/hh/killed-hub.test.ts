import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'

import type { Channel } from '../../../shared/domain/channel'
import type { ChatEvent } from '../../../shared/domain/chat-event'
import type { CommandArgs, CommandName } from '../../../shared/contract/commands'
import type { ChatId, CommandId, MessageId } from '../../../shared/domain/ids'
import type { Message } from '../../../shared/domain/message'
import { systemClock } from '../../../shared/lib/clock'
import { createIdSource } from '../../../hub/ids'
import { buildHub, runBuiltHub, startMessage, type BuiltHub, type HubProcess } from '../../../hub/testing/built-hub'
import { TestDesk } from '../../../hub/testing/desk'
import { makeTestFolder, PREPARING_MS } from '../../../hub/testing/test-folder'
import { SECRET } from '../../../hub/testing/test-hub'
import { startHhSandbox, type HhSandbox } from '../../../sandbox/hh/index'
import { anna, giveConsent } from './rig'

const PATIENCE = { timeout: 40_000, interval: 100 }
const newId = createIdSource(systemClock)

let built: BuiltHub
let sandbox: HhSandbox
let hub: HubProcess
let desk: TestDesk
const folder = makeTestFolder()

beforeAll(async () => {
  built = await buildHub()
}, PREPARING_MS)
afterAll(() => {
  folder.remove()
})
afterEach(async () => {
  desk.close()
  hub.child.kill('SIGKILL')
  await hub.exited()
  await sandbox.stop()
})

async function start(): Promise<void> {
  hub = await runBuiltHub(built, startMessage(folder.path))
  desk = await TestDesk.open(hub.url)
  desk.hello()
  await desk.caughtUp()
}

async function json<T>(path: string, body?: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' }
  const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
  return (await (await fetch(hub.url + path, init)).json()) as T
}

async function command<N extends CommandName>(name: N, args: CommandArgs<N>): Promise<unknown> {
  return (await json<{ refusal: unknown }>('/api/commands', { id: newId<CommandId>(), name, args })).refusal
}

async function eventsOf(id: ChatId): Promise<readonly ChatEvent[]> {
  const { messages } = await json<{ messages: Message[] }>(`/api/chats/${id}/messages?limit=100`)
  return messages.flatMap(({ content }) => (content.kind === 'chatEvent' ? [content.event] : []))
}

/** kill -9 while the request is at the platform. */
async function killWhileAsking(): Promise<void> {
  await expect.poll(async () => (await sandbox.control.stats()).faultsPending, PATIENCE).toBe(0)
  hub.child.kill('SIGKILL')
  await hub.exited()
  desk.close()
}

it('[M13] [M23] kill -9 in the middle of a move: made once, whether or not the platform had taken it', async () => {
  sandbox = await startHhSandbox()
  await start()
  await sandbox.control.change({ redirectUrl: `${hub.url}/oauth/callback` })
  const made = await json<{ channel: Channel; consentUrl: string }>('/api/channels', {
    kind: 'hh',
    name: 'hh.ru',
    mode: 'partner',
    clientId: sandbox.clientId,
    clientSecret: sandbox.clientSecret,
    apiUrl: sandbox.apiUrl,
    consentUrl: `${sandbox.siteUrl}/oauth/authorize`,
    contactEmail: 'hr@romashka.example',
  })
  const query = await giveConsent(made.consentUrl, 'allow', sandbox.managerIds[0])
  expect((await fetch(`${hub.url}/oauth/callback?${new URLSearchParams(query).toString()}`)).status).toBe(200)
  await expect.poll(() => sandbox.control.webhooks(), PATIENCE).toHaveLength(1)
  const given = { vacancy: 'Курьер', candidate: anna, letter: 'Готова!' }
  const { chatId } = await sandbox.control.candidateResponds(given)
  const told = await desk.until(({ changes }) =>
    changes.find(({ entity, row }) => entity === 'chat' && row?.externalId === chatId && row.response !== null),
  )
  const id = told.id as ChatId
  await expect.poll(async () => 'moves' in (await json<object>(`/api/chats/${id}/stages`)), PATIENCE).toBe(true)

  const move = (moveExternalId: string, text: string) =>
    command('moveStage', { chatId: id, messageId: newId<MessageId>(), moveExternalId, stageTitle: text, text })
  const received = async () => (await sandbox.control.received(chatId)).map(({ text }) => text)
  const isOver = async () => (await eventsOf(id)).every((event) => !('outcome' in event) || !event.outcome)

  // Taken, and the hub never hears of it.
  const taken = { method: 'PUT', pathPart: '/negotiations/interview' }
  await sandbox.control.inject({ match: taken, times: 1, kind: 'dropAfterAccept' })
  expect(await move('interview', 'Ждём вас')).toBeNull()
  await killWhileAsking()
  expect(await received()).toEqual(['Ждём вас'])
  await start()
  await expect.poll(isOver, PATIENCE).toBe(true)
  expect(await received()).toEqual(['Ждём вас'])

  // Not taken yet.
  const lost = { method: 'PUT', pathPart: '/negotiations/hired' }
  await sandbox.control.inject({ match: lost, times: 1, kind: 'dropBeforeAccept' })
  expect(await move('hired', 'Вы приняты')).toBeNull()
  await killWhileAsking()
  await start()
  await expect.poll(isOver, PATIENCE).toBe(true)
  expect(await received()).toEqual(['Ждём вас', 'Вы приняты'])
  expect((await eventsOf(id)).filter(({ kind }) => kind === 'stageMoved')).toHaveLength(2)
}, 120_000)
