import { afterAll, beforeAll, expect, it } from 'vitest'

import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { createDriver } from '../../../hub/channels/registry'
import { TestDesk } from '../../../hub/testing/desk'
import { startTestHub, type TestHub } from '../../../hub/testing/test-hub'
import type { Chat } from '../../../shared/domain/chat'
import { startAvitoSandbox, type AvitoSandbox } from '../../../sandbox/avito/index'
import { PATIENCE } from './rig'

let sandbox: AvitoSandbox
let hub: TestHub
let desk: TestDesk

beforeAll(async () => {
  await testTemplate()
  sandbox = await startAvitoSandbox({ seed: 'demo' })
  const { apiUrl, consentUrl, clientId, clientSecret } = sandbox
  const demoAvito = { apiUrl, consentUrl, clientId, clientSecret, hasJobs: true }
  hub = await startTestHub({ options: { createDriver, demoAvito } })
  desk = await TestDesk.open(hub.url)
  desk.hello()
}, PREPARING_MS)
afterAll(async () => {
  desk.close()
  await hub.stop()
  await sandbox.stop()
})

function chats(): Chat[] {
  const latest = new Map<string, Chat | null>()
  for (const change of desk.changes) if (change.entity === 'chat') latest.set(change.id, change.row)
  return [...latest.values()].filter((chat) => chat !== null)
}

it('[AV-01] [AV-40] [M1] the demo’s account has both channels: every chat once, responses with their résumés among them', async () => {
  const all = await sandbox.control.chats()
  const byPhone = (await sandbox.control.responses()).filter(({ chatId }) => chatId === null)
  await expect.poll(() => chats().length, PATIENCE).toBe(all.length + byPhone.length)
  await expect
    .poll(
      () =>
        chats()
          .filter(({ response }) => response?.resume)
          .map(({ clientName }) => clientName)
          .sort(),
      PATIENCE,
    )
    .toEqual(['Ахметов Руслан Маратович', 'Громов Алексей Викторович', 'Лапина Екатерина', 'Соколова Марина Андреевна'])
  const externalIds = chats().map(({ externalId }) => externalId)
  expect(new Set(externalIds).size).toBe(externalIds.length)
  const kinds = new Map(chats().map((chat) => [chat.subject?.kind ?? 'none', new Set<string>()]))
  for (const chat of chats()) kinds.get(chat.subject?.kind ?? 'none')?.add(chat.channelId)
  expect(kinds.get('vacancy')).not.toEqual(kinds.get('item'))
  expect(kinds.get('vacancy')?.size).toBe(1)
})

it('the hook of responses takes only what carries its secret, whatever is posted', async () => {
  await expect.poll(async () => (await sandbox.control.applicationWebhooks()).length, PATIENCE).toBe(1)
  const [hook] = await sandbox.control.applicationWebhooks()
  if (!hook) throw new Error('no hook')
  const post = async (body: string, secret?: string) =>
    (await fetch(hook.url, { method: 'POST', body, headers: secret === undefined ? {} : { 'x-secret': secret } }))
      .status
  const event = JSON.stringify({ applyId: 'f'.repeat(24) })
  expect(await post(event, hook.secret)).toBe(200)
  expect(await post(event, 'guessed')).toBe(403)
  expect(await post(event)).toBe(403)
  expect(await post('ping')).toBe(200)
  expect(await post('{"type":"unheard-of","payload":{"value":1}}')).toBe(200)
  expect(await post('x'.repeat(10 * 1024 * 1024), hook.secret)).toBe(413)
  expect(await post(event, hook.secret)).toBe(200)
})
