// Whole: each case is a few lines on one hub with its mail server and clock, which would have to be set up again elsewhere.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'

import type { CallId, ChannelGroupId, ChannelId, ChatId, MessageId } from '#shared/domain/ids'
import { silentLogger, type Logger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'

import { fakeCapabilities } from '../channels/fake-channel'
import { CompanyBook, createSiteEvents, OpenPages, VisitorBook, type Identity } from '../channels/site'
import { recordCall } from '../commands/call-commands'
import { nowhere } from '../elsewhere'
import { layGroundwork } from '../groundwork'
import { createIdSource } from '../ids'
import { ingest } from '../ingest/ingest'
import { insertChannel } from '../store/channels'
import { chatByExternalId } from '../store/chats'
import { readDirectory } from '../store/directory'
import { claimNotice } from '../store/mail'
import { newestOfChats } from '../store/messages'
import { directly } from '../network/directly'
import { putSiteSettings } from '../store/site-people'
import { Store } from '../store/store'
import { closedPort, PASSWORD, readLetter, refusal, startMailServer, type TestMailServer } from '../testing/mail-server'
import { makeTestFolder, PREPARING_MS, testTemplate } from '../testing/test-folder'
import { MailNotices, NOTICE_AFTER_MS } from './mail-notices'
import { letterSender, type MailServer } from './send-letter'

const sendLetter = letterSender(directly().throughProxy)
const MINUTE_MS = 60_000
const clock = new ManualClock()
const newId = createIdSource(clock)
const folder = makeTestFolder()
const pages = new OpenPages(silentLogger, nowhere)
let store: Store
let book: CompanyBook
let visitors: VisitorBook
let channelId: ChannelId
let mail: TestMailServer
let server: MailServer | null
let refused: Error | null
let notices: MailNotices

beforeAll(async () => {
  store = await Store.open({ dataFolder: folder.path, templateFile: await testTemplate() }, clock, silentLogger)
  await layGroundwork(store, newId)
  const events = createSiteEvents(silentLogger)
  book = new CompanyBook(store, newId, events)
  visitors = new VisitorBook(store, newId, events)
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
    const sites = ['https://romashka.ru']
    await putSiteSettings(tx, channelId, { company: 'Ромашка', greeting: '', sites, publicUrl: null })
  })
}, PREPARING_MS)
afterAll(async () => {
  await store.close()
  folder.remove()
})
beforeEach(async () => {
  refused = null
  mail = await startMailServer(
    {},
    {
      onRcptTo: (_address, _session, done) => {
        done(refused)
      },
    },
  )
  server = mail.server
  notices = await begin()
})
afterEach(async () => {
  await notices.stop()
  await mail.close()
  for (const visitorId of reachable.splice(0)) await visitors.setEmail(visitorId, null, null)
})

async function begin(logger: Logger = silentLogger, send = sendLetter): Promise<MailNotices> {
  const started = new MailNotices({ store, clock, newId, logger, pages, server: async () => server, send })
  await started.start()
  return started
}

/** Lets time go by as the notices see it. */
async function pass(minutes: number): Promise<void> {
  const stepMs = minutes > 20 ? 5 * MINUTE_MS : MINUTE_MS / 2
  for (let left = minutes * MINUTE_MS; left > 0; left -= stepMs) {
    clock.advance(stepMs)
    await notices.idle()
  }
}

interface Person {
  readonly identity: Identity & { readonly known: NonNullable<Identity['known']> }
  readonly visitorId: string
  readonly conversationId: string
  readonly email: string
}

/** Who left an address in this test. */
const reachable: string[] = []
let people = 0
/** Has written from the icon's page, left an address and gone. */
async function person(language: 'ru' | 'en' = 'ru'): Promise<Person> {
  people += 1
  const key = `${'k'.repeat(20)}${newId().replaceAll('-', '').slice(0, 23)}`
  const found = await visitors.identify(key, channelId, clock.now())
  if (!found.ok) throw new Error(found.error)
  const conversationId = newId<string>()
  const content = { kind: 'text' as const, text: 'Здравствуйте' }
  await visitors.say(found.value, { type: 'say', id: newId(), conversationId, content })
  const known = await visitors.admit(found.value)
  const email = `person${String(people)}@mail.ru`
  const identity = { ...found.value, known }
  reachable.push(known.visitorId)
  await visitors.used(identity, language)
  expect(await visitors.setEmail(known.visitorId, email, language)).toBe(true)
  return { identity, visitorId: known.visitorId, conversationId, email }
}

async function answer({ conversationId }: Person, text = 'Секретный ответ'): Promise<MessageId> {
  const id = newId<MessageId>()
  expect(await book.put({ id, conversationId, content: { kind: 'text', text } })).toMatchObject({ kind: 'there' })
  return id
}

/** The hub has the conversation too. */
async function chatOf({ conversationId, visitorId }: Person): Promise<ChatId> {
  const told = {
    externalId: conversationId,
    clientExternalId: visitorId,
    clientName: '',
    avatarFileId: null,
    subject: null,
    createdAtMs: clock.now(),
    access: 'open' as const,
  }
  return store.write(async (tx) => {
    await ingest(tx, { channelId, capabilities: fakeCapabilities, newId }, { chats: [told], messages: [] })
    const chat = await chatByExternalId(tx, channelId, conversationId)
    if (!chat) throw new Error('no chat')
    return chat.id
  })
}

/** Rings and is not answered. */
async function call(chatId: ChatId): Promise<MessageId> {
  const id = newId<CallId>()
  const context = { newId, site: book, capabilitiesOf: () => fakeCapabilities }
  await store.write((tx) =>
    recordCall(tx, context, newId(), {
      id,
      chatId,
      direction: 'outgoing',
      number: '+79172041833',
      name: null,
      outcome: 'noAnswer',
      startedAtMs: clock.now(),
      durationMs: 0,
      isSeen: true,
    }),
  )
  // In the visitor's book the message bears the call's id.
  return id as string as MessageId
}

async function toldByMail(chatId: ChatId): Promise<number> {
  const said = await store.read((view) => newestOfChats(view, [chatId], 50))
  return said.filter(
    ({ content }) =>
      content.kind === 'chatEvent' && content.event.kind === 'missedCallTold' && content.event.how === 'email',
  ).length
}

const read = (who: Person, id: MessageId) => visitors.read(who.visitorId, channelId, who.conversationId, id)
const lettersTo = ({ email }: Person) => mail.letters.filter(({ to }) => to.includes(email))

it('[RC-10] [N1] one letter for many messages, five minutes after, without a word of them', async () => {
  const anna = await person()
  await pass(10)
  await answer(anna)
  await answer(anna)
  await answer(anna)
  await pass(4)
  expect(lettersTo(anna)).toHaveLength(0)
  await pass(2)
  expect(lettersTo(anna)).toHaveLength(1)
  const letter = lettersTo(anna)[0]?.source ?? ''
  const { text } = readLetter(letter)
  expect(text).toContain('Ромашка: вас ждут 3 новых сообщения в чате.')
  expect(text).toContain('https://romashka.ru')
  expect(text + readLetter(letter).html).not.toContain('Секретный')
  await answer(anna)
  await pass(60)
  expect(lettersTo(anna)).toHaveLength(1)
})

it('[N1] in the language of the page; another letter only after the visitor was there, and only about what is new', async () => {
  const anna = await person('en')
  await answer(anna)
  await pass(8)
  expect(readLetter(lettersTo(anna)[0]?.source ?? '').text).toContain('1 new message waits for you')
  const page = pages.open(anna.visitorId)
  await visitors.used(anna.identity, 'en')
  page.dispose()
  await pass(60)
  expect(lettersTo(anna)).toHaveLength(1)
  await answer(anna)
  await pass(6)
  expect(lettersTo(anna)).toHaveLength(2)
  expect(readLetter(lettersTo(anna)[1]?.source ?? '').text).toContain('1 new message waits for you')
})

it('[K7] says that somebody called, and the desks learn it once', async () => {
  const anna = await person('en')
  const chat = await chatOf(anna)
  await call(chat)
  await call(chat)
  await pass(8)
  expect(readLetter(lettersTo(anna)[0]?.source ?? '').text).toContain('Ромашка: somebody called you')
  expect(await toldByMail(chat)).toBe(1)
  const page = pages.open(anna.visitorId)
  await visitors.used(anna.identity, 'en')
  page.dispose()
  await answer(anna)
  await pass(8)
  expect(lettersTo(anna)).toHaveLength(2)
  expect(await toldByMail(chat)).toBe(1)
})

it('[K7] no letter of a call that was read of in time', async () => {
  const anna = await person()
  const chat = await chatOf(anna)
  await read(anna, await call(chat))
  await pass(30)
  expect([lettersTo(anna).length, await toldByMail(chat)]).toEqual([0, 0])
})

it('[N1] none while a page is open, and not at once when it is closed', async () => {
  const anna = await person()
  const pagesOfAnna = [pages.open(anna.visitorId), pages.open(anna.visitorId)]
  await answer(anna)
  await pass(20)
  pagesOfAnna[0]?.dispose()
  await pass(20)
  pagesOfAnna[1]?.dispose()
  await pass(4)
  expect(lettersTo(anna)).toHaveLength(0)
  await pass(3)
  expect(lettersTo(anna)).toHaveLength(1)
})

it('[N1] none about what was read, taken back, or when the address was removed', async () => {
  const [reads, loses, stops] = [await person(), await person(), await person()]
  await read(reads, await answer(reads))
  await book.takeBack(await answer(loses))
  await answer(stops)
  expect(await visitors.setEmail(stops.visitorId, null, null)).toBe(true)
  await pass(30)
  expect(mail.letters).toEqual([])
})

it('[N1] none to whom the company has blocked, and to whom no key opens anything any more', async () => {
  const blocked = await person()
  await answer(blocked)
  await book.setBlocked(blocked.visitorId, blocked.conversationId, true)
  const { visitor, conversation } = await book.begin(channelId, 'Пётр', null, 'petr@mail.ru')
  reachable.push(visitor.id)
  const { link } = await book.makeLink(channelId, visitor, 30)
  await book.put({ id: newId<MessageId>(), conversationId: conversation.id, content: { kind: 'text', text: 'да' } })
  await book.revoke(channelId, link.id)
  await pass(30)
  expect(mail.letters).toEqual([])
})

it('[N1] whom a link was made for is told to open that link', async () => {
  const { visitor, conversation } = await book.begin(channelId, 'Пётр', null, 'petr2@mail.ru')
  reachable.push(visitor.id)
  await book.makeLink(channelId, visitor, 30)
  await book.put({ id: newId<MessageId>(), conversationId: conversation.id, content: { kind: 'text', text: 'да' } })
  await pass(7)
  expect(mail.letters.map(({ to }) => to)).toEqual([['petr2@mail.ru']])
  expect(readLetter(mail.letters[0]?.source ?? '').text).toContain('откройте ссылку, которую вам дала компания')
})

it('[N1] a hub that ended between the claim and the letter does not send it again', async () => {
  const anna = await person()
  await answer(anna)
  await notices.stop()
  clock.advance(NOTICE_AFTER_MS + MINUTE_MS)
  expect(await store.write((tx) => claimNotice(tx, anna.visitorId, NOTICE_AFTER_MS))).toMatchObject({ to: anna.email })
  expect(await store.write((tx) => claimNotice(tx, anna.visitorId, NOTICE_AFTER_MS))).toBeNull()
  const warn = vi.fn()
  notices = await begin({ ...silentLogger, warn })
  await pass(120)
  expect(lettersTo(anna)).toHaveLength(0)
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('not sent again'), { count: 1 })
})

it('[N1] what was sent before the end is not sent after it; what was not yet due is', async () => {
  const [told, later] = [await person(), await person()]
  await answer(told)
  await pass(6)
  await answer(later)
  await notices.stop()
  notices = await begin()
  await pass(30)
  expect([lettersTo(told).length, lettersTo(later).length]).toEqual([1, 1])
})

it('[N1] pages have a minute to come back after a start', async () => {
  const anna = await person()
  await answer(anna)
  await notices.stop()
  clock.advance(60 * MINUTE_MS)
  notices = await begin()
  await pass(0.5)
  const page = pages.open(anna.visitorId)
  await pass(10)
  expect(lettersTo(anna)).toHaveLength(0)
  page.dispose()
})

it('[N1] a server that cannot be reached is asked again, later each time, and everybody waits for it', async () => {
  const [anna, boris] = [await person(), await person()]
  await answer(anna)
  await answer(boris)
  server = { ...mail.server, port: await closedPort() }
  const send = vi.fn(sendLetter)
  await notices.stop()
  notices = await begin(silentLogger, send)
  await pass(6)
  expect(send).toHaveBeenCalledTimes(1)
  await pass(8)
  expect(send.mock.calls.length).toBeLessThan(6)
  server = mail.server
  notices.settingsChanged()
  await pass(12)
  expect([lettersTo(anna).length, lettersTo(boris).length]).toEqual([1, 1])
})

it('[N1] a wrong password is not tried over and over, gives up in the end, and names nobody in the log', async () => {
  const anna = await person()
  await answer(anna)
  server = { ...mail.server, user: 'otklik', password: `не ${PASSWORD}` }
  const warn = vi.fn()
  const send = vi.fn(sendLetter)
  await notices.stop()
  notices = await begin({ ...silentLogger, warn }, send)
  await pass(5 * 60)
  expect(send).toHaveBeenCalledTimes(8)
  expect(mail.letters).toEqual([])
  expect(JSON.stringify(warn.mock.calls)).toContain('login')
  expect(JSON.stringify(warn.mock.calls)).not.toContain(anna.email)
})

it('[N1] a refused recipient holds nobody up: for now is tried again, for good is given up', async () => {
  const anna = await person()
  await answer(anna)
  refused = refusal(451, 'come later')
  await pass(6)
  expect(lettersTo(anna)).toHaveLength(0)
  refused = null
  await pass(3)
  expect(lettersTo(anna)).toHaveLength(1)
  const boris = await person()
  await answer(boris)
  refused = refusal(550, 'no such box')
  await pass(6)
  refused = null
  const olga = await person()
  await answer(olga)
  await pass(60)
  expect([lettersTo(boris).length, lettersTo(olga).length]).toEqual([0, 1])
})

it('[N1] reading meanwhile ends the tries', async () => {
  const anna = await person()
  const id = await answer(anna)
  refused = refusal(451, 'come later')
  await pass(6)
  await read(anna, id)
  refused = null
  await pass(120)
  expect(lettersTo(anna)).toHaveLength(0)
})

it('[N1] nothing is claimed while no mail is set up', async () => {
  const anna = await person()
  await answer(anna)
  server = null
  await pass(60)
  server = mail.server
  await pass(1)
  expect(lettersTo(anna)).toHaveLength(1)
})
