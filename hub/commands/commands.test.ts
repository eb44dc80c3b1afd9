import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { Administration } from '#shared/contract/administration'
import type { CallRecord } from '#shared/domain/call'
import type { AgentId, CallId, ChatId, MessageId } from '#shared/domain/ids'
import type { Channel } from '#shared/domain/channel'

import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { TestDesk } from '../testing/desk'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'
import { startTestHub, textMessage, type TestHub } from '../testing/test-hub'

let hub: TestHub
let desk: TestDesk
let channel: Channel
let chatId: ChatId

beforeAll(testTemplate, PREPARING_MS)
beforeEach(async () => {
  hub = await startTestHub()
  channel = await hub.connect()
  await hub.drivers[0]?.host.ingest({
    chats: [ingestedChat('a')],
    messages: [
      ingestedMessage('a', 'in-1', { kind: 'text', text: 'раз' }, { atMs: 1000 }),
      ingestedMessage('a', 'in-2', { kind: 'text', text: 'два' }, { atMs: 2000 }),
      ingestedMessage('a', 'out-0', { kind: 'text', text: 'старое' }, { atMs: 3000, direction: 'out' }),
    ],
  })
  desk = await TestDesk.open(hub.url)
  desk.hello()
  await desk.caughtUp()
  const chat = desk.changes.find((change) => change.entity === 'chat')
  chatId = chat?.id as ChatId
})
afterEach(() => hub.stop())

async function sent(text: string): Promise<MessageId> {
  const id = hub.newId<MessageId>()
  await hub.command('sendMessage', textMessage(chatId, id, text))
  await stateOf(id, 'sent')
  return id
}

function stateOf(id: MessageId, state: string): Promise<unknown> {
  return desk.until(() =>
    desk.changes.some(
      (change) => change.entity === 'message' && change.id === id && change.row?.delivery?.state === state,
    ),
  )
}

async function failed(): Promise<MessageId> {
  hub.platform.faults.push({ kind: 'refuse', reason: 'rejected' })
  const id = hub.newId<MessageId>()
  await hub.command('sendMessage', textMessage(chatId, id, 'набрано'))
  await stateOf(id, 'failed')
  return id
}

const wrongState = { reason: 'wrongState', detail: null }
const unknownMessage = { reason: 'unknownMessage', detail: null }

describe('retryMessage, discardMessage', () => {
  it('[M23] a failed message keeps its text and goes out on the second try', async () => {
    const id = await failed()
    expect((await hub.messages(chatId))[0]?.content).toEqual({ kind: 'text', text: 'набрано' })
    expect(await hub.command('retryMessage', { messageId: id })).toBeNull()
    await stateOf(id, 'sent')
    expect(hub.platform.texts('a')).toEqual(['набрано'])
  })

  it('refuse what is sent or unknown', async () => {
    const id = await sent('да')
    expect(await hub.command('retryMessage', { messageId: id })).toEqual(wrongState)
    expect(await hub.command('discardMessage', { messageId: id })).toEqual(wrongState)
    expect(await hub.command('retryMessage', { messageId: hub.newId() })).toEqual(unknownMessage)
    expect(await hub.command('discardMessage', { messageId: hub.newId() })).toEqual(unknownMessage)
  })

  it('a discarded message leaves the chat as it was, in the hands of whoever began to answer', async () => {
    const before = await hub.chat(chatId)
    const id = await failed()
    expect((await hub.chat(chatId)).lastMessage?.id).toBe(id)
    expect(await hub.command('discardMessage', { messageId: id })).toBeNull()
    const after = await hub.chat(chatId)
    expect(after).toEqual({ ...before, case: { ...before.case, state: after.case.state } })
    expect(after.case.state.kind).toBe('assigned')
  })
})

describe('deleteMessage', () => {
  it('[M8] deletes on the channel and shows it', async () => {
    const id = await sent('ошибка')
    expect(await hub.command('deleteMessage', { messageId: id })).toBeNull()
    expect(hub.platform.deleted).toEqual(['out-1'])
    expect((await hub.messages(chatId)).find((message) => message.id === id)).toMatchObject({
      content: { kind: 'deleted' },
      deletableUntilMs: null,
      editableUntilMs: null,
      editedAtMs: null,
    })
    expect(await hub.command('deleteMessage', { messageId: id })).toBeNull()
  })

  it('[M8] refuses after the window, what is not ours and what the channel refuses', async () => {
    const messages = await hub.messages(chatId)
    const old = messages.find((message) => message.externalId === 'out-0')
    const theirs = messages.find((message) => message.externalId === 'in-1')
    if (!old || !theirs) throw new Error('messages are missing')
    expect(await hub.command('deleteMessage', { messageId: old.id })).toEqual({ reason: 'windowClosed', detail: null })
    expect(await hub.command('deleteMessage', { messageId: theirs.id })).toEqual(wrongState)
    expect(await hub.command('deleteMessage', { messageId: hub.newId() })).toEqual(unknownMessage)
    const id = await sent('ошибка')
    hub.platform.actionResult = { kind: 'refused', reason: 'windowClosed', detail: 'HTTP 400' }
    expect(await hub.command('deleteMessage', { messageId: id })).toEqual({
      reason: 'windowClosed',
      detail: 'HTTP 400',
    })
    expect((await hub.messages(chatId))[0]?.content).toEqual({ kind: 'text', text: 'ошибка' })
  })

  it('is done later when the channel cannot just now', async () => {
    const id = await sent('ошибка')
    hub.platform.actionResult = { kind: 'retry', retryAfterMs: 1, detail: '429' }
    expect(await hub.command('deleteMessage', { messageId: id })).toBeNull()
    hub.platform.actionResult = { kind: 'done' }
    await desk.until(() =>
      desk.changes.some(
        (change) => change.id === id && change.entity === 'message' && change.row?.content.kind === 'deleted',
      ),
    )
    expect(hub.platform.deleted).toEqual(['out-1'])
  })
})

describe('markRead', () => {
  it('[M24] marks up to the message that was seen, here and on the channel', async () => {
    const first = (await hub.messages(chatId)).find((message) => message.externalId === 'in-1')
    expect((await hub.chat(chatId)).unread).toBe(2)
    expect(await hub.command('markRead', { chatId, upToMessageId: first?.id ?? null })).toBeNull()
    expect((await hub.chat(chatId)).unread).toBe(1)
    expect(await hub.command('markRead', { chatId, upToMessageId: null })).toBeNull()
    expect((await hub.chat(chatId)).unread).toBe(0)
    expect(await hub.command('markRead', { chatId, upToMessageId: null })).toBeNull()
    expect(await hub.command('markRead', { chatId: hub.newId(), upToMessageId: null })).toEqual({
      reason: 'unknownChat',
      detail: null,
    })
    expect(new Set(hub.platform.readMarks)).toEqual(new Set(['a']))
  })
})

describe('markUnread', () => {
  it('[M24] marks a read conversation until somebody reads it, whatever the platform says of its messages', async () => {
    await hub.command('markRead', { chatId, upToMessageId: null })
    expect(await hub.command('markUnread', { chatId })).toBeNull()
    expect(await hub.command('markUnread', { chatId })).toBeNull()
    expect((await hub.chat(chatId)).unread).toBe(1)
    const again = ingestedMessage('a', 'in-2', { kind: 'text', text: 'два' }, { atMs: 2000, isReadByUs: true })
    await hub.drivers[0]?.host.ingest({ chats: [], messages: [again] })
    expect((await hub.chat(chatId)).unread).toBe(1)
    await hub.drivers[0]?.host.ingest({
      chats: [],
      messages: [ingestedMessage('a', 'in-3', { kind: 'text', text: 'три' }, { atMs: 4000 })],
    })
    expect((await hub.chat(chatId)).unread).toBe(1)
    await hub.command('markRead', { chatId, upToMessageId: null })
    expect((await hub.chat(chatId)).unread).toBe(0)
    await hub.command('markUnread', { chatId })
    await hub.command('markRead', { chatId, upToMessageId: null })
    expect((await hub.chat(chatId)).unread).toBe(0)
    expect(await hub.command('markUnread', { chatId: hub.newId() })).toEqual({ reason: 'unknownChat', detail: null })
  })
})

describe('blockClient', () => {
  it('[M7] blocks on the channel; nothing can be sent after', async () => {
    expect(await hub.command('blockClient', { chatId, reason: 'spam' })).toBeNull()
    // From the wish on; the channel hears of it next.
    expect((await hub.chat(chatId)).access).toEqual({ kind: 'blocked' })
    await expect.poll(() => hub.platform.blocked).toEqual(['a'])
    expect(await hub.command('sendMessage', textMessage(chatId, hub.newId(), 'да'))).toEqual({
      reason: 'clientBlocked',
      detail: null,
    })
    expect(await hub.command('blockClient', { chatId, reason: 'spam' })).toBeNull()
    expect(hub.platform.blocked).toEqual(['a'])
  })
})

describe('setClientPhone', () => {
  it('[C7] keeps one form of a number and refuses what is none', async () => {
    expect(await hub.command('setClientPhone', { chatId, phone: '8 (917) 204-18-33' })).toBeNull()
    expect((await hub.chat(chatId)).clientPhone).toBe('+79172041833')
    expect(await hub.command('setClientPhone', { chatId, phone: 'завтра' })).toEqual({
      reason: 'invalid',
      detail: 'not a phone number',
    })
    expect(await hub.command('setClientPhone', { chatId, phone: null })).toBeNull()
    expect((await hub.chat(chatId)).clientPhone).toBeNull()
  })
})

describe('recordCall, markCallsSeen, remarkOnCall', () => {
  const talk: Omit<CallRecord, 'id' | 'chatId'> = {
    direction: 'outgoing',
    number: '89172041833',
    name: null,
    outcome: 'answered',
    startedAtMs: 5000,
    durationMs: 900,
    isSeen: true,
  }

  it('[K10] a call stands in the chat of whoever has that number, once', async () => {
    await hub.command('setClientPhone', { chatId, phone: '+79172041833' })
    const call: CallRecord = {
      id: hub.newId<CallId>(),
      chatId: null,
      direction: 'incoming',
      number: '89172041833',
      name: null,
      outcome: 'missed',
      startedAtMs: 5000,
      durationMs: 0,
      isSeen: false,
    }
    expect(await hub.command('recordCall', call)).toBeNull()
    expect(await hub.command('recordCall', { ...call, outcome: 'answered', durationMs: 900 })).toBeNull()
    const [newest] = await hub.messages(chatId)
    expect(newest).toMatchObject({
      id: call.id,
      direction: 'system',
      delivery: null,
      content: { kind: 'phoneCall', callId: call.id, outcome: 'answered', durationMs: 900 },
    })
    expect((await hub.chat(chatId)).unread).toBe(2)
    expect(await hub.command('markCallsSeen', { callIds: [call.id] })).toBeNull()
    await desk.until(() => desk.changes.some((change) => change.entity === 'call' && change.row?.isSeen))
    expect(await hub.command('recordCall', { ...call, chatId: hub.newId() })).toEqual({
      reason: 'unknownChat',
      detail: null,
    })
  })

  it('[K10] what is written about a call stands with it, told before or after the call, once, and can be changed', async () => {
    const call = { ...talk, id: hub.newId<CallId>(), chatId }
    const remark = (text: string, writtenAtMs: number) => ({ callId: call.id, text, writtenAtMs })
    const newest = async () => (await hub.messages(chatId))[0]
    // During the talk the hub does not know of it.
    expect(await hub.command('remarkOnCall', remark('  перезвонить в среду ', 7000))).toBeNull()
    expect(await hub.command('recordCall', call)).toBeNull()
    expect((await newest())?.content).toMatchObject({
      callId: call.id,
      remarks: [{ text: 'перезвонить в среду', writtenAtMs: 7000 }],
    })
    // The older of two desks' words is late.
    expect(await hub.command('remarkOnCall', remark('перезвонить в пятницу', 9000))).toBeNull()
    expect(await hub.command('remarkOnCall', remark('перезвонить', 8000))).toBeNull()
    // What is told of the call later leaves them alone.
    expect(await hub.command('recordCall', { ...call, durationMs: 950 })).toBeNull()
    expect((await newest())?.content).toMatchObject({
      durationMs: 950,
      remarks: [{ text: 'перезвонить в пятницу', writtenAtMs: 9000 }],
    })
    const ofHistory = () => desk.changes.findLast((change) => change.entity === 'call' && change.id === call.id)?.row
    await desk.until(() => JSON.stringify(ofHistory()).includes('в пятницу'))
    expect(await hub.command('remarkOnCall', remark('', 9500))).toBeNull()
    expect((await newest())?.content).not.toHaveProperty('remarks')
    await desk.until(() => !JSON.stringify(ofHistory()).includes('remarks'))
  })

  it('[K10] each agent has a text of their own about a call', async () => {
    const call = { ...talk, id: hub.newId<CallId>(), chatId }
    const colleague = hub.newId<AgentId>()
    const { teams } = await hub.json<Administration>('/api/administration')
    const body = { name: 'Борис', role: 'agent', teamIds: teams.map(({ id }) => id), capacity: null }
    const headers = { 'content-type': 'application/json' }
    const init = { method: 'PUT', body: JSON.stringify(body), headers }
    expect((await hub.request(`/api/administration/agents/${colleague}`, init)).ok).toBe(true)
    await hub.command('recordCall', call)
    await hub.command('remarkOnCall', { callId: call.id, text: 'моё', writtenAtMs: 7000 })
    await hub.command('remarkOnCall', { callId: call.id, text: 'коллеги', writtenAtMs: 8000 }, undefined, colleague)
    expect((await hub.messages(chatId))[0]?.content).toMatchObject({
      remarks: [{ text: 'моё' }, { agentId: colleague, text: 'коллеги' }],
    })
  })

  it('[K6] a call into the page stands there as one, in the timeline and in the history', async () => {
    const call: CallRecord = {
      id: hub.newId<CallId>(),
      chatId,
      direction: 'outgoing',
      route: 'page',
      number: '',
      name: 'Иван',
      outcome: 'noAnswer',
      startedAtMs: 5000,
      durationMs: 0,
      isSeen: true,
    }
    expect(await hub.command('recordCall', call)).toBeNull()
    await desk.until(() => desk.changes.some((change) => change.entity === 'call' && change.row?.route === 'page'))
    expect((await hub.messages(chatId))[0]).toMatchObject({ id: call.id, content: { route: 'page', number: '' } })
  })
})

describe('a removed channel', () => {
  it('[AV-36] [AV-68] [A6] closes its chats, fails what waits and loses no text', async () => {
    hub.platform.faults.push({ kind: 'busy', retryAfterMs: 60_000 })
    const waiting = hub.newId<MessageId>()
    await hub.command('sendMessage', textMessage(chatId, waiting, 'ждёт'))
    await desk.until(() =>
      desk.changes.some(
        (change) =>
          change.entity === 'message' &&
          change.row?.delivery?.state === 'queued' &&
          change.row.delivery.nextTryAtMs !== null,
      ),
    )
    expect((await hub.request(`/api/channels/${channel.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await hub.request(`/api/channels/${channel.id}`, { method: 'DELETE' })).status).toBe(404)
    expect(await hub.json('/api/channels')).toEqual({ channels: [] })
    expect(hub.drivers[0]?.isDisposed).toBe(true)
    expect((await hub.chat(chatId)).access).toEqual({ kind: 'channelRemoved' })
    expect((await hub.messages(chatId)).find((message) => message.id === waiting)).toMatchObject({
      content: { text: 'ждёт' },
      delivery: { state: 'failed', reason: 'channelRemoved' },
    })
    await desk.until(() => desk.changes.some((change) => change.entity === 'channel' && change.row === null))
    expect(await hub.command('sendMessage', textMessage(chatId, hub.newId(), 'да'))).toEqual({
      reason: 'channelRemoved',
      detail: null,
    })
  })
})
