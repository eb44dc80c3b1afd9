import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { ChannelGroupId, ChannelId, FileId, MessageId } from '#shared/domain/ids'
import { systemClock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'

import { createIdSource } from '../../ids'
import { layGroundwork } from '../../groundwork'
import { insertChannel } from '../../store/channels'
import { readDirectory } from '../../store/directory'
import { putSiteSettings } from '../../store/site-people'
import { Store } from '../../store/store'
import { makeTestFolder, PREPARING_MS, testTemplate } from '../../testing/test-folder'
import { MemoryHost } from '../testing/memory-host'
import { CompanyBook } from './company-book'
import { SiteChannel } from './site-channel'
import { createSiteEvents } from './site-events'
import { VisitorBook, type Identity } from './visitor-book'

const newId = createIdSource(systemClock)
const folder = makeTestFolder()
let store: Store
let channelId: ChannelId
let book: CompanyBook
let visitors: VisitorBook
let host: MemoryHost
let driver: SiteChannel

beforeAll(async () => {
  const place = { dataFolder: folder.path, templateFile: await testTemplate() }
  store = await Store.open(place, systemClock, silentLogger)
  await layGroundwork(store, newId)
}, PREPARING_MS)
afterAll(async () => {
  await store.close()
  folder.remove()
})
beforeEach(async () => {
  channelId = newId<ChannelId>()
  const [group] = (await store.read(readDirectory)).groups
  await store.write(async (tx) => {
    await insertChannel(tx, {
      id: channelId,
      kind: 'site',
      name: 'Сайт',
      config: '',
      pathSecret: '',
      driverSecret: null,
      driverState: null,
      health: { kind: 'connecting' },
      delivery: 'polling',
      account: null,
      createdAtMs: 1,
      removedAtMs: null,
      groupId: group?.id ?? newId<ChannelGroupId>(),
      settings: null,
      supersededByGroupId: null,
    })
    await putSiteSettings(tx, channelId, { company: 'Ромашка', greeting: '', sites: [], publicUrl: null })
  })
  const events = createSiteEvents(silentLogger)
  book = new CompanyBook(store, newId, events)
  visitors = new VisitorBook(store, newId, events)
  host = new MemoryHost()
  driver = new SiteChannel(channelId, host, book)
})

async function stranger(): Promise<Identity> {
  const found = await visitors.identify('k'.repeat(20) + newId().replaceAll('-', '').slice(0, 23), channelId, 0)
  if (!found.ok) throw new Error(found.error)
  return found.value
}

const say = (identity: Identity, conversationId: string, text: string, id = newId<string>()) =>
  visitors.say(identity, { type: 'say', id, conversationId, content: { kind: 'text', text } })

const texts = () =>
  [...host.messages.values()].map(({ content }) => (content.kind === 'text' ? content.text : content.kind))

describe('the driver of the site chat', () => {
  it('[M23] tells at the next start what was said while it was away, in order and once', async () => {
    const visitor = await stranger()
    const conversationId = newId<string>()
    for (const text of ['раз', 'два', 'три']) expect(await say(visitor, conversationId, text)).toBeNull()
    expect(texts()).toEqual([])
    driver.start()
    await expect.poll(texts).toEqual(['раз', 'два', 'три'])
    driver.dispose()
    const next = new SiteChannel(channelId, host, book)
    next.start()
    expect(await say(visitor, conversationId, 'четыре')).toBeNull()
    await expect.poll(texts).toEqual(['раз', 'два', 'три', 'четыре'])
    expect([...host.firstTimes.values()]).toEqual([1, 1, 1, 1])
    next.dispose()
  })

  it('[M23] one message is one, however often it is sent, and is found again after an unknown outcome', async () => {
    const { conversation } = await book.begin(channelId, 'Анна', null)
    const message = {
      id: newId<MessageId>(),
      chatExternalId: conversation.id,
      content: { kind: 'text' as const, text: 'Добрый день' },
    }
    expect(await driver.findSent(message)).toEqual({ kind: 'absent' })
    const sent = await driver.send(message)
    expect(await driver.send(message)).toEqual(sent)
    expect(sent.kind === 'sent' && (await driver.findSent(message))).toMatchObject({ externalId: message.id })
    expect((await visitors.page(conversation.visitorId, conversation.id, null))?.messages).toHaveLength(1)
  })

  it('[M2] begins one conversation with one message, however often it is asked', async () => {
    const found = await driver.findCandidate(' Анна\u202E Петрова ')
    if (found.kind !== 'ok') throw new Error(found.kind)
    expect(found.value).toMatchObject({ fullName: 'Анна Петрова', hasOpenContacts: true })
    const wish = { messageId: newId<MessageId>(), candidateExternalId: found.value.externalId, text: 'Здравствуйте' }
    const [first, second] = [await driver.startChat(wish), await driver.startChat(wish)]
    expect(first).toEqual(second)
    expect(first).toMatchObject({
      kind: 'started',
      chat: { clientName: 'Анна Петрова', isWithoutVacancy: true, access: 'open' },
      message: { externalId: wish.messageId, direction: 'out' },
    })
    expect(await driver.findCandidate(' \u200B ')).toEqual({ kind: 'notFound' })
    expect(await driver.startChat({ ...wish, messageId: newId<MessageId>(), text: ' ' })).toMatchObject({
      reason: 'empty',
    })
  })

  it('[M6] [M7] [M8] [M10] refuses in words what cannot be, and repeats nothing twice', async () => {
    const { conversation, visitor } = await book.begin(channelId, 'Анна', null)
    const send = (text: string, chatExternalId = conversation.id) =>
      driver.send({ id: newId<MessageId>(), chatExternalId, content: { kind: 'text', text } })
    expect(await send('в никуда', newId())).toMatchObject({ reason: 'chatGone' })
    const sent = await send('текст')
    const externalId = sent.kind === 'sent' ? sent.externalId : ''
    const edited = () => book.find(externalId).then((message) => message?.editedAtMs)
    expect(await driver.editMessage(conversation.id, externalId, 'другой')).toEqual({ kind: 'done' })
    const firstEdit = await edited()
    expect(await driver.editMessage(conversation.id, externalId, 'другой')).toEqual({ kind: 'done' })
    expect(await edited()).toBe(firstEdit)
    expect(await driver.editMessage(conversation.id, externalId, '\u200B')).toMatchObject({ reason: 'empty' })
    expect(await driver.deleteMessage(conversation.id, externalId)).toEqual({ kind: 'done' })
    expect(await driver.deleteMessage(conversation.id, externalId)).toEqual({ kind: 'done' })
    expect(await driver.editMessage(conversation.id, externalId, 'снова')).toMatchObject({ reason: 'rejected' })
    expect((await book.find(externalId))?.content).toBeNull()

    expect(await driver.block(conversation.id, newId())).toMatchObject({ reason: 'chatGone' })
    expect(await driver.block(conversation.id, visitor.id)).toEqual({ kind: 'done' })
    expect(await send('блок')).toMatchObject({ reason: 'clientBlocked' })
    expect(await driver.unblock(conversation.id, visitor.id)).toEqual({ kind: 'done' })
    expect(await driver.leave(conversation.id)).toEqual({ kind: 'done' })
    expect(await driver.leave(conversation.id)).toEqual({ kind: 'done' })
    expect(await send('вышли')).toMatchObject({ reason: 'chatReadOnly' })
    const fileId = newId<FileId>()
    const { conversation: other } = await book.begin(channelId, 'Олег', null)
    const file = { id: newId<MessageId>(), chatExternalId: other.id, content: { kind: 'image' as const, fileId } }
    expect(await driver.send(file)).toMatchObject({ reason: 'fileMissing' })
  })
})
