import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'

import type { CallRecord } from '#shared/domain/call'
import { defaultCalls } from '#shared/domain/channel-calls'
import type { CallId, ChatId } from '#shared/domain/ids'

import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'

const MINUTE_MS = 60_000
const TEXT = '{имя}, мы вам звонили по вакансии «{вакансия}».'
let centre: ContactCentre
let name: string
let chat: ChatId

beforeAll(async () => {
  await testTemplate()
  centre = await ContactCentre.open('avitoJobs')
}, PREPARING_MS)
afterAll(() => centre.close())
beforeEach(async () => {
  await told(true)
  name = centre.newName()
  chat = await centre.write(name)
})

const told = (isTold: boolean, text = TEXT) =>
  centre.settings({ calls: { ...defaultCalls('avito'), missed: { isTold, text } } })

function call(change: Partial<CallRecord> = {}): CallRecord {
  return {
    id: centre.hub.newId<CallId>(),
    chatId: chat,
    direction: 'outgoing',
    number: '+79172041833',
    name: null,
    outcome: 'noAnswer',
    startedAtMs: centre.clock.now(),
    durationMs: 0,
    isSeen: true,
    ...change,
  }
}

const record = async (one: CallRecord) => {
  expect(await centre.act('recordCall', one)).toBeNull()
  await centre.settle()
}
/** What the client got of us. */
const got = () => centre.hub.platform.texts(name)

it('[RC-25] [K7] tells the client of a call that nobody took, once however often it is recorded, and over a restart', async () => {
  const missed = call()
  for (let round = 0; round < 3; round += 1) await record(missed)
  await centre.restart()
  await record(missed)
  expect(got()).toEqual(['Мы вам звонили по вакансии «Водитель».'])
  const [said] = (await centre.hub.messages(chat)).filter(({ direction }) => direction === 'out')
  expect(said).toMatchObject({ author: { kind: 'rule', rule: 'missedCall' }, delivery: { state: 'sent' } })
})

it('[K7] it is no answer: the client waits on, nobody has the case, and it is not held up from closing', async () => {
  const before = (await centre.hub.chat(chat)).case
  await record(call())
  expect(got()).toHaveLength(1)
  expect((await centre.hub.chat(chat)).case).toEqual(before)
})

it.each(['answered', 'declined', 'cancelled', 'failed', 'interrupted'] as const)(
  '[K7] says nothing of a call that was %s before it rang',
  async (outcome) => {
    await record(call({ outcome, hasRung: false }))
    await record(call({ outcome }))
    expect(got()).toEqual([])
  },
)

it('[K7] tells of an engaged line, of no call of theirs, and of none that is no news any more', async () => {
  await record(call({ direction: 'incoming', outcome: 'missed' }))
  await record(call({ startedAtMs: centre.clock.now() - 31 * MINUTE_MS }))
  expect(got()).toEqual([])
  await record(call({ outcome: 'busy' }))
  expect(got()).toHaveLength(1)
})

it('[K7] tells of a call that was given up once it rang, and of none that the client declined', async () => {
  await record(call({ outcome: 'declined', hasRung: true }))
  expect(got()).toEqual([])
  await record(call({ outcome: 'cancelled', hasRung: true }))
  expect(got()).toHaveLength(1)
})

it('[K7] five calls within an hour are one text, and the next hour has its own', async () => {
  for (let redial = 0; redial < 5; redial += 1) {
    await record(call())
    centre.clock.advance(5 * MINUTE_MS)
  }
  expect(got()).toHaveLength(1)
  centre.clock.advance(35 * MINUTE_MS)
  await record(call())
  expect(got()).toHaveLength(2)
})

it('[K7] where it is off, or nothing can be written, nothing is sent and the call is recorded all the same', async () => {
  await told(false)
  await record(call())
  await told(true)
  await centre.act('blockClient', { chatId: chat, reason: 'spam' })
  await record(call())
  expect(got()).toEqual([])
  const lines = (await centre.hub.messages(chat)).filter(({ content }) => content.kind === 'phoneCall')
  expect(lines).toHaveLength(2)
})

it('[K7] a text of which nothing remains is not sent', async () => {
  await told(true, '{имя}')
  await record(call())
  expect(got()).toEqual([])
})
