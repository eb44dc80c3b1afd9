import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { ChatId, MessageId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'

import { FakePlatform, ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { TestDesk } from '../testing/desk'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'
import { startTestHub, textMessage, type TestHub } from '../testing/test-hub'

const SECOND_MS = 1000
const HOUR_MS = 3_600_000

let hub: TestHub
let clock: ManualClock
let chatId: ChatId

beforeAll(testTemplate, PREPARING_MS)
beforeEach(async () => {
  clock = new ManualClock(Date.UTC(2026, 0, 12, 15))
  hub = await startTestHub({ clock, platform: new FakePlatform(() => clock.now()) })
  await hub.connect()
  await clientSays('in-1', 'Здравствуйте')
  const desk = await TestDesk.open(hub.url)
  desk.hello()
  await desk.caughtUp()
  chatId = desk.changes.find((change) => change.entity === 'chat')?.id as ChatId
})
afterEach(() => hub.stop())

async function clientSays(externalId: string, text: string): Promise<void> {
  const message = ingestedMessage('a', externalId, { kind: 'text', text }, { atMs: clock.now() })
  await hub.drivers.at(-1)?.host.ingest({ chats: [ingestedChat('a')], messages: [message] })
}

async function send(text: string, afterMs: number): Promise<MessageId> {
  const id = hub.newId<MessageId>()
  const args = { ...textMessage(chatId, id, text, clock.now()), sendAtMs: clock.now() + afterMs }
  expect(await hub.command('sendMessage', args)).toBeNull()
  return id
}

async function pass(byMs: number): Promise<void> {
  clock.advance(byMs)
  await hub.hub.settled()
}

const texts = () => hub.platform.texts('a')
const waitsSince = async () => (await hub.chat(chatId)).case.waitingSinceMs

describe('a message that is kept', () => {
  it('[M22] leaves when the moment of taking it back has passed, and counts as an answer at once', async () => {
    await send('сейчас', 5 * SECOND_MS)
    expect([texts(), await waitsSince()]).toEqual([[], null])
    expect((await hub.messages(chatId))[0]?.delivery?.state).toBe('scheduled')
    expect((await hub.chat(chatId)).case.state.kind).toBe('assigned')
    await pass(4 * SECOND_MS)
    expect(texts()).toEqual([])
    await pass(SECOND_MS)
    expect(texts()).toEqual(['сейчас'])
  })

  it('[M22] can be taken back, and the client waits again', async () => {
    const before = await waitsSince()
    const id = await send('ой', 5 * SECOND_MS)
    expect(await hub.command('discardMessage', { messageId: id })).toBeNull()
    await pass(HOUR_MS)
    expect([texts(), await waitsSince()]).toEqual([[], before])
  })

  it('[M22] for later answers nobody until it is sent, and then stands below what was said meanwhile', async () => {
    const before = await waitsSince()
    await send('завтра', 18 * HOUR_MS)
    expect([await waitsSince(), (await hub.chat(chatId)).case.state.kind]).toEqual([before, 'queued'])
    await pass(HOUR_MS)
    await clientSays('in-2', 'Алло?')
    await send('сейчас', 0)
    await hub.hub.settled()
    expect(texts()).toEqual(['сейчас'])
    await pass(17 * HOUR_MS)
    expect(texts()).toEqual(['сейчас', 'завтра'])
    const said = (await hub.messages(chatId)).map(({ content }) => (content.kind === 'text' ? content.text : ''))
    expect(said.slice(0, 3)).toEqual(['завтра', 'сейчас', 'Алло?'])
  })

  it('[M22] leaves once where its time passed while the hub was off or the computer slept', async () => {
    await send('второе', 2 * HOUR_MS)
    await send('первое', HOUR_MS)
    hub = await hub.restart()
    await hub.hub.settled()
    expect(texts()).toEqual([])
    await pass(9 * HOUR_MS)
    expect(texts()).toEqual(['первое', 'второе'])
    hub = await hub.restart()
    await pass(9 * HOUR_MS)
    expect(texts()).toEqual(['первое', 'второе'])
  })

  it('[M22] leaves now where somebody will not wait', async () => {
    const id = await send('завтра', 18 * HOUR_MS)
    expect(await hub.command('retryMessage', { messageId: id })).toBeNull()
    await hub.hub.settled()
    expect([texts(), await waitsSince()]).toEqual([['завтра'], null])
    expect(await hub.command('retryMessage', { messageId: id })).toEqual({ reason: 'wrongState', detail: null })
    expect(await hub.command('discardMessage', { messageId: id })).toEqual({ reason: 'wrongState', detail: null })
  })

  it('[M22] is refused for a time that nobody means', async () => {
    const args = { ...textMessage(chatId, hub.newId(), 'x', clock.now()), sendAtMs: clock.now() + 400 * 24 * HOUR_MS }
    expect(await hub.command('sendMessage', args)).toEqual({
      reason: 'invalid',
      detail: 'sendAtMs: more than a year ahead',
    })
  })
})
