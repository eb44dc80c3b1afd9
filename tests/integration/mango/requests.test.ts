import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'

import type { TestTelephonyReply } from '../../../shared/contract/telephony'
import type { CallId, CommandId } from '../../../shared/domain/ids'
import type { TelephonyRequest } from '../../../shared/domain/telephony'
import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { CODE, type Entry } from '../../../sandbox/mango'
import { ADMINISTRATION, MangoRig } from './rig'

const CLIENT = '79990000001'
const TWO_MINUTES_MS = 120_000

let rig: MangoRig

beforeAll(async () => {
  await testTemplate()
  rig = await MangoRig.begin()
  await rig.connect()
}, PREPARING_MS)
afterAll(() => rig.stop())
beforeEach(() => rig.pass(600_000))
afterEach(() => {
  rig.mango.faults.clear()
  rig.mango.commands.length = 0
})

const request = async (id: CommandId): Promise<TelephonyRequest | undefined> =>
  (await rig.telephony())?.requests.find((one) => one.id === id)
const stateOf = async (id: CommandId) => (await request(id))?.state
const settled = async (id: CommandId) => {
  await rig.until(async () => ((await stateOf(id))?.kind ?? 'waiting') !== 'waiting')
  return stateOf(id)
}
const callBack = async (number = `+${CLIENT}`, writtenAtMs = rig.clock.now()): Promise<CommandId> => {
  const id = rig.hub.newId<CommandId>()
  expect(await rig.command('callBack', { number, writtenAtMs }, id)).toBeNull()
  return id
}
const lastEntry = (): Entry => {
  const entry = rig.mango.exchange.entries.at(-1)
  if (!entry) throw new Error('There is no call.')
  return entry
}
const live = async () => (await rig.telephony())?.liveCalls[0]

it('[K1] [K10] rings the agent’s phone first, then the client’s, once however often it is told; the call stands in the timeline', async () => {
  const id = await callBack('8 (999) 000-00-01')
  expect(await rig.command('callBack', { number: CLIENT, writtenAtMs: rig.clock.now() }, id)).toBeNull()
  expect(await settled(id)).toEqual({ kind: 'accepted' })
  const { exchange, events, commands } = rig.mango
  expect(commands).toEqual([{ method: 'callback', commandId: id }])
  expect(lastEntry().legs[0]?.to.extension).toBe('101')
  await events.idle()
  expect(await live()).toMatchObject({
    direction: 'outgoing',
    number: `+${CLIENT}`,
    extension: '101',
    phase: 'ringing',
  })
  exchange.answer(lastEntry())
  exchange.answer(lastEntry())
  await events.idle()
  expect(await live()).toMatchObject({ phase: 'talking', chatId: rig.chatId })
  await rig.pass(12_000)
  exchange.end(lastEntry(), CODE.calleeHungUp)
  await events.idle()
  expect(await stateOf(id)).toEqual({ kind: 'done' })
  expect((await rig.timeline()).at(-1)).toMatchObject({
    direction: 'outgoing',
    outcome: 'answered',
    durationMs: 12_000,
    answeredBy: 'Иван Пример',
  })
})

it('[K9] a live call is passed on while it rings and while one talks, and hung up', async () => {
  const { exchange, events, commands } = rig.mango
  const entry = exchange.incoming({ number: CLIENT })
  exchange.ring(entry, '101')
  await events.idle()
  const transfer = async (extension: string) => {
    const { id: callId } = (await live()) ?? { id: '' as CallId }
    const id = rig.hub.newId<CommandId>()
    await rig.command('transferPbxCall', { callId, extension, writtenAtMs: rig.clock.now() }, id)
    const state = await settled(id)
    await events.idle()
    return state?.kind === 'failed' ? state : 'taken'
  }
  expect(await transfer('999')).toEqual({ kind: 'failed', reason: 'unknownEmployee', code: null })
  expect(await transfer('102')).toBe('taken')
  exchange.answer(entry)
  await events.idle()
  expect(await live()).toMatchObject({ extension: '102', phase: 'talking' })
  expect(await transfer('103')).toBe('taken')
  expect(commands.map(({ method }) => method)).toEqual(['route', 'transfer'])
  exchange.answer(entry)
  await events.idle()
  const { id: callId } = (await live()) ?? { id: '' as CallId }
  const hangUp = rig.hub.newId<CommandId>()
  await rig.command('hangUpPbxCall', { callId, writtenAtMs: rig.clock.now() }, hangUp)
  await settled(hangUp)
  await events.idle()
  expect(entry.endedAtS).toBeGreaterThan(0)
  expect(await live()).toBeUndefined()
  const late = rig.hub.newId<CommandId>()
  await rig.command('hangUpPbxCall', { callId, writtenAtMs: rig.clock.now() }, late)
  expect(await stateOf(late)).toEqual({ kind: 'failed', reason: 'callOver', code: null })
})

it('[K10] a wish that came too late, a bad number and a lost answer end in words and ring nobody twice', async () => {
  expect(await stateOf(await callBack(CLIENT, rig.clock.now() - 61_000))).toMatchObject({ reason: 'tooLate' })
  expect(await stateOf(await callBack('завтра'))).toMatchObject({ reason: 'badNumber' })
  expect(rig.mango.commands).toEqual([])
  const match = { pathPart: 'commands/callback' }
  rig.mango.faults.add({ kind: 'dropAfterAccept', match, times: 1 })
  expect(await settled(await callBack())).toMatchObject({ kind: 'failed', reason: 'uncertain' })
  expect(rig.mango.commands).toHaveLength(1)
  await rig.restart()
  await rig.pass(30_000)
  expect(rig.mango.commands).toHaveLength(1)
  rig.mango.exchange.end(lastEntry(), CODE.noAnswer)
})

it('[K10] over the limit it is asked again, because nothing was taken', async () => {
  rig.mango.faults.add({ kind: 'status', status: 429, match: { pathPart: 'commands/callback' }, times: 2 })
  expect(await settled(await callBack())).toEqual({ kind: 'accepted' })
  expect(rig.mango.commands).toHaveLength(1)
  rig.mango.exchange.end(lastEntry(), CODE.noAnswer)
})

it('[K10] words with a foreign key or signature are refused, unreadable ones too, and a ping is answered', async () => {
  const { events, keys } = rig.mango
  const event = { path: 'events/call', json: { entry_id: 'ENT-F', call_id: 'CALL-F', seq: 1 } }
  expect(await events.deliver(event, { ...keys, apiKey: 'foreign' })).toBe(403)
  expect(await events.deliver(event, { ...keys, apiSalt: 'foreign' })).toBe(403)
  expect(await events.deliver(event)).toBe(400)
  expect(await events.deliver({ path: 'events/dtmf', json: {} })).toBe(200)
  expect((await fetch(`${rig.hub.url}/hooks/mango/ping`, { method: 'POST' })).status).toBe(200)
  expect((await fetch(`${rig.hub.url}/hooks/mango/events/call`, { method: 'POST', body: 'nothing' })).status).toBe(400)
})

it('[K8] connecting: says what is wrong with the keys, never tells them again, and needs them anew for another address', async () => {
  const { apiUrl, keys } = rig.mango
  const test = async (body: unknown) => {
    let reply: TestTelephonyReply | null = null
    void rig.send('POST', `${ADMINISTRATION}/test`, body).then(async (answer) => {
      reply = (await answer.json()) as TestTelephonyReply
    })
    await rig.until(() => reply !== null)
    return reply as TestTelephonyReply | null
  }
  await rig.pass(TWO_MINUTES_MS)
  expect(await test({ apiUrl, keys: null })).toEqual({ employees: 3, failure: null })
  // Saved at once, it does not run into the limit that the test has used up.
  expect((await rig.put({ apiUrl, keys, people: [{ extension: '101', agentId: rig.me }] })).status).toBe(200)
  const savedAtMs = rig.clock.now()
  await rig.until(async () => ((await rig.view()).connection?.comparedToMs ?? 0) >= savedAtMs)
  expect(rig.clock.now() - savedAtMs).toBeLessThan(20_000)
  await rig.pass(TWO_MINUTES_MS)
  const wrongSalt = { apiUrl, keys: { ...keys, apiSalt: 'wrong' } }
  expect((await test(wrongSalt))?.failure).toEqual({ reason: 'wrongKeys', detail: '3102' })
  const wrongKey = { apiUrl, keys: { ...keys, apiKey: 'wrong' } }
  expect((await test(wrongKey))?.failure).toEqual({ reason: 'wrongKeys', detail: '3105' })
  expect((await test({ apiUrl, keys: null }))?.failure).toEqual({ reason: 'locked', detail: 'locked' })
  const nobody = { apiUrl: 'http://127.0.0.1:2/vpbx', keys }
  expect((await test(nobody))?.failure).toMatchObject({ reason: 'unreachable' })
  const other = { apiUrl: 'https://other.example/vpbx', keys: null, people: [] }
  expect((await rig.put(other)).status).toBe(409)
  expect((await rig.put({ ...other, apiUrl: 'http://other.example/vpbx', keys })).status).toBe(400)
  expect(JSON.stringify(await rig.view())).not.toMatch(/sandbox-vpbx/)
})

it('[K10] disconnected, the desk is offered nothing, and the calls stay', async () => {
  const before = await rig.timeline()
  expect(before.length).toBeGreaterThan(0)
  expect((await rig.hub.request(ADMINISTRATION, { method: 'DELETE' })).status).toBe(204)
  expect(await rig.telephony()).toBeNull()
  expect(await rig.timeline()).toEqual(before)
  expect(await rig.mango.events.deliver({ path: 'events/call', json: {} })).toBe(404)
  expect(await rig.command('callBack', { number: CLIENT, writtenAtMs: rig.clock.now() })).toEqual({
    reason: 'unsupported',
    detail: 'telephony',
  })
})
