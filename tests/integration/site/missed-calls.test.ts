import { randomUUID } from 'node:crypto'

import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'

import type { Administration } from '../../../shared/contract/administration'
import type { CallRecord } from '../../../shared/domain/call'
import { callOutcome } from '../../../shared/domain/call-outcome'
import type { CallId } from '../../../shared/domain/ids'
import type { Chat } from '../../../shared/domain/chat'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { makeSiteRig, type SiteRig } from './rig'
import type { TestVisitor } from './visitor'

let rig: SiteRig
let visitor: TestVisitor
let conversationId: string
let chat: Chat

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
beforeEach(async () => {
  rig = await makeSiteRig()
  await setNote('Звонят по вакансии «{вакансия}»')
  visitor = await rig.visitor()
  conversationId = randomUUID()
  await visitor.say('Здравствуйте', conversationId)
  chat = await rig.chat(conversationId)
})
afterEach(() => rig.stop())

async function setNote(note: string): Promise<void> {
  const { channels } = await rig.hub.json<Administration>('/api/administration')
  const settings = channels[0]?.settings
  if (!settings) throw new Error('a channel without settings')
  const body = JSON.stringify({ ...settings, calls: { ...settings.calls, note } })
  const headers = { 'content-type': 'application/json' }
  const path = `/api/administration/channels/${rig.channel.id}`
  expect((await rig.hub.request(path, { method: 'PUT', body, headers })).status).toBe(204)
}

const missed = (): CallRecord => ({
  id: rig.hub.newId<CallId>(),
  chatId: chat.id,
  direction: 'outgoing',
  number: '+79172041833',
  name: null,
  outcome: 'noAnswer',
  startedAtMs: Date.now(),
  durationMs: 0,
  isSeen: true,
})

const told = async () =>
  (await rig.messages(chat)).flatMap(({ content, atMs }) =>
    content.kind === 'chatEvent' ? [{ event: content.event, atMs }] : [],
  )

it('[RC-25] [RC-26] [K7] a call that nobody took stands in the visitor’s chat at once, unread, and once over repeats and a restart', async () => {
  const call = missed()
  expect(await rig.hub.command('recordCall', call)).toBeNull()
  await visitor.until(({ texts }) => texts.includes('missedCall'))
  expect(visitor.shown.at(-1)).toMatchObject({
    id: call.id,
    isMine: false,
    content: { kind: 'missedCall', note: 'Звонят по вакансии' },
  })
  await visitor.until((page) => page.state(conversationId)?.unread === 1)
  expect(visitor.state(conversationId)).toMatchObject({ isLastMissedCall: true, lastText: '' })
  expect(await rig.hub.command('recordCall', call)).toBeNull()
  await rig.restart()
  expect(await rig.hub.command('recordCall', call)).toBeNull()
  const again = await rig.visitor({ key: visitor.key })
  const history = await again.history(conversationId)
  expect(history.map(({ content }) => content.kind)).toEqual(['text', 'missedCall'])
  expect(await told()).toEqual([
    { event: { kind: 'missedCallTold', how: 'chat', note: 'Звонят по вакансии' }, atMs: history.at(-1)?.atMs },
  ])
  // The list says of the chat that it was called, and not that this was told.
  expect((await rig.hub.chat(chat.id)).lastMessage?.content.kind).toBe('phoneCall')
})

it('[K7] a visitor who had no page open finds the call there on coming back', async () => {
  visitor.close()
  await visitor.untilClosed()
  const call = { ...missed(), outcome: callOutcome('outgoing', false, 'notOnPage') }
  expect(await rig.hub.command('recordCall', call)).toBeNull()
  expect(await rig.hub.command('recordCall', call)).toBeNull()
  const again = await rig.visitor({ key: visitor.key })
  expect((await again.history(conversationId)).map(({ content }) => content.kind)).toEqual(['text', 'missedCall'])
})

it('[K7] read by the visitor it is unread no more and becomes no message of ours', async () => {
  await rig.hub.command('recordCall', missed())
  const shown = await visitor.until(({ shown }) => shown.find(({ content }) => content.kind === 'missedCall'))
  visitor.send({ type: 'read', conversationId, upTo: shown.id })
  await visitor.until((page) => page.state(conversationId)?.unread === 0)
  // What is said after it comes after it: the driver has passed on what it had to.
  await visitor.say('Перезвоните', conversationId)
  await rig.desk.until(({ changes }) =>
    changes.some(
      ({ entity, row }) => entity === 'message' && row?.content.kind === 'text' && row.content.text === 'Перезвоните',
    ),
  )
  expect((await rig.messages(chat)).map(({ content }) => content.kind)).toEqual([
    'text',
    'phoneCall',
    'chatEvent',
    'text',
  ])
})

it('[K7] neither who was blocked nor who is left hears of it', async () => {
  await rig.hub.command('blockClient', { chatId: chat.id, reason: 'other' })
  await visitor.until((page) => page.state(conversationId)?.state === 'blocked')
  expect(await rig.hub.command('recordCall', missed())).toBeNull()
  expect(await visitor.history(conversationId)).toHaveLength(1)
  expect((await told()).filter(({ event }) => event.kind === 'missedCallTold')).toEqual([])
})
