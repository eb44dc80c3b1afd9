import { afterEach, beforeAll, expect, it } from 'vitest'

import type { CandidateReply, StagesReply, VacanciesReply } from '../../../shared/contract/deeds'
import type { Channel } from '../../../shared/domain/channel'
import type { Chat } from '../../../shared/domain/chat'
import type { ChatEvent } from '../../../shared/domain/chat-event'
import type { ChannelId, ChatId, MessageId, TemplateId } from '../../../shared/domain/ids'
import type { Message } from '../../../shared/domain/message'
import { createHhChannel } from '../../../hub/channels/hh/index'
import { createDriver, type CreateDriver } from '../../../hub/channels/registry'
import { TestDesk } from '../../../hub/testing/desk'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { startTestHub, type TestHub } from '../../../hub/testing/test-hub'
import { startHhSandbox, type HhSandbox } from '../../../sandbox/hh/index'
import { anna, anton, giveConsent, quick } from './rig'

const PATIENCE = { timeout: 30_000, interval: 60 }
/** As the product's own drivers, only quicker. */
const quickDriver: CreateDriver = (kind, channelId, config, host, site) =>
  kind === 'hh'
    ? createHhChannel({ channelId, ...config, contactEmail: config.contactEmail ?? '' }, host, {
        ...quick,
        requestTimeoutMs: 4000,
      })
    : createDriver(kind, channelId, config, host, site)

let sandbox: HhSandbox
let hub: TestHub
let desk: TestDesk
let channelId: ChannelId

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
  hub = await startTestHub({ options: { createDriver: quickDriver } })
  await sandbox.control.change({ redirectUrl: `${hub.url}/oauth/callback` })
  const body = {
    kind: 'hh',
    name: 'hh.ru',
    mode: 'partner',
    clientId: sandbox.clientId,
    clientSecret: sandbox.clientSecret,
    apiUrl: sandbox.apiUrl,
    consentUrl: `${sandbox.siteUrl}/oauth/authorize`,
    contactEmail: 'hr@romashka.example',
  }
  const made = await hub.json<{ channel: Channel; consentUrl: string }>('/api/channels', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  channelId = made.channel.id
  const query = await giveConsent(made.consentUrl, 'allow', sandbox.managerIds[0])
  expect((await fetch(`${hub.url}/oauth/callback?${new URLSearchParams(query).toString()}`)).status).toBe(200)
  await open()
  await expect
    .poll(async () => (await hub.json<{ channels: Channel[] }>('/api/channels')).channels[0]?.health.kind, PATIENCE)
    .toBe('receiving')
}

async function open(): Promise<void> {
  desk = await TestDesk.open(hub.url)
  desk.hello()
  await desk.caughtUp()
}

async function restart(): Promise<void> {
  desk.close()
  hub = await hub.restart()
  await open()
}

function chatNamed(externalId: string): Chat | null {
  const row = desk.changes.findLast(({ entity, row }) => entity === 'chat' && row?.externalId === externalId)?.row
  return (row ?? null) as Chat | null
}

async function chatIdOf(externalId: string): Promise<ChatId> {
  await expect.poll(() => chatNamed(externalId), PATIENCE).not.toBeNull()
  return chatNamed(externalId)?.id ?? hub.newId<ChatId>()
}

async function responded(): Promise<{ readonly id: ChatId; readonly chatId: string; readonly topicId: string }> {
  const given = { vacancy: 'Курьер', candidate: anna, letter: 'Готова!' }
  const { chatId, topicId } = await sandbox.control.candidateResponds(given)
  const id = await chatIdOf(chatId)
  await expect.poll(async () => (await hub.chat(id)).response?.stage?.slug, PATIENCE).toBe('response')
  // The driver notes whose response it is a moment after it has told of it.
  await expect.poll(async () => (await hub.request(`/api/chats/${id}/stages`)).status, PATIENCE).toBe(200)
  return { id, chatId, topicId }
}

async function eventsOf(id: ChatId): Promise<readonly ChatEvent[]> {
  const lines = await hub.messages(id)
  return lines.flatMap(({ content }) => (content.kind === 'chatEvent' ? [content.event] : [])).reverse()
}

const isOver = (event: ChatEvent) => !('outcome' in event) || event.outcome === undefined
async function ends(id: ChatId): Promise<void> {
  await expect.poll(async () => (await eventsOf(id)).every(isOver), PATIENCE).toBe(true)
}

const texts = (messages: readonly Message[]) =>
  messages.flatMap(({ content }) => (content.kind === 'text' ? [content.text] : [])).reverse()

const move = (chatId: ChatId, moveExternalId: string, text: string | null) => ({
  chatId,
  messageId: hub.newId<MessageId>(),
  moveExternalId,
  stageTitle: 'Собеседование',
  text,
})

it('[M12] [M13] offers the vacancy’s own stages with the company’s words, and moves with a message that stays', async () => {
  await start()
  const { id, chatId, topicId } = await responded()
  const before = await hub.json<StagesReply>(`/api/chats/${id}/stages`)
  expect(before).toMatchObject({ current: { externalId: 'response' }, vacancy: { title: 'Курьер' } })
  expect(before.moves.map(({ externalId, message }) => [externalId, message])).toEqual([
    ['consider', 'optional'],
    ['phone_interview', 'optional'],
    ['interview', 'optional'],
    ['offer', 'required'],
    ['hired', 'optional'],
    ['discard_by_employer', 'optional'],
  ])
  expect(before.moves.find(({ externalId }) => externalId === 'interview')?.template?.from).toBe('channel')

  const templateId = hub.newId<TemplateId>()
  const stage = { externalId: 'interview', title: 'Собеседование' }
  const saved = await hub.request(`/api/administration/templates/stages/${templateId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channelId, stage, vacancy: null, text: '{имя}, ждём вас' }),
  })
  expect(saved.status).toBe(204)
  const { moves } = await hub.json<StagesReply>(`/api/chats/${id}/stages`)
  expect(moves.find(({ externalId }) => externalId === 'interview')?.template).toEqual({
    text: '{имя}, ждём вас',
    from: 'allVacancies',
  })

  expect(await hub.command('moveStage', move(id, 'interview', 'Анна, ждём вас'))).toBeNull()
  await ends(id)
  await expect.poll(async () => texts(await hub.messages(id)), PATIENCE).toEqual(['Готова!', 'Анна, ждём вас'])
  await expect.poll(async () => (await hub.chat(id)).response?.stage?.slug, PATIENCE).toBe('interview')
  const said = (await hub.messages(id)).find(
    ({ content }) => content.kind === 'text' && content.text.startsWith('Анна'),
  )
  expect(said).toMatchObject({ author: { kind: 'rule', rule: 'stage' }, deletableUntilMs: null, editableUntilMs: null })
  expect(await hub.command('editMessage', { messageId: said?.id ?? hub.newId(), text: 'нет' })).toMatchObject({
    reason: 'systemMessage',
  })
  expect(await sandbox.control.stateForApplicant(topicId)).toBe('invitation')
  expect(await sandbox.control.received(chatId)).toHaveLength(1)
  expect((await hub.chat(id)).case).toMatchObject({ state: { kind: 'assigned' }, waitingSinceMs: null })
})

it('[M13] says what the platform refuses, and keeps the words', async () => {
  await start()
  const { id, chatId } = await responded()
  expect(await hub.command('moveStage', move(id, 'interview', 'болван'))).toBeNull()
  await expect
    .poll(() => eventsOf(id), PATIENCE)
    .toMatchObject([{ kind: 'stageMoved', text: 'болван', outcome: { kind: 'refused', reason: 'spam' } }])
  expect(await sandbox.control.received(chatId)).toEqual([])
})

it('[M13] [M23] a lost answer moves once, also when the hub ends before it has asked again', async () => {
  await start()
  const { id, chatId } = await responded()
  const match = { method: 'PUT', pathPart: '/negotiations/interview' }
  await sandbox.control.inject({ match, times: 1, kind: 'dropAfterAccept' })
  expect(await hub.command('moveStage', move(id, 'interview', 'Ждём вас'))).toBeNull()
  await expect.poll(async () => (await sandbox.control.stats()).faultsPending, PATIENCE).toBe(0)
  await restart()
  await ends(id)
  expect((await sandbox.control.received(chatId)).map(({ text }) => text)).toEqual(['Ждём вас'])

  await sandbox.control.inject({
    match: { ...match, pathPart: '/negotiations/hired' },
    times: 1,
    kind: 'dropBeforeAccept',
  })
  expect(await hub.command('moveStage', move(id, 'hired', 'Вы приняты'))).toBeNull()
  await expect.poll(async () => (await sandbox.control.stats()).faultsPending, PATIENCE).toBe(0)
  await ends(id)
  expect((await sandbox.control.received(chatId)).map(({ text }) => text)).toEqual(['Ждём вас', 'Вы приняты'])
}, 60_000)

it('[RC-05] [RC-07] [RC-08] [M2] [M3] [M5] [M6] [M7] begins without a vacancy, invites, blocks, lets in again and leaves, each once', async () => {
  await start()
  const { vacancyId } = await sandbox.control.addVacancy({ name: 'Продавец' })
  const { resumeId } = await sandbox.control.addResume({ ...anton, areContactsOpen: true })
  const query = new URLSearchParams({ reference: `https://hh.ru/resume/${resumeId}` }).toString()
  const { candidate } = await hub.json<CandidateReply>(`/api/channels/${channelId}/candidates?${query}`)
  expect(candidate).toMatchObject({ externalId: resumeId, hasOpenContacts: true })
  const asked = async (reference: string) => {
    const answer = await hub.request(
      `/api/channels/${channelId}/candidates?${new URLSearchParams({ reference }).toString()}`,
    )
    return [answer.status, ((await answer.json()) as { error: string }).error]
  }
  expect(await asked('https://hh.ru/vacancy/12345678')).toEqual([400, 'unreadable'])
  expect(await asked('https://hh.ru/resume/0123456789abcdef')).toEqual([404, 'notFound'])

  await sandbox.control.inject({
    match: { method: 'POST', pathPart: '/without_vacancy' },
    times: 1,
    kind: 'dropAfterAccept',
  })
  const id = hub.newId<ChatId>()
  const messageId = hub.newId<MessageId>()
  const begin = {
    chatId: id,
    messageId,
    channelId,
    candidateExternalId: candidate.externalId,
    candidateName: candidate.fullName,
    text: 'Добрый день!',
    writtenAtMs: Date.now(),
  }
  expect(await hub.command('startChat', begin)).toBeNull()
  expect(await hub.chat(id)).toMatchObject({
    clientName: candidate.fullName,
    access: { kind: 'readOnly', reason: 'beginning' },
  })
  await expect.poll(async () => (await hub.chat(id)).access, PATIENCE).toEqual({ kind: 'open' })
  expect(await hub.chat(id)).toMatchObject({ isWithoutVacancy: true, reach: 'openContacts', response: null })
  expect((await hub.messages(id)).find((message) => message.id === messageId)).toMatchObject({
    author: { kind: 'agent' },
    delivery: { state: 'sent' },
    content: { text: 'Добрый день!' },
  })
  expect(texts(await hub.messages(id))).toEqual(['Добрый день!'])
  const { externalId } = await hub.chat(id)
  expect(await sandbox.control.received()).toHaveLength(1)

  const { vacancies } = await hub.json<VacanciesReply>(`/api/chats/${id}/vacancies`)
  expect(vacancies).toContainEqual(expect.objectContaining({ externalId: vacancyId, title: 'Продавец' }))

  const invitation = {
    chatId: id,
    messageId: hub.newId<MessageId>(),
    vacancyExternalId: vacancyId,
    vacancyTitle: 'Продавец',
    text: 'Приходите к нам',
  }
  const match = { method: 'POST', pathPart: '/negotiations/' }
  await sandbox.control.inject({ match, times: 1, kind: 'dropAfterAccept' })
  expect(await hub.command('inviteToVacancy', invitation)).toBeNull()
  await ends(id)
  const topics = await sandbox.control.topics()
  expect(topics).toHaveLength(1)
  const invited = await chatIdOf(topics[0]?.chatId ?? '')
  await expect.poll(async () => texts(await hub.messages(invited)), PATIENCE).toEqual(['Приходите к нам'])
  // Ours, and no response of theirs: nobody is called to it.
  expect(await hub.chat(invited)).toMatchObject({
    reach: 'invited',
    isWithoutVacancy: false,
    unread: 0,
    case: { state: { kind: 'idle' } },
    response: { vacancy: { title: 'Продавец' } },
  })

  expect(await hub.command('blockClient', { chatId: id, reason: 'other' })).toBeNull()
  await ends(id)
  const canWrite = async () => (await sandbox.control.chats()).find((chat) => chat.id === externalId)?.canApplicantWrite
  expect(await canWrite()).toBe(false)
  expect(await hub.command('unblockClient', { chatId: id })).toBeNull()
  await expect.poll(async () => (await hub.chat(id)).access, PATIENCE).toEqual({ kind: 'open' })
  expect(await canWrite()).toBe(true)

  expect(await hub.command('leaveChat', { chatId: id })).toBeNull()
  await ends(id)
  expect((await hub.chat(id)).access).toEqual({ kind: 'left' })
  expect((await eventsOf(id)).map(({ kind }) => kind).filter((kind) => kind !== 'participantLeft')).toEqual([
    'begunWithoutVacancy',
    'invited',
    'blocked',
    'unblocked',
    'left',
  ])
}, 60_000)

it('[RC-02] [M2] closed contacts begin nothing, and say so', async () => {
  await start()
  const { resumeId } = await sandbox.control.addResume({ ...anton, areContactsOpen: false })
  const query = new URLSearchParams({ reference: resumeId }).toString()
  const found = await hub.json<CandidateReply>(`/api/channels/${channelId}/candidates?${query}`)
  expect(found.candidate.hasOpenContacts).toBe(false)
  const unknown = await hub.request(`/api/channels/${channelId}/candidates?reference=${'0'.repeat(38)}`)
  expect(unknown.status).toBe(404)
  const id = hub.newId<ChatId>()
  const begin = {
    chatId: id,
    messageId: hub.newId<MessageId>(),
    channelId,
    candidateExternalId: resumeId,
    candidateName: '',
    text: 'Добрый день!',
    writtenAtMs: Date.now(),
  }
  expect(await hub.command('startChat', begin)).toBeNull()
  await expect
    .poll(() => eventsOf(id), PATIENCE)
    .toMatchObject([{ kind: 'begunWithoutVacancy', outcome: { kind: 'refused', reason: 'contactsClosed' } }])
  expect((await hub.chat(id)).access).toEqual({ kind: 'readOnly', reason: 'notBegun' })
  expect(await sandbox.control.received()).toEqual([])
})
