import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import type { Channel } from '../../../shared/domain/channel'
import type { Chat } from '../../../shared/domain/chat'
import type { MessageId } from '../../../shared/domain/ids'
import { createDriver } from '../../../hub/channels/registry'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { TestDesk } from '../../../hub/testing/desk'
import { startTestHub, textMessage, type TestHub } from '../../../hub/testing/test-hub'
import { startAvitoSandbox, type AvitoSandbox } from '../../../sandbox/avito/index'

let sandbox: AvitoSandbox
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
  sandbox = await startAvitoSandbox({ seed: 'demo' })
  const { apiUrl, consentUrl, clientId, clientSecret } = sandbox
  hub = await startTestHub({ options: { createDriver, demoAvito: { apiUrl, consentUrl, clientId, clientSecret } } })
  desk = await TestDesk.open(hub.url)
  desk.hello()
}

/** As the desk's cache would hold them. */
function chats(): Chat[] {
  const latest = new Map<string, Chat>()
  for (const change of desk.changes) if (change.entity === 'chat' && change.row) latest.set(change.id, change.row)
  return [...latest.values()]
}

describe('the real driver in the real hub', () => {
  it('[AV-02] [M1] [Q1] brings the demo chats, and a new message through the webhook', async () => {
    await start()
    const expected = await sandbox.control.chats()
    await expect.poll(() => chats().length, { timeout: 15_000 }).toBe(expected.length)
    await expect.poll(() => sandbox.control.webhooks()).toHaveLength(1)
    const { chatId } = await sandbox.control.clientWrites({ clientName: 'Новый Клиент', text: 'Здравствуйте!' })
    await expect
      .poll(() => chats().find((chat) => chat.externalId === chatId))
      .toMatchObject({
        clientName: 'Новый Клиент',
        unread: 1,
        lastMessage: { direction: 'in', content: { kind: 'text', text: 'Здравствуйте!' } },
      })
  })

  it('[AV-38] [A16] of the same account connected twice only the newer receives; nothing is doubled, a message goes once', async () => {
    await start()
    const count = (await sandbox.control.chats()).length
    await expect.poll(() => chats().length, { timeout: 15_000 }).toBe(count)
    const { apiUrl, consentUrl, clientId, clientSecret } = sandbox
    const again = { kind: 'avito', name: 'Ещё раз', mode: 'own', apiUrl, consentUrl, clientId, clientSecret }
    const connect = (change: Record<string, unknown>) =>
      hub.request('/api/channels', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...again, ...change }),
      })
    expect((await connect({})).status).toBe(409)
    const { channel: newer } = (await (await connect({ replacesOlder: true })).json()) as { channel: Channel }
    const ofNewer = () => chats().filter(({ channelId }) => channelId === newer.id)
    await expect.poll(() => ofNewer().length, { timeout: 15_000 }).toBe(count)

    const { chatId } = await sandbox.control.clientWrites({ clientName: 'Новый Клиент', text: 'Здравствуйте!' })
    const told = () => chats().filter((chat) => chat.externalId === chatId)
    await expect.poll(() => told().map(({ channelId }) => channelId), { timeout: 15_000 }).toEqual([newer.id])
    const [chat] = told()
    if (!chat) throw new Error('A chat was expected')
    expect(await hub.command('sendMessage', textMessage(chat.id, hub.newId<MessageId>(), 'Отвечаю'))).toBeNull()
    await expect
      .poll(async () => (await sandbox.control.received(chatId)).map(({ text }) => text), { timeout: 15_000 })
      .toEqual(['Отвечаю'])
  })

  it(
    '[M23] loses and doubles nothing while answers are lost, requests dropped, refused and held',
    { timeout: 60_000 },
    async () => {
      await start()
      const total = (await sandbox.control.chats()).length
      await expect.poll(() => chats().length, { timeout: 15_000 }).toBe(total)
      const match = { method: 'POST', pathPart: '/messages' }
      await sandbox.control.inject({ match, times: 2, kind: 'dropAfterAccept' })
      await sandbox.control.inject({ match, times: 2, kind: 'dropBeforeAccept' })
      await sandbox.control.inject({ match, times: 1, kind: 'status', status: 500 })
      await sandbox.control.inject({ match, times: 1, kind: 'status', status: 429, retryAfterS: 1 })
      await sandbox.control.inject({ match, times: 1, kind: 'badJson' })
      await sandbox.control.expireAccessTokens()
      const texts: string[] = []
      for (const [index, chat] of chats().slice(0, 6).entries()) {
        for (const part of ['первое', 'второе']) {
          const text = `${part} сообщение ${String(index)}`
          texts.push(text)
          expect(await hub.command('sendMessage', textMessage(chat.id, hub.newId<MessageId>(), text))).toBeNull()
        }
      }
      const received = async () => (await sandbox.control.received()).map((message) => message.text ?? '')
      await expect.poll(async () => (await received()).length, { timeout: 50_000 }).toBe(texts.length)
      expect((await received()).sort()).toEqual([...texts].sort())
      for (const chat of chats()
        .filter(({ lastMessage }) => lastMessage?.direction === 'out')
        .slice(0, 6)) {
        const ours = (await hub.messages(chat.id)).filter(
          ({ content }) => content.kind === 'text' && texts.includes(content.text),
        )
        expect(new Set(ours.map(({ id }) => id)).size).toBe(ours.length)
      }
    },
  )
})
