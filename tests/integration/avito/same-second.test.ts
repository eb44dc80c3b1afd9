import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'

import { systemClock } from '../../../shared/lib/clock'
import type { Chat } from '../../../shared/domain/chat'
import type { MessageId } from '../../../shared/domain/ids'
import { createDriver } from '../../../hub/channels/registry'
import { TestDesk } from '../../../hub/testing/desk'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { startTestHub, textMessage, type TestHub } from '../../../hub/testing/test-hub'
import { startAvitoSandbox, type AvitoSandbox } from '../../../sandbox/avito/index'

/** A hundred messages take a while on a busy machine. */
const PATIENT = { timeout: 40_000 }

let sandbox: AvitoSandbox
let chatId: string
let hub: TestHub | null = null
let desk: TestDesk | null = null

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
beforeEach(async () => {
  // An Avito on which it stays the same second, whatever the machine's speed.
  const secondMs = Math.floor(systemClock.now() / 1000) * 1000
  const clock = { ...systemClock, now: () => secondMs }
  sandbox = await startAvitoSandbox({ seed: 'empty', clock })
  chatId = (await sandbox.control.clientWrites({ clientName: 'Анна Петрова', text: 'Письмо 1' })).chatId
})
afterEach(async () => {
  desk?.close()
  await hub?.stop()
  await sandbox.stop()
})

async function connect(): Promise<TestHub> {
  const { apiUrl, consentUrl, clientId, clientSecret } = sandbox
  hub = await startTestHub({ options: { createDriver, demoAvito: { apiUrl, consentUrl, clientId, clientSecret } } })
  desk = await TestDesk.open(hub.url)
  desk.hello()
  return hub
}

/** As the desk's cache would hold it. */
function chat(): Chat | null {
  const rows = (desk?.changes ?? []).flatMap((change) => (change.entity === 'chat' && change.row ? [change.row] : []))
  return rows.findLast(({ externalId }) => externalId === chatId) ?? null
}

/** External ids, the oldest first. */
async function shown(): Promise<readonly (string | null)[]> {
  const row = chat()
  return row && hub ? (await hub.messages(row.id)).map(({ externalId }) => externalId).toReversed() : []
}

async function listed(): Promise<readonly string[]> {
  return (await sandbox.control.messages(chatId)).map(({ id }) => id)
}

it('a long conversation of one second stands as on Avito, its newest message last', async () => {
  for (let number = 2; number <= 130; number += 1) {
    await sandbox.control.clientWrites({ chatId, text: `Письмо ${String(number)}` })
  }
  await connect()
  await expect.poll(shown, PATIENT).toEqual(await listed())
  expect(chat()?.lastMessage?.content).toEqual({ kind: 'text', text: 'Письмо 130' })
})

it('[M7] a picture that is slow to fetch stands between the texts that it was sent between', async () => {
  const picture = { chatId, image: 'sofa' }
  await connect()
  await expect.poll(shown, PATIENT).toEqual(await listed())
  await sandbox.control.inject({ match: { pathPart: '/files/images/' }, times: 2, kind: 'slow', ms: 300 })
  for (const message of [picture, { chatId, text: 'Вот он' }, picture, { chatId, text: 'И ещё раз' }]) {
    await sandbox.control.clientWrites(message)
  }
  await expect.poll(shown, PATIENT).toEqual(await listed())
})

it('[M1] answers stand between the questions of their second, and a text from Avito’s page too', async () => {
  const running = await connect()
  await expect.poll(shown, PATIENT).toHaveLength(1)
  const row = chat()
  if (!row) throw new Error('The chat is not here')
  for (const number of [2, 3, 4]) {
    await sandbox.control.clientWrites({ chatId, text: `Вопрос ${String(number)}` })
    const answer = textMessage(row.id, running.newId<MessageId>(), `Ответ ${String(number)}`)
    expect(await running.command('sendMessage', answer)).toBeNull()
    await sandbox.control.agentWritesOutside(chatId, `С сайта ${String(number)}`)
  }
  await expect.poll(() => sandbox.control.received(), PATIENT).toHaveLength(3)
  await expect.poll(shown, PATIENT).toEqual(await listed())
})

it('[M23] of equal texts of one second the first is ours, when our answer was lost', async () => {
  const running = await connect()
  await expect.poll(shown, PATIENT).toHaveLength(1)
  const row = chat()
  if (!row) throw new Error('The chat is not here')
  await sandbox.control.inject({ match: { method: 'POST', pathPart: '/messages' }, times: 1, kind: 'dropAfterAccept' })
  const id = running.newId<MessageId>()
  expect(await running.command('sendMessage', textMessage(row.id, id, 'Да'))).toBeNull()
  await expect.poll(() => sandbox.control.received(), PATIENT).toHaveLength(1)
  await sandbox.control.agentWritesOutside(chatId, 'Да')
  await expect.poll(shown, PATIENT).toEqual(await listed())
  const [ours] = await sandbox.control.received()
  expect((await running.messages(row.id)).find((message) => message.id === id)?.externalId).toBe(ours?.id)
})
