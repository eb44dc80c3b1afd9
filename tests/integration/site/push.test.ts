// Whole: every case is a few lines on one hub with its push service and clock, which take seconds to set up.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'

import { pushNotice, type PortalFrame } from '../../../shared/contract/portal'
import type { CallRecord } from '../../../shared/domain/call'
import type { CallId } from '../../../shared/domain/ids'
import { ManualClock } from '../../../shared/lib/manual-clock'
import type { Logger } from '../../../shared/lib/logger'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { startPushSandbox, type PushBrowser, type PushSandbox } from '../../../sandbox/push'
import { makeSiteRig, type SiteRig } from './rig'
import type { TestVisitor } from './visitor'

const MINUTE_S = 60
const STEP_S = 5
/** Half an hour. */
const MOST_STEPS = 360
const clock = new ManualClock(Date.now())
const logged: string[] = []
const note = (message: string, context?: unknown) => logged.push(message + JSON.stringify(context))
const logger: Logger = { error: note, warn: note, info: note, debug: note, child: () => logger }
let rig: SiteRig
let service: PushSandbox

beforeAll(async () => {
  await testTemplate()
  service = await startPushSandbox()
  rig = await makeSiteRig({ clock, logger, allowsLocalPush: true })
  // Pages that were open before the start have had their time to come back.
  await pass(2 * MINUTE_S)
}, PREPARING_MS)
afterAll(async () => {
  await rig.stop()
  await service.stop()
})
afterEach(() => {
  service.faults.clear()
})

/** Lets time go by as the hub sees it, and what it begins meanwhile come to its end. */
async function pass(seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= STEP_S) {
    clock.advance(Math.min(left, STEP_S) * 1000)
    await rig.hub.hub.settled()
  }
}

/** Time goes by until it is so. */
async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < MOST_STEPS && !isSo(); i += 1) await pass(STEP_S)
  expect(isSo()).toBe(true)
}

async function push(page: TestVisitor, frame: Parameters<TestVisitor['send']>[0]) {
  const before = page.frames.length
  page.send(frame)
  return page.until(({ frames }) =>
    frames.slice(before).find((one): one is Extract<PortalFrame, { type: 'push' }> => one.type === 'push'),
  )
}

let people = 0
/** Has opened a link, switched push on, and has the page before the eyes. */
async function person() {
  people += 1
  const wish = { person: { kind: 'new', name: `Анна ${String(people)}`, title: 'Бариста' }, validForDays: 30 }
  const { key, link } = await rig.makeLink(wish)
  const page = await rig.visitor({ channelId: null, key })
  const [welcome] = page.frames
  if (welcome?.type !== 'welcome' || welcome.pushKey === undefined) throw new Error('no welcome')
  const conversationId = welcome.conversations[0]?.id ?? ''
  const browser = service.subscribe(welcome.pushKey)
  expect(await push(page, { type: 'pushOn', subscription: browser.subscription })).toMatchObject({ isOn: true })
  await pass(1)
  return { key, link, page, browser, conversationId, chat: await rig.chat(conversationId) }
}

const leave = async (page: TestVisitor) => {
  page.close()
  await page.untilClosed()
}
const bodies = ({ received }: PushBrowser) => received.map(({ text }) => pushNotice.parse(JSON.parse(text)).body)

async function answer({ chat, conversationId }: Awaited<ReturnType<typeof person>>, text = 'Секретный ответ') {
  const id = await rig.answer(chat, text)
  await rig.desk.until(({ changes }) =>
    changes.some(({ entity, row }) => entity === 'message' && row?.id === id && row.delivery?.state === 'sent'),
  )
  return { id, conversationId }
}

it('[N1] a message is told by one push, soon, encrypted, and without a word of it', async () => {
  const anna = await person()
  await leave(anna.page)
  await answer(anna)
  await until(() => anna.browser.received.length > 0)
  const [received] = anna.browser.received
  expect(received).toMatchObject({ ttlS: 24 * 3600, urgency: 'normal', contact: 'https://otklik.invalid' })
  expect(received?.topic).toMatch(/^[\w-]{32}$/)
  expect(JSON.parse(received?.text ?? '')).toEqual({
    title: 'ООО «Ромашка»',
    body: '1 новое сообщение',
    language: 'ru',
    conversationId: anna.conversationId,
  })
  await pass(10 * MINUTE_S)
  expect(anna.browser.received).toHaveLength(1)
})

it('[N1] what comes soon after is told together, and takes the place of what the push service still keeps', async () => {
  const anna = await person()
  await leave(anna.page)
  anna.browser.goAway()
  const before = service.counts.requests
  await answer(anna)
  await until(() => service.counts.requests === before + 1)
  await answer(anna)
  await answer(anna)
  await until(() => service.counts.requests === before + 2)
  await pass(5 * MINUTE_S)
  expect(service.counts.requests).toBe(before + 2)
  anna.browser.comeBack()
  expect(bodies(anna.browser)).toEqual(['3 новых сообщения'])
})

it('[N5] [N1] nobody who looks at the page is told, whoever has it behind another window is', async () => {
  const anna = await person()
  await answer(anna)
  await pass(MINUTE_S)
  expect(anna.browser.received).toEqual([])
  anna.page.send({ type: 'looks', isLooking: false })
  // The hub has heard it once it answers what was asked after it.
  const { endpoint } = anna.browser.subscription
  expect(await push(anna.page, { type: 'pushAsk', endpoint })).toMatchObject({ isOn: true })
  await until(() => anna.browser.received.length === 1)
  const { id } = await answer(anna)
  anna.page.send({ type: 'read', conversationId: anna.conversationId, upTo: id })
  await anna.page.until((page) => page.state(anna.conversationId)?.unread === 0)
  await pass(2 * MINUTE_S)
  expect(anna.browser.received).toHaveLength(1)
  await leave(anna.page)
})

it('[N1] nothing goes to a browser whose link was revoked, or where it was switched off, or of what was taken back', async () => {
  const [revoked, off, back] = [await person(), await person(), await person()]
  for (const { page } of [revoked, back]) await leave(page)
  const path = `/api/site-channels/${rig.channel.id}/links/${revoked.link.id}`
  expect((await rig.hub.request(path, { method: 'DELETE' })).status).toBe(204)
  const { endpoint } = off.browser.subscription
  expect(await push(off.page, { type: 'pushAsk', endpoint })).toEqual({ type: 'push', isOn: true, isTaken: true })
  expect(await push(off.page, { type: 'pushOff', endpoint })).toEqual({ type: 'push', isOn: false, isTaken: true })
  expect(await push(off.page, { type: 'pushAsk', endpoint })).toMatchObject({ isOn: false })
  await leave(off.page)
  for (const one of [revoked, off]) await answer(one)
  const { id } = await answer(back)
  expect(await rig.hub.command('deleteMessage', { messageId: id })).toBeNull()
  await pass(3 * MINUTE_S)
  expect([revoked, off, back].map(({ browser }) => browser.received.length)).toEqual([0, 0, 0])
})

it('[N1] a subscription that has ended is forgotten at the first answer that says so', async () => {
  const anna = await person()
  await leave(anna.page)
  anna.browser.unsubscribe()
  const before = service.counts.requests
  await answer(anna)
  await until(() => service.counts.requests === before + 1)
  await answer(anna)
  await pass(5 * MINUTE_S)
  expect(service.counts.requests).toBe(before + 1)
  const again = await rig.visitor({ channelId: null, key: anna.key })
  const { endpoint } = anna.browser.subscription
  expect(await push(again, { type: 'pushAsk', endpoint })).toMatchObject({ isOn: false })
  await leave(again)
})

it('[N1] a busy or failing service is asked again, not before it wishes, and in the end no more', async () => {
  const anna = await person()
  await leave(anna.page)
  service.faults.add({ kind: 'status', status: 429, retryAfterS: 300, match: {}, times: 1 })
  const before = service.counts.requests
  await answer(anna)
  await until(() => service.counts.requests === before + 1)
  await pass(4 * MINUTE_S)
  expect(service.counts.requests).toBe(before + 1)
  await until(() => anna.browser.received.length === 1)
  await pass(MINUTE_S)
  service.faults.add({ kind: 'status', status: 503, match: {}, times: 100 })
  await answer(anna)
  await until(() => service.counts.requests === before + 8)
  await pass(30 * MINUTE_S)
  expect(service.counts.requests).toBe(before + 8)
})

it('[N1] where nobody knows whether it was taken it is not sent again', async () => {
  const anna = await person()
  await leave(anna.page)
  service.faults.add({ kind: 'dropAfterAccept', match: {}, times: 1 })
  await answer(anna)
  await until(() => anna.browser.received.length === 1)
  await pass(10 * MINUTE_S)
  expect(anna.browser.received).toHaveLength(1)
})

it('[K7] [N1] a missed call is told, urgently, and the desks learn it once', async () => {
  const anna = await person()
  await leave(anna.page)
  const call: CallRecord = {
    id: rig.hub.newId<CallId>(),
    chatId: anna.chat.id,
    direction: 'outgoing',
    number: '+79172041833',
    name: null,
    outcome: 'noAnswer',
    startedAtMs: clock.now(),
    durationMs: 0,
    isSeen: true,
  }
  expect(await rig.hub.command('recordCall', call)).toBeNull()
  await until(() => anna.browser.received.length === 1)
  expect([bodies(anna.browser), anna.browser.received[0]?.urgency]).toEqual([['Вам звонили'], 'high'])
  await answer(anna)
  await until(() => anna.browser.received.length === 2)
  expect(bodies(anna.browser)[1]).toBe('Вам звонили · 1 новое сообщение')
  const told = (await rig.messages(anna.chat)).filter(
    ({ content }) =>
      content.kind === 'chatEvent' && content.event.kind === 'missedCallTold' && content.event.how === 'push',
  )
  expect(told).toHaveLength(1)
})

it('[N1] a browser tells one person, five browsers at most are told, and addresses of others are spoken to never', async () => {
  const [anna, boris] = [await person(), await person()]
  const shared = anna.browser.subscription
  expect(await push(boris.page, { type: 'pushOn', subscription: shared })).toMatchObject({ isOn: true })
  expect(await push(anna.page, { type: 'pushAsk', endpoint: shared.endpoint })).toMatchObject({ isOn: false })
  const [welcome] = boris.page.frames
  const publicKey = welcome?.type === 'welcome' ? (welcome.pushKey ?? '') : ''
  for (let i = 0; i < 4; i += 1) {
    await pass(1)
    const { subscription } = service.subscribe(publicKey)
    expect(await push(boris.page, { type: 'pushOn', subscription })).toMatchObject({ isOn: true })
  }
  const { endpoint } = boris.browser.subscription
  expect(await push(boris.page, { type: 'pushAsk', endpoint })).toMatchObject({ isOn: false })
  expect(await push(boris.page, { type: 'pushAsk', endpoint: shared.endpoint })).toMatchObject({ isOn: true })
  const bad = [
    { ...shared, endpoint: 'https://127.0.0.1/push' },
    { ...shared, endpoint: 'https://intranet/push' },
    { ...shared, endpoint: 'http://push.example.com/a' },
    { ...shared, p256dh: 'AAAA' },
    { ...shared, p256dh: `B${'A'.repeat(86)}` },
    { ...shared, auth: 'AAAA' },
  ]
  for (const subscription of bad)
    expect([subscription, await push(boris.page, { type: 'pushOn', subscription })]).toEqual([
      subscription,
      { type: 'push', isOn: false, isTaken: false },
    ])
  for (const { page } of [anna, boris]) await leave(page)
})

it('[N1] the same keys after a restart, and nothing of a person in the log', async () => {
  const anna = await person()
  const [welcome] = anna.page.frames
  await rig.restart()
  const again = await rig.visitor({ channelId: null, key: anna.key })
  expect(again.frames[0]).toMatchObject({ pushKey: welcome?.type === 'welcome' ? welcome.pushKey : '' })
  const { endpoint, auth } = anna.browser.subscription
  expect(await push(again, { type: 'pushAsk', endpoint })).toMatchObject({ isOn: true })
  expect(logged.join('\n')).toContain('a push was not sent')
  for (const secret of [service.url, auth, 'Секретный', anna.conversationId])
    expect(logged.join('\n')).not.toContain(secret)
})
