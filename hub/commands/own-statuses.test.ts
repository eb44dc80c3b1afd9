import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { Administration } from '#shared/contract/administration'
import type { AgentDaysReply } from '#shared/contract/agent-days'
import type { AgentId, OwnStatusId } from '#shared/domain/ids'
import type { OwnStatus } from '#shared/domain/own-status'

import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS } from '../testing/test-folder'

const MINUTE = 60_000
let centre: ContactCentre
let anna: AgentId

beforeAll(async () => {
  centre = await ContactCentre.open()
  await centre.act('setStatus', { status: 'offline' })
}, PREPARING_MS)
afterAll(() => centre.close())
beforeEach(async () => {
  await centre.distribution({ isAutomatic: true, wrapUp: { afterCallMs: MINUTE, afterChatMs: 0 } })
  anna = await centre.agent('Анна Котова')
})
// Else the cases of the next test would go to her.
afterEach(() => centre.act('setStatus', { status: 'offline' }, anna))

type Draft = Omit<OwnStatus, 'id' | 'isRemoved'>
const TRAINING: Draft = {
  names: { ru: 'Обучение', en: 'Training' },
  colour: 'violet',
  takesCases: false,
  takesCalls: false,
  isBreak: false,
}
const CHATS: Draft = { ...TRAINING, names: { ru: 'Только чаты', en: '' }, takesCases: true }
const LUNCH: Draft = { ...TRAINING, names: { ru: 'Обед', en: '' }, isBreak: true }

async function define(draft: Draft, id = centre.hub.newId<OwnStatusId>()): Promise<OwnStatusId> {
  await centre.put(`statuses/${id}`, draft)
  return id
}

async function agentNow(id: AgentId) {
  const { agents } = await centre.hub.json<Administration>('/api/administration')
  const agent = agents.find((each) => each.id === id)
  return { status: agent?.status, own: agent?.ownStatusId ?? null }
}

const take = (ownStatusId: OwnStatusId, by: AgentId) =>
  // What the desk believes of it is not asked.
  centre.act('setStatus', { status: 'offline', ownStatusId }, by)

describe('[N8] statuses of the company’s own', () => {
  it('are what they were defined to be to routing, whatever a desk says they are', async () => {
    const training = await define(TRAINING)
    const chats = await define(CHATS)
    const lunch = await define(LUNCH)
    await take(training, anna)
    expect(await agentNow(anna)).toEqual({ status: 'away', own: training })
    await take(lunch, anna)
    expect(await agentNow(anna)).toEqual({ status: 'break', own: lunch })
    await take(chats, anna)
    expect(await agentNow(anna)).toEqual({ status: 'online', own: chats })
    await centre.act('setStatus', { status: 'online' }, anna)
    expect(await agentNow(anna)).toEqual({ status: 'online', own: null })
  })

  it('give new cases only where they take them, and at once when that is changed', async () => {
    const status = await define(TRAINING)
    await take(status, anna)
    const chatId = await centre.write(centre.newName())
    await centre.settle()
    expect(await centre.stateOf(chatId)).toMatchObject({ kind: 'queued' })
    await define({ ...TRAINING, takesCases: true }, status)
    await centre.settle()
    expect(await centre.stateOf(chatId)).toMatchObject({ kind: 'assigned', agentId: anna })
    expect(await agentNow(anna)).toEqual({ status: 'online', own: status })
  })

  it('leave whoever is in one that is removed with what it was to routing, and stay named in the directory', async () => {
    const status = await define(LUNCH)
    await take(status, anna)
    expect((await centre.remove(`statuses/${status}`)).status).toBe(204)
    expect(await agentNow(anna)).toEqual({ status: 'break', own: null })
    const { statuses } = await centre.hub.json<Administration>('/api/administration')
    expect(statuses?.find(({ id }) => id === status)).toEqual({ ...LUNCH, id: status, isRemoved: true })
    // A desk that has not heard of it yet.
    await centre.act('setStatus', { status: 'online' }, anna)
    await take(status, anna)
    expect(await agentNow(anna)).toEqual({ status: 'break', own: null })
    expect((await centre.remove(`statuses/${status}`)).status).toBe(204)
  })

  it('come back after a wrap-up, unless they were removed meanwhile', async () => {
    const talk = {
      chatId: null,
      direction: 'incoming' as const,
      number: '+74950000000',
      name: null,
      outcome: 'answered' as const,
      durationMs: 10_000,
      isSeen: true,
    }
    const recordTalk = () =>
      centre.act('recordCall', { ...talk, id: centre.hub.newId(), startedAtMs: centre.clock.now() - 10_000 }, anna)
    const chats = await define(CHATS)
    await take(chats, anna)
    await recordTalk()
    expect(await agentNow(anna)).toEqual({ status: 'wrapUp', own: chats })
    centre.clock.advance(MINUTE)
    await centre.settle()
    expect(await agentNow(anna)).toEqual({ status: 'online', own: chats })
    await recordTalk()
    await centre.remove(`statuses/${chats}`)
    centre.clock.advance(MINUTE)
    await centre.settle()
    expect(await agentNow(anna)).toEqual({ status: 'online', own: null })
  })

  it('[V3] stand in the agent’s day, each with its own time, and a wrap-up between them as itself', async () => {
    const fromMs = centre.clock.now()
    const [training, lunch] = [await define(TRAINING), await define(LUNCH)]
    await take(training, anna)
    centre.clock.advance(2 * MINUTE)
    await take(lunch, anna)
    centre.clock.advance(3 * MINUTE)
    await centre.act('setStatus', { status: 'break' }, anna)
    centre.clock.advance(MINUTE)
    const query = `fromMs=${String(fromMs)}&untilMs=${String(fromMs + 10 * MINUTE)}`
    const { days } = await centre.hub.json<AgentDaysReply>(`/api/agent-days?${query}`)
    const spans = days.find(({ agentId }) => agentId === anna)?.spans
    expect(spans?.map(({ status, ownStatusId, fromMs: from, toMs }) => [status, ownStatusId, toMs - from])).toEqual([
      ['away', training, 2 * MINUTE],
      ['break', lunch, 3 * MINUTE],
      ['break', undefined, MINUTE],
    ])
  })

  it('are told of to every desk with the directory, and refused with a reason where there is none', async () => {
    const status = await define(TRAINING)
    await take(status, anna)
    await centre.settle()
    const told = centre.desk.changes.findLast(({ entity }) => entity === 'directory')
    expect(told?.entity === 'directory' && told.row?.statuses).toContainEqual({
      ...TRAINING,
      id: status,
      isRemoved: false,
    })
    const unknown = await centre.act('setStatus', { status: 'online', ownStatusId: centre.hub.newId() }, anna)
    expect(unknown).toMatchObject({ reason: 'unknownStatus' })
    expect(await agentNow(anna)).toEqual({ status: 'away', own: status })
    await expect(define({ ...LUNCH, takesCases: true })).rejects.toThrow('a break takes no cases')
    await expect(define({ ...LUNCH, names: { ru: '  ', en: '' } })).rejects.toThrow('400')
    expect((await centre.remove(`statuses/${centre.hub.newId()}`)).status).toBe(404)
  })

  it('end at twenty', async () => {
    const known = (await centre.hub.json<Administration>('/api/administration')).statuses ?? []
    const left = 20 - known.filter(({ isRemoved }) => !isRemoved).length
    for (let index = 0; index < left; index += 1) await define(TRAINING)
    await expect(define(TRAINING)).rejects.toThrow('tooManyStatuses')
  })
})
