import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { Administration } from '#shared/contract/administration'
import type { AgentId, CallId, ChatId, TeamId } from '#shared/domain/ids'

import { ContactCentre } from '../testing/contact-centre'
import { TestDesk } from '../testing/desk'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'

const MINUTE = 60_000

let centre: ContactCentre
let team: TeamId
let anna: AgentId
let boris: AgentId
/** Conversations of this test. */
let a: string
let b: string
let c: string

beforeAll(async () => {
  await testTemplate()
  centre = await ContactCentre.open()
  // The person of the hub is no help here.
  await centre.act('setStatus', { status: 'offline' })
}, PREPARING_MS)
afterAll(() => centre.close())
beforeEach(async () => {
  // Of their own, so that nobody from another test is free for their cases.
  team = await centre.team('Поддержка')
  await centre.settings({ receiver: { kind: 'team', teamId: team } })
  anna = await centre.agent('Анна', [team])
  centre.clock.advance(1000)
  boris = await centre.agent('Борис', [team])
  centre.clock.advance(1000)
  await centre.distribution({ isAutomatic: true, capacity: 1 })
  ;[a, b, c] = [centre.newName(), centre.newName(), centre.newName()]
})

async function holderOf(chatId: ChatId): Promise<AgentId | null> {
  await centre.settle()
  const state = await centre.stateOf(chatId)
  return state.kind === 'assigned' ? state.agentId : null
}

async function close(chatId: ChatId, by: AgentId): Promise<void> {
  await centre.act('closeCase', { caseId: await centre.caseId(chatId) }, by)
}

describe('automatic distribution', () => {
  it('[Q9, N3] a case goes straight to an agent, and that is told in the timeline', async () => {
    const chat = await centre.write(a)
    await centre.untilHas(chat, anna)
    expect(await centre.hub.events(chat)).toEqual([
      { kind: 'opened', number: (await centre.hub.chat(chat)).case.number },
      { kind: 'queued', teamId: team, why: 'new' },
      { kind: 'assigned', agentId: anna, how: 'automatically' },
    ])
    expect((await centre.hub.chat(chat)).lastMessage?.content.kind).toBe('text')
  })

  it('[AV-18] [AV-67] [A18] what waited is given out when an administrator switches it on', async () => {
    await centre.distribution({ isAutomatic: false })
    const chat = await centre.write(a)
    expect(await holderOf(chat)).toBeNull()
    await centre.distribution({ isAutomatic: true })
    expect(await holderOf(chat)).toBe(anna)
  })

  it('[Q18, Q24] what waits longest goes first when an agent frees up, high priority before it', async () => {
    const chats: ChatId[] = []
    for (const name of [a, b, c, centre.newName(), centre.newName()]) {
      chats.push(await centre.write(name))
      await centre.advance(MINUTE)
    }
    const [chatA, chatB, chatC, d, e] = chats as [ChatId, ChatId, ChatId, ChatId, ChatId]
    expect([await holderOf(chatA), await holderOf(chatB), await holderOf(chatC)]).toEqual([anna, boris, null])
    await centre.act('setCasePriority', { caseId: await centre.caseId(e), priority: 'high' })
    await close(chatB, boris)
    expect([await holderOf(chatC), await holderOf(d), await holderOf(e)]).toEqual([null, null, boris])
    await close(chatA, anna)
    expect([await holderOf(chatC), await holderOf(d)]).toEqual([anna, null])
    await close(e, boris)
    expect(await holderOf(d)).toBe(boris)
  })

  it('[Q19] nobody is given more than the capacity, of their own or the central one', async () => {
    await centre.distribution({ isAutomatic: true, capacity: 2 })
    await centre.put(`agents/${boris}`, { name: 'Борис', role: 'agent', teamIds: [team], capacity: 1 })
    const chats: ChatId[] = []
    for (let index = 0; index < 5; index += 1) chats.push(await centre.write(`${a} ${String(index)}`))
    const holders = await Promise.all(chats.map(holderOf))
    expect(holders.filter((id) => id === anna)).toHaveLength(2)
    expect(holders.filter((id) => id === boris)).toHaveLength(1)
    expect(holders.filter((id) => id === null)).toHaveLength(2)
  })

  it('[Q19] a call takes a place too, until it ends or its desk is gone', async () => {
    await centre.act('setStatus', { status: 'break' }, boris)
    centre.desk.send({ type: 'calls', count: 1, by: anna })
    await roundTrip(centre.desk)
    const chatA = await centre.write(a)
    expect(await holderOf(chatA)).toBeNull()
    centre.desk.send({ type: 'calls', count: 0, by: anna })
    await centre.untilHas(chatA, anna)
    await close(chatA, anna)
    const other = await TestDesk.open(centre.hub.url)
    other.hello()
    await other.caughtUp()
    other.send({ type: 'calls', count: 2, by: anna })
    await roundTrip(other)
    const chatB = await centre.write(b)
    expect(await holderOf(chatB)).toBeNull()
    other.close()
    await centre.untilHas(chatB, anna)
  })

  it('[Q17] a person chooses beyond the capacity', async () => {
    const [chatA, chatB] = [await centre.write(a), await centre.write(b)]
    const chatC = await centre.write(c)
    expect(await holderOf(chatC)).toBeNull()
    expect(await centre.act('claimCase', { caseId: await centre.caseId(chatC) }, anna)).toBeNull()
    expect([await holderOf(chatA), await holderOf(chatB), await holderOf(chatC)]).toEqual([anna, boris, anna])
  })

  it('[Q7] only members of the team are asked', async () => {
    const sales = await centre.team('Продажи')
    const vera = await centre.agent('Вера', [sales])
    await centre.settings({ receiver: { kind: 'team', teamId: sales } })
    const [chatA, chatB] = [await centre.write(a), await centre.write(b)]
    expect([await holderOf(chatA), await holderOf(chatB)]).toEqual([vera, null])
  })

  it('a case that is returned goes to another, not back to whoever returned it', async () => {
    const chatA = await centre.write(a)
    expect(await holderOf(chatA)).toBe(anna)
    await centre.act('setStatus', { status: 'away' }, boris)
    await centre.act('returnCase', { caseId: await centre.caseId(chatA) }, anna)
    expect(await holderOf(chatA)).toBeNull()
    await centre.act('setStatus', { status: 'online' }, boris)
    expect(await holderOf(chatA)).toBe(boris)
  })

  it('history waits for nobody', async () => {
    const chatA = await centre.write(a, { isBackfill: true })
    expect(await holderOf(chatA)).toBeNull()
    await centre.write(a)
    expect(await holderOf(chatA)).toBe(anna)
  })
})

describe('an agent who leaves', () => {
  it('[N8] on a break keeps the cases and is given no more', async () => {
    const chatA = await centre.write(a)
    await centre.write(b)
    expect(await holderOf(chatA)).toBe(anna)
    await centre.act('setStatus', { status: 'break' }, anna)
    expect(await holderOf(chatA)).toBe(anna)
    await close(chatA, anna)
    expect(await holderOf(await centre.write(c))).toBeNull()
    await centre.act('setStatus', { status: 'online' }, anna)
    expect(await holderOf(await centre.chatOf(c))).toBe(anna)
  })

  it('for good: the cases go back to their queue and on to others, none lost', async () => {
    const chatA = await centre.write(a)
    const chatB = await centre.write(b)
    expect([await holderOf(chatA), await holderOf(chatB)]).toEqual([anna, boris])
    expect((await centre.remove(`agents/${anna}`)).status).toBe(204)
    expect(await holderOf(chatA)).toBeNull()
    expect((await centre.hub.events(chatA)).at(-1)).toEqual({
      kind: 'queued',
      teamId: team,
      why: 'agentRemoved',
    })
    await close(chatB, boris)
    expect(await holderOf(chatA)).toBe(boris)
  })

  it('and a team that goes leaves its queue to the channel’s receiver', async () => {
    const sales = await centre.team('Продажи')
    const chatA = await centre.write(a)
    await centre.settle()
    await centre.act('transferCase', {
      caseId: await centre.caseId(chatA),
      to: { kind: 'team', teamId: sales },
      note: null,
    })
    expect(await centre.stateOf(chatA)).toMatchObject({ kind: 'queued', teamId: sales })
    expect((await centre.remove(`teams/${sales}`)).status).toBe(204)
    // Anna had it first; Boris is idle for longer.
    expect(await holderOf(chatA)).toBe(boris)
  })
})

describe('no answer within the waiting time', () => {
  const within = { isAutomatic: true, capacity: 5, answerWithinMs: MINUTE, attempts: 2 }

  it('[AV-17] [Q20] the next agent has it, then it waits in the queue for a person', async () => {
    await centre.distribution({ ...within, afterwards: 'queue' })
    const chatA = await centre.write(a)
    expect(await holderOf(chatA)).toBe(anna)
    expect(await centre.stateOf(chatA)).toMatchObject({ answerByMs: centre.clock.now() + MINUTE })
    await centre.advance(MINUTE - 1)
    expect(await holderOf(chatA)).toBe(anna)
    await centre.advance(1)
    expect(await holderOf(chatA)).toBe(boris)
    await centre.advance(MINUTE)
    expect(await centre.stateOf(chatA)).toMatchObject({ kind: 'queued', teamId: team })
    await centre.advance(24 * 60 * MINUTE)
    expect((await centre.hub.events(chatA)).slice(2)).toEqual([
      { kind: 'assigned', agentId: anna, how: 'automatically' },
      { kind: 'queued', teamId: team, why: 'notAnswered' },
      { kind: 'assigned', agentId: boris, how: 'automatically' },
      { kind: 'queued', teamId: team, why: 'notAnswered' },
    ])
    expect(await centre.act('claimCase', { caseId: await centre.caseId(chatA) }, anna)).toBeNull()
    expect(await centre.stateOf(chatA)).toMatchObject({ agentId: anna, answerByMs: null })
  })

  it('[Q20] or a supervisor has it', async () => {
    await centre.distribution({ ...within, attempts: 1, afterwards: 'supervisor' })
    const chief = await centre.agent('Глеб', [])
    await centre.put(`agents/${chief}`, { name: 'Глеб', role: 'supervisor', teamIds: [], capacity: null })
    const chatA = await centre.write(a)
    expect(await holderOf(chatA)).toBe(anna)
    await centre.advance(MINUTE)
    expect(await holderOf(chatA)).toBe(chief)
  })

  it('[Q20] whoever answers in time keeps it', async () => {
    await centre.distribution({ ...within, afterwards: 'queue' })
    const chatA = await centre.write(a)
    expect(await holderOf(chatA)).toBe(anna)
    await centre.answer(chatA, anna)
    await centre.write(a)
    await centre.advance(10 * MINUTE)
    expect(await holderOf(chatA)).toBe(anna)
    expect(await centre.stateOf(chatA)).toMatchObject({ answerByMs: null })
  })

  it('[Q20] goes on after a restart, and once only', async () => {
    await centre.distribution({ ...within, afterwards: 'queue' })
    const chatA = await centre.write(a)
    expect(await holderOf(chatA)).toBe(anna)
    await centre.restart()
    await centre.settle()
    expect(await centre.stateOf(chatA)).toMatchObject({ agentId: anna })
    centre.clock.advance(3 * MINUTE)
    await centre.restart()
    expect(await holderOf(chatA)).toBe(boris)
    expect((await centre.hub.events(chatA)).filter(({ kind }) => kind === 'assigned')).toHaveLength(2)
  })
})

async function roundTrip(desk: TestDesk): Promise<void> {
  const nonce = centre.clock.now()
  desk.send({ type: 'ping', nonce })
  await desk.until(() => desk.frames.some((frame) => frame.type === 'pong' && frame.nonce === nonce))
}

describe('wrap-up', () => {
  const statusOf = async (id: AgentId) => {
    await centre.settle()
    const { agents } = await centre.hub.json<Administration>('/api/administration')
    return agents.find((agent) => agent.id === id)?.status
  }
  beforeEach(async () => {
    await centre.act('setStatus', { status: 'offline' }, boris)
    await centre.distribution({
      isAutomatic: true,
      capacity: 1,
      wrapUp: { afterCallMs: 30_000, afterChatMs: 20_000 },
    })
  })

  it('[Q25] after a chat that the agent closed no new case comes until its time is over', async () => {
    const first = await centre.write(a)
    await centre.untilHas(first, anna)
    const second = await centre.write(b)
    await close(first, anna)
    expect([await statusOf(anna), await holderOf(second)]).toEqual(['wrapUp', null])
    centre.clock.advance(19_999)
    expect([await statusOf(anna), await holderOf(second)]).toEqual(['wrapUp', null])
    centre.clock.advance(1)
    await centre.untilHas(second, anna)
    expect(await statusOf(anna)).toBe('online')
  })

  it('[Q25] the agent ends it, or takes more time', async () => {
    const first = await centre.write(a)
    await centre.untilHas(first, anna)
    const second = await centre.write(b)
    await close(first, anna)
    await centre.act('setStatus', { status: 'wrapUp', untilMs: centre.clock.now() + 80_000 }, anna)
    centre.clock.advance(79_000)
    expect(await holderOf(second)).toBeNull()
    await centre.act('setStatus', { status: 'online' }, anna)
    await centre.untilHas(second, anna)
  })

  it('[Q25] follows a talk and no call that nobody took, and leaves a break alone', async () => {
    const call = (outcome: 'answered' | 'missed', startedAtMs = centre.clock.now() - 60_000) => ({
      id: centre.hub.newId<CallId>(),
      chatId: null,
      direction: 'incoming' as const,
      number: '+74950000000',
      name: null,
      outcome,
      startedAtMs,
      durationMs: outcome === 'answered' ? 50_000 : 0,
      isSeen: true,
    })
    await centre.act('recordCall', call('missed'), anna)
    expect(await statusOf(anna)).toBe('online')
    await centre.act('recordCall', call('answered', centre.clock.now() - 60 * MINUTE), anna)
    expect(await statusOf(anna)).toBe('online')
    await centre.act('recordCall', call('answered'), anna)
    expect(await statusOf(anna)).toBe('wrapUp')
    await centre.act('setStatus', { status: 'break' }, anna)
    await centre.act('recordCall', call('answered'), anna)
    centre.clock.advance(MINUTE)
    expect(await statusOf(anna)).toBe('break')
  })

  it('[Q25] lasts an hour at most', async () => {
    await centre.act('setStatus', { status: 'wrapUp', untilMs: centre.clock.now() + 100 * MINUTE }, anna)
    centre.clock.advance(60 * MINUTE - 1)
    expect(await statusOf(anna)).toBe('wrapUp')
    centre.clock.advance(1)
    expect(await statusOf(anna)).toBe('online')
  })
})
