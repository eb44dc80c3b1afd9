import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import type { Capabilities } from '#shared/domain/capabilities'
import type { ChatEvent } from '#shared/domain/chat-event'
import type { ChannelId, ChatId, MessageId } from '#shared/domain/ids'
import type { JobResponse } from '#shared/domain/job-response'
import { ManualClock } from '#shared/lib/manual-clock'

import {
  fakeCapabilities,
  FakePlatform,
  ingestedChat,
  ingestedMessage,
  recruitingCapabilities,
} from '../channels/fake-channel'
import { TestDesk } from '../testing/desk'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'
import { startTestHub, textMessage, type TestHub } from '../testing/test-hub'

const response: JobResponse = {
  externalId: 'r1',
  vacancy: { externalId: 'v1', title: 'Курьер', url: null },
  fullName: 'Иван Котов',
  position: null,
  phones: [],
  respondedAtMs: 1000,
  how: 'chat',
  stage: null,
  answers: [],
  resume: null,
}

let hub: TestHub
let desk: TestDesk
let clock: ManualClock
let channelId: ChannelId
/** About a vacancy, and about none. */
let responded: ChatId
let free: ChatId

beforeAll(testTemplate, PREPARING_MS)
afterEach(() => hub.stop())

async function start(capabilities: Capabilities = recruitingCapabilities): Promise<void> {
  clock = new ManualClock(Date.UTC(2026, 0, 12, 9))
  hub = await startTestHub({ clock, platform: new FakePlatform(() => clock.now(), capabilities) })
  channelId = (await hub.connect()).id
  await hub.drivers[0]?.host.ingest({
    chats: [ingestedChat('a', { response }), ingestedChat('b', { isWithoutVacancy: true })],
    messages: [
      ingestedMessage('a', 'in-a', { kind: 'text', text: 'Здравствуйте' }),
      ingestedMessage('b', 'in-b', { kind: 'text', text: 'Добрый день' }),
    ],
  })
  desk = await TestDesk.open(hub.url)
  desk.hello()
  await desk.caughtUp()
  responded = chatNamed('a')
  free = chatNamed('b')
}

function chatNamed(externalId: string): ChatId {
  const found = desk.changes.findLast((change) => change.entity === 'chat' && change.row?.externalId === externalId)
  if (!found) throw new Error('no such chat')
  return found.id as ChatId
}

async function eventsOf(id: ChatId): Promise<readonly ChatEvent[]> {
  const lines = await hub.messages(id)
  return lines.flatMap(({ content }) => (content.kind === 'chatEvent' ? [content.event] : [])).reverse()
}

const move = (patch: Partial<{ text: string | null; moveExternalId: string; messageId: MessageId }> = {}) => ({
  chatId: responded,
  messageId: hub.newId<MessageId>(),
  moveExternalId: 'interview',
  stageTitle: 'Собеседование',
  text: 'Ждём вас',
  ...patch,
})
const begin = (patch: Partial<{ text: string; chatId: ChatId; messageId: MessageId }> = {}) => ({
  chatId: hub.newId<ChatId>(),
  messageId: hub.newId<MessageId>(),
  channelId,
  candidateExternalId: 'abc',
  candidateName: 'Котов Иван',
  text: 'Есть работа',
  writtenAtMs: clock.now(),
  ...patch,
})
const no = (reason: string, detail: string | null = null) => ({ reason, detail })

describe('moveStage', () => {
  it('[M13] moves with its message, tells it in the timeline, and whoever moved has answered', async () => {
    await start()
    expect(await hub.command('moveStage', move())).toBeNull()
    await expect.poll(() => eventsOf(responded)).toMatchObject([{ kind: 'stageMoved', to: 'Собеседование' }])
    await expect.poll(async () => (await eventsOf(responded))[0]).not.toHaveProperty('outcome')
    expect(hub.platform.deeds.done).toEqual(['stage a interview: Ждём вас'])
    const chat = await hub.chat(responded)
    // The list goes on to say what was said last.
    expect(chat.lastMessage?.content).toEqual({ kind: 'text', text: 'Здравствуйте' })
    expect(chat.case).toMatchObject({ state: { kind: 'assigned' }, waitingSinceMs: null })
  })

  it('[M13] in silence nobody has answered', async () => {
    await start()
    expect(await hub.command('moveStage', move({ text: null, moveExternalId: 'consider' }))).toBeNull()
    await expect.poll(() => hub.platform.deeds.done).toEqual(['stage a consider: -'])
    expect((await hub.chat(responded)).case.state.kind).toBe('queued')
  })

  it('[M13] the channel’s refusal stands in the timeline for everybody, with the words for another try', async () => {
    await start()
    hub.platform.deeds.faults.push({ kind: 'refuse', reason: 'spam' })
    expect(await hub.command('moveStage', move({ text: 'болван' }))).toBeNull()
    await expect
      .poll(() => eventsOf(responded))
      .toMatchObject([
        { kind: 'stageMoved', text: 'болван', outcome: { kind: 'refused', reason: 'spam', detail: 'как сказано' } },
      ])
    // Nothing is under way any more.
    expect(await hub.command('moveStage', move())).toBeNull()
    await expect.poll(() => hub.platform.deeds.done).toEqual(['stage a interview: Ждём вас'])
  })

  it.each([
    ['lostAnswer', { kind: 'lostAnswer' }],
    ['lostRequest', { kind: 'lostRequest' }],
  ] as const)('[M13] [M23] is made once though the %s', async (_name, fault) => {
    await start()
    hub.platform.deeds.faults.push(fault)
    const wish = move()
    const id = hub.newId<never>()
    expect(await hub.command('moveStage', wish, id)).toBeNull()
    await expect.poll(() => hub.platform.deeds.faults).toEqual([])
    expect(await eventsOf(responded)).toMatchObject([{ outcome: { kind: 'waiting' } }])
    expect(await hub.command('moveStage', move())).toEqual(no('underWay'))
    // The same command, and the same wish under another one.
    expect(await hub.command('moveStage', wish, id)).toBeNull()
    expect(await hub.command('moveStage', wish)).toBeNull()
    await ends(responded)
    expect(hub.platform.deeds.done).toEqual(['stage a interview: Ждём вас'])
    expect(await eventsOf(responded)).toHaveLength(1)
  })

  it.each([true, false])(
    '[M13] [M23] a hub that ends in the middle goes on after its start (made: %s)',
    async (isDone) => {
      await start()
      hub.platform.deeds.faults.push({ kind: 'hang', isDone })
      expect(await hub.command('moveStage', move())).toBeNull()
      await expect.poll(() => hub.platform.deeds.faults).toEqual([])
      hub = await hub.restart()
      await ends(responded)
      expect(hub.platform.deeds.done).toEqual(['stage a interview: Ждём вас'])
    },
  )

  it('[M13] is refused with what stands in its way', async () => {
    await start()
    expect(await hub.command('moveStage', { ...move(), chatId: hub.newId() })).toEqual(no('unknownChat'))
    expect(await hub.command('moveStage', { ...move(), chatId: free })).toEqual(no('noResponse'))
    expect(await hub.command('moveStage', move({ text: '  ' }))).toEqual(no('empty'))
    expect(await hub.command('moveStage', move({ text: 'я'.repeat(1001) }))).toEqual(no('tooLong', '1001/1000'))
    await hub.request(`/api/channels/${channelId}`, { method: 'DELETE' })
    expect(await hub.command('moveStage', move())).toEqual(no('channelRemoved'))
  })
})

describe('startChat', () => {
  it('[RC-20] [M2] [M3] [K3] stands there at once, with its mark, and becomes the platform’s own; who has open contacts may be called', async () => {
    await start()
    const wish = begin()
    expect(await hub.command('startChat', wish)).toBeNull()
    expect(await hub.chat(wish.chatId)).toMatchObject({ isWithoutVacancy: true, reach: 'openContacts' })
    await ends(wish.chatId)
    expect(await hub.chat(wish.chatId)).toMatchObject({
      externalId: 'no-vacancy abc',
      clientName: 'Иван Котов',
      isWithoutVacancy: true,
      access: { kind: 'open' },
      case: { state: { kind: 'assigned' } },
    })
    const said = (await hub.messages(wish.chatId)).filter(({ content }) => content.kind === 'text')
    expect(said).toMatchObject([
      { id: wish.messageId, author: { kind: 'agent' }, delivery: { state: 'sent' }, externalId: 'first abc' },
    ])
    expect(hub.platform.deeds.done).toEqual(['start abc: Есть работа'])
    // Wished again: what became of it stands there already.
    expect(await hub.command('startChat', wish)).toBeNull()
    expect(await hub.command('sendMessage', textMessage(wish.chatId, hub.newId(), 'И ещё', clock.now()))).toBeNull()
    await expect.poll(() => hub.platform.texts('no-vacancy abc')).toEqual(['И ещё'])
  })

  it('[M2] [K3] says that the contacts are closed, and keeps what was written: nobody may call either', async () => {
    await start()
    hub.platform.deeds.candidate = null
    const wish = begin()
    expect(await hub.command('startChat', wish)).toBeNull()
    await expect
      .poll(() => eventsOf(wish.chatId))
      .toMatchObject([{ kind: 'begunWithoutVacancy', outcome: { kind: 'refused', reason: 'contactsClosed' } }])
    expect(await hub.chat(wish.chatId)).toMatchObject({ access: { kind: 'readOnly', reason: 'notBegun' }, reach: null })
    expect(await hub.messages(wish.chatId)).toContainEqual(
      expect.objectContaining({ id: wish.messageId, content: { kind: 'text', text: 'Есть работа' } }),
    )
    expect(await hub.command('sendMessage', textMessage(wish.chatId, hub.newId(), 'да', clock.now()))).toEqual(
      no('chatReadOnly'),
    )
  })

  it.each([true, false])('[M2] [M23] a hub that ends in the middle begins it once (begun: %s)', async (isDone) => {
    await start()
    hub.platform.deeds.faults.push({ kind: 'hang', isDone })
    const wish = begin()
    expect(await hub.command('startChat', wish)).toBeNull()
    await expect.poll(() => hub.platform.deeds.faults).toEqual([])
    expect((await hub.chat(wish.chatId)).access).toEqual({ kind: 'readOnly', reason: 'beginning' })
    hub = await hub.restart()
    await ends(wish.chatId)
    expect(hub.platform.deeds.done).toEqual(['start abc: Есть работа'])
    expect((await hub.messages(wish.chatId)).filter(({ content }) => content.kind === 'text')).toHaveLength(1)
  })

  it('[M2] is refused by what cannot be sent', async () => {
    await start()
    expect(await hub.command('startChat', begin({ text: ' ' }))).toEqual(no('empty'))
    expect(await hub.command('startChat', begin({ text: 'я'.repeat(101) }))).toEqual(no('tooLong', '101/100'))
    expect(await hub.command('startChat', { ...begin(), channelId: hub.newId() })).toEqual(no('channelRemoved'))
  })
})

describe('inviteToVacancy', () => {
  const invite = () => ({
    chatId: free,
    messageId: hub.newId<MessageId>(),
    vacancyExternalId: 'v1',
    vacancyTitle: 'Курьер',
    text: 'Приходите',
  })

  it('[RC-19] [M5] [K3] invites once, from a conversation without a vacancy: who was invited may be called', async () => {
    await start()
    hub.platform.deeds.faults.push({ kind: 'lostAnswer' })
    expect(await hub.command('inviteToVacancy', invite())).toBeNull()
    await expect.poll(() => hub.platform.deeds.faults).toEqual([])
    await ends(free)
    expect(hub.platform.deeds.done).toEqual(['invite b v1: Приходите'])
    expect(await eventsOf(free)).toMatchObject([{ kind: 'invited', vacancyTitle: 'Курьер' }])
    expect((await hub.chat(free)).reach).toBe('invited')
    expect(await hub.command('inviteToVacancy', { ...invite(), chatId: responded })).toEqual(no('hasVacancy'))
  })
})

describe('a conversation that becomes one about a vacancy', () => {
  it('[RC-06] [M5] keeps its history', async () => {
    await start()
    const invited = { ...response, externalId: 'r2' }
    await hub.drivers[0]?.host.ingest({
      chats: [ingestedChat('b', { isWithoutVacancy: false, response: invited })],
      messages: [],
    })
    expect(await hub.chat(free)).toMatchObject({ isWithoutVacancy: false, response: { vacancy: { title: 'Курьер' } } })
    expect((await hub.messages(free)).map(({ content }) => content)).toContainEqual({
      kind: 'text',
      text: 'Добрый день',
    })
    expect(await hub.command('leaveChat', { chatId: free })).toEqual(no('hasVacancy'))
    expect(await hub.command('moveStage', { ...move(), chatId: free })).toBeNull()
  })
})

describe('leaveChat, blockClient, unblockClient', () => {
  it('[M7] what a blocked person writes all the same is kept and reaches no agent', async () => {
    await start()
    await hub.command('markRead', { chatId: free, upToMessageId: null })
    const before = await hub.chat(free)
    expect(await hub.command('blockClient', { chatId: free, reason: 'other' })).toBeNull()
    const late = ingestedMessage('b', 'in-late', { kind: 'text', text: 'Ответьте' }, { atMs: clock.now() })
    await hub.drivers[0]?.host.ingest({ chats: [ingestedChat('b', { isWithoutVacancy: true })], messages: [late] })
    expect(await hub.messages(free)).toContainEqual(expect.objectContaining({ externalId: 'in-late', isHistory: true }))
    expect(await hub.chat(free)).toMatchObject({
      unread: 0,
      case: { state: before.case.state, waitingSinceMs: before.case.waitingSinceMs },
    })
  })

  it('[M6] leaves a conversation without a vacancy, and only such a one', async () => {
    await start()
    expect(await hub.command('leaveChat', { chatId: responded })).toEqual(no('hasVacancy'))
    expect(await hub.command('leaveChat', { chatId: free })).toBeNull()
    expect((await hub.chat(free)).access).toEqual({ kind: 'left' })
    await ends(free)
    expect(hub.platform.deeds.done).toEqual(['leave b'])
    expect(await hub.command('leaveChat', { chatId: free })).toBeNull()
    expect(await hub.command('inviteToVacancy', { ...inviteTo(free) })).toEqual(no('chatReadOnly'))
  })

  it('[M7] blocks and lets in again; a refusal shows it as it was', async () => {
    await start()
    expect(await hub.command('blockClient', { chatId: free, reason: 'other' })).toBeNull()
    await ends(free)
    expect(hub.platform.blocked).toEqual(['b'])
    // Whom one has blocked may not be written to: it is for the agent to say that it is over.
    const closed = ingestedChat('b', { isWithoutVacancy: true, access: 'readOnly', readOnlyReason: 'closedByPlatform' })
    await hub.drivers[0]?.host.ingest({ chats: [closed], messages: [] })
    expect((await hub.chat(free)).access).toEqual({ kind: 'blocked' })
    expect(await hub.command('unblockClient', { chatId: free })).toBeNull()
    await expect.poll(async () => (await hub.chat(free)).access).toEqual({ kind: 'open' })
    expect(hub.platform.deeds.done).toEqual(['unblock b'])

    hub.platform.actionResult = { kind: 'refused', reason: 'forbidden', detail: null }
    expect(await hub.command('blockClient', { chatId: free, reason: 'other' })).toBeNull()
    await expect.poll(async () => (await hub.chat(free)).access).toEqual({ kind: 'open' })
    expect(await eventsOf(free)).toMatchObject([
      { kind: 'blocked' },
      { kind: 'unblocked' },
      { kind: 'blocked', outcome: { kind: 'refused', reason: 'forbidden' } },
    ])
  })

  it('[M6] [M7] [M13] are refused where the channel cannot', async () => {
    await start({ ...fakeCapabilities, blacklist: null })
    const unsupported = no('unsupported')
    expect(await hub.command('blockClient', { chatId: free, reason: 'other' })).toEqual(unsupported)
    expect(await hub.command('leaveChat', { chatId: free })).toEqual(unsupported)
    expect(await hub.command('moveStage', move())).toEqual(unsupported)
    expect(await hub.command('inviteToVacancy', inviteTo(free))).toEqual(unsupported)
    expect(await hub.command('startChat', begin())).toEqual(unsupported)
  })

  it('[A6] what waits for a channel that goes says so', async () => {
    await start()
    hub.platform.deeds.faults.push({ kind: 'lostRequest' })
    expect(await hub.command('leaveChat', { chatId: free })).toBeNull()
    await expect.poll(() => hub.platform.deeds.faults).toEqual([])
    await hub.request(`/api/channels/${channelId}`, { method: 'DELETE' })
    expect(await eventsOf(free)).toMatchObject([
      { kind: 'left', outcome: { kind: 'refused', reason: 'channelRemoved' } },
    ])
  })
})

function inviteTo(chatId: ChatId) {
  return { chatId, messageId: hub.newId<MessageId>(), vacancyExternalId: 'v1', vacancyTitle: 'Курьер', text: '' }
}

/** No deed of the conversation is under way any more, and none was refused. */
async function ends(id: ChatId): Promise<void> {
  await expect
    .poll(async () => {
      clock.advance(1000)
      return (await eventsOf(id)).every((event) => !('outcome' in event) || event.outcome === undefined)
    })
    .toBe(true)
}
