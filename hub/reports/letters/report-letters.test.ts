import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'

import type { ReportPlan } from '#shared/domain/report/plan'
import { silentLogger, type Logger } from '#shared/lib/logger'

import { letterSender, type MailServer } from '../../mail/send-letter'
import { directly } from '../../network/directly'
import { agentsByIds, updateAgent } from '../../store/agents'
import { claimLetter, dueLetters, listPlans, removePlan, savePlan, sendPlanNow } from '../../store/report-plans'
import { closedPort, readLetter, refusal, startMailServer, type TestMailServer } from '../../testing/mail-server'
import { QueueRig } from '../../testing/queue-rig'
import { PREPARING_MS } from '../../testing/test-folder'
import { ReportLetters } from './report-letters'

const sendLetter = letterSender(directly().throughProxy)
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Every day at nine, of yesterday. The clock of the tests begins at noon in Moscow. */
const PLAN: ReportPlan = {
  name: 'Утренний отчёт',
  period: 'yesterday',
  grouping: 'channel',
  file: 'xlsx',
  weekdays: [0, 1, 2, 3, 4, 5, 6],
  atMin: 9 * 60,
  receivers: ['anna@mail.ru'],
  language: 'ru',
}

let rig: QueueRig
let mail: TestMailServer
let server: MailServer | null
let refused: Error | null
let letters: ReportLetters
let planId: string

beforeAll(async () => {
  rig = await QueueRig.open()
  await rig.chat('of today')
}, PREPARING_MS)
afterAll(() => rig.close())
beforeEach(async () => {
  refused = null
  const onRcptTo = (_address: unknown, _session: unknown, done: (error?: Error | null) => void) => {
    done(refused)
  }
  mail = await startMailServer({}, { onRcptTo })
  server = mail.server
  planId = rig.newId()
  letters = await begin()
})
afterEach(async () => {
  await letters.stop()
  await rig.store.write((tx) => removePlan(tx, planId))
  await mail.close()
})

async function begin(logger: Logger = silentLogger, send = sendLetter): Promise<ReportLetters> {
  const started = new ReportLetters({ store: rig.store, clock: rig.clock, logger, server: async () => server, send })
  await started.start()
  return started
}

const save = (patch: Partial<ReportPlan> = {}, isOn = true) =>
  rig.store.write((tx) => savePlan(tx, planId, { plan: { ...PLAN, ...patch }, isOn, authorId: rig.me }))
const shown = async () => (await rig.store.read(listPlans)).find(({ id }) => id === planId)
const states = async () => (await shown())?.letters.map(({ state, failure }) => [state, failure])

/** Lets time go by as the sender sees it. */
async function pass(forMs: number): Promise<void> {
  const stepMs = forMs > 2 * HOUR_MS ? HOUR_MS / 2 : 15_000
  for (let left = forMs; left > 0; left -= stepMs) {
    rig.clock.advance(stepMs)
    await letters.idle()
  }
}

it('[V4] goes out at its minute of its days with the numbers and the cases, once', async () => {
  await save()
  expect((await shown())?.nextAtMs).toBe(Date.UTC(2026, 0, 13, 6))
  await pass(20 * HOUR_MS)
  expect(mail.letters).toHaveLength(0)
  await pass(2 * HOUR_MS)
  expect(mail.letters.map(({ to }) => to)).toEqual([['anna@mail.ru']])
  const source = mail.letters[0]?.source ?? ''
  expect(readLetter(source).text).toContain('Утренний отчёт: 2026-01-12')
  expect(readLetter(source).text).toMatch(/Всего \| \d+ \| /)
  expect(source).toContain('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  expect(await states()).toEqual([['sent', null]])
  expect((await shown())?.nextAtMs).toBe(Date.UTC(2026, 0, 14, 6))
})

it('[V4] says no more than is planned, in its language, to each receiver apart', async () => {
  await save({ file: 'none', language: 'en', receivers: ['a@mail.ru', 'b@mail.ru'], grouping: 'day' })
  await rig.store.write((tx) => sendPlanNow(tx, planId, 'once'))
  await rig.store.write((tx) => sendPlanNow(tx, planId, 'once'))
  await pass(MINUTE_MS)
  expect(mail.letters.map(({ to }) => to)).toEqual([['a@mail.ru'], ['b@mail.ru']])
  expect(mail.letters[0]?.source).not.toContain('spreadsheetml')
  expect(readLetter(mail.letters[0]?.source ?? '').text).toContain('Total | ')
})

it('[V4] is sent on demand while it is off, and by itself only while it is on', async () => {
  await save({}, false)
  expect((await shown())?.nextAtMs).toBeNull()
  await pass(2 * DAY_MS)
  expect(mail.letters).toHaveLength(0)
  expect(await rig.store.write((tx) => sendPlanNow(tx, planId, 'now'))).toBe(true)
  expect(await rig.store.write((tx) => sendPlanNow(tx, rig.newId(), 'now'))).toBe(false)
  await pass(MINUTE_MS)
  expect(mail.letters).toHaveLength(1)
})

it('[V4] a hub that ended while it was handed over does not send it again, and says so', async () => {
  await save()
  await rig.store.write((tx) => sendPlanNow(tx, planId, 'now'))
  await letters.stop()
  const [due] = await rig.store.read((view) => dueLetters(view, 9))
  if (!due) throw new Error('nothing is due')
  expect(await rig.store.write((tx) => claimLetter(tx, due))).toMatchObject({ state: 'sending', attempts: 1 })
  expect(await rig.store.write((tx) => claimLetter(tx, due))).toBeNull()
  const warn = vi.fn()
  letters = await begin({ ...silentLogger, warn })
  await pass(HOUR_MS)
  expect([mail.letters.length, await states()]).toEqual([0, [['unknown', null]]])
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('not sent again'), { count: 1 })
})

it('[V4] of the moments that passed while no hub was there sends one', async () => {
  await save()
  await letters.stop()
  rig.clock.advance(4 * DAY_MS)
  letters = await begin()
  await pass(HOUR_MS)
  expect(mail.letters).toHaveLength(1)
})

it('[V4] two hubs send it once', async () => {
  await save()
  await rig.store.write((tx) => sendPlanNow(tx, planId, 'now'))
  const other = await begin()
  await pass(MINUTE_MS)
  await other.idle()
  await other.stop()
  expect(mail.letters).toHaveLength(1)
})

it('[V4] a server that is not there is asked again, later each time, and in the end it has failed', async () => {
  await save({}, false)
  await rig.store.write((tx) => sendPlanNow(tx, planId, 'now'))
  server = { ...mail.server, port: await closedPort() }
  const send = vi.fn(sendLetter)
  await letters.stop()
  letters = await begin(silentLogger, send)
  await pass(2 * MINUTE_MS)
  expect(await states()).toEqual([['waiting', 'connection']])
  await pass(10 * HOUR_MS)
  expect(send).toHaveBeenCalledTimes(8)
  expect(await states()).toEqual([['failed', 'connection']])
})

it('[V4] a refused receiver keeps the others from nothing, and stands in no log', async () => {
  await save({ receivers: ['gone@mail.ru'] }, false)
  await rig.store.write((tx) => sendPlanNow(tx, planId, 'now'))
  refused = refusal(550, 'no such box')
  const warn = vi.fn()
  await letters.stop()
  letters = await begin({ ...silentLogger, warn })
  await pass(MINUTE_MS)
  expect(await states()).toEqual([['failed', 'recipient']])
  expect(JSON.stringify(warn.mock.calls)).not.toContain('gone@')
})

it('[V4] without a mail server it waits a day for one', async () => {
  await save({}, false)
  await rig.store.write((tx) => sendPlanNow(tx, planId, 'now'))
  server = null
  await pass(2 * MINUTE_MS)
  expect(await states()).toEqual([['waiting', 'noMail']])
  server = mail.server
  await pass(2 * MINUTE_MS)
  expect(await states()).toEqual([['sent', null]])
  server = null
  await rig.store.write((tx) => sendPlanNow(tx, planId, 'then'))
  await pass(26 * HOUR_MS)
  expect((await states())?.[0]).toEqual(['failed', 'noMail'])
})

it('[V4] whoever may not see reports any more is sent none, and the plan says why it is off', async () => {
  await save()
  await rig.store.write((tx) => sendPlanNow(tx, planId, 'now'))
  const [me] = await rig.store.read((view) => agentsByIds(view, [rig.me]))
  await rig.store.write((tx) => updateAgent(tx, rig.me, { role: 'agent' }))
  await pass(2 * DAY_MS)
  expect(mail.letters).toHaveLength(0)
  expect(await shown()).toMatchObject({ isOn: false, offBecause: 'authorLostRole', nextAtMs: null, letters: [] })
  await rig.store.write((tx) => updateAgent(tx, rig.me, { role: me?.role ?? 'administrator' }))
  await save()
  expect(await shown()).toMatchObject({ isOn: true, offBecause: null })
})
