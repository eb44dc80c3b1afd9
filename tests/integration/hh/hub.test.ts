import { afterEach, beforeAll, expect, it } from 'vitest'

import type { Channel } from '../../../shared/domain/channel'
import type { Chat } from '../../../shared/domain/chat'
import type { MessageId } from '../../../shared/domain/ids'
import { createDriver } from '../../../hub/channels/registry'
import { TestDesk } from '../../../hub/testing/desk'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { startTestHub, textMessage, type TestHub } from '../../../hub/testing/test-hub'
import { startHhSandbox, type HhSandbox } from '../../../sandbox/hh/index'
import { anna, giveConsent } from './rig'

let sandbox: HhSandbox
let hub: TestHub
let desk: TestDesk

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
afterEach(async () => {
  desk.close()
  await hub.stop()
  await sandbox.stop()
})

async function start(): Promise<void> {
  sandbox = await startHhSandbox()
  hub = await startTestHub({ options: { createDriver } })
  await sandbox.control.change({ redirectUrl: `${hub.url}/oauth/callback` })
  desk = await TestDesk.open(hub.url)
  desk.hello()
}

function connect(change: Record<string, unknown> = {}) {
  const body = {
    kind: 'hh',
    name: 'hh.ru',
    mode: 'partner',
    clientId: sandbox.clientId,
    clientSecret: sandbox.clientSecret,
    apiUrl: sandbox.apiUrl,
    consentUrl: `${sandbox.siteUrl}/oauth/authorize`,
    contactEmail: 'hr@romashka.example',
    ...change,
  }
  const headers = { 'content-type': 'application/json' }
  return hub.request('/api/channels', { method: 'POST', headers, body: JSON.stringify(body) })
}

function chatNamed(externalId: string): Chat | undefined {
  return desk.changes
    .flatMap(({ entity, row }) => (entity === 'chat' && row?.externalId === externalId ? [row] : []))
    .at(-1)
}

it('[A2] [A21] asks for what hh.ru wants before anything is connected', async () => {
  await start()
  expect((await connect({ contactEmail: undefined })).status).toBe(400)
  expect((await connect({ contactEmail: 'кадры' })).status).toBe(400)
  expect((await connect({ mode: 'own' })).status).toBe(400)
})

it('[RC-18] [A2] [K3] [Q1] [Q2] [M23] is consented to, brings a response by the webhook whose sender may be called, and an answer goes once', async () => {
  await start()
  const made = (await (await connect()).json()) as { channel: Channel; consentUrl: string }
  expect(made.channel.capabilities).toMatchObject({ stages: true, leave: true, calls: 'reachable', typing: false })
  const query = await giveConsent(made.consentUrl, 'allow', sandbox.managerIds[0])
  expect((await fetch(`${hub.url}/oauth/callback?${new URLSearchParams(query).toString()}`)).status).toBe(200)
  await expect.poll(() => sandbox.control.webhooks(), { timeout: 15_000 }).toHaveLength(1)
  await sandbox.control.setWebhook({ duplicate: true, reorder: true })

  const { chatId } = await sandbox.control.candidateResponds({ vacancy: 'Курьер', candidate: anna, letter: 'Готова!' })
  await expect
    .poll(() => chatNamed(chatId), { timeout: 15_000 })
    .toMatchObject({
      reach: 'responded',
      isWithoutVacancy: false,
      response: { vacancy: { title: 'Курьер' }, resume: { title: anna.text.title } },
      lastMessage: { direction: 'in', content: { kind: 'text', text: 'Готова!' } },
    })
  const chat = chatNamed(chatId)
  if (!chat) throw new Error('A chat was expected')

  await sandbox.control.inject({ match: { method: 'POST', pathPart: '/messages' }, times: 2, kind: 'dropAfterAccept' })
  expect(await hub.command('sendMessage', textMessage(chat.id, hub.newId<MessageId>(), 'Ждём вас'))).toBeNull()
  await expect.poll(async () => (await sandbox.control.received(chatId)).length, { timeout: 15_000 }).toBe(1)
  await expect
    .poll(async () => (await hub.messages(chat.id)).filter(({ content }) => content.kind === 'text'), {
      timeout: 15_000,
    })
    .toMatchObject([
      { direction: 'out', delivery: { state: 'sent' }, content: { text: 'Ждём вас' } },
      { direction: 'in', content: { text: 'Готова!' } },
    ])
})
