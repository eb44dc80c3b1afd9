import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { AgentId, ChatId, MessageId, TopicId } from '#shared/domain/ids'

import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'

const wrongState = { reason: 'wrongState', detail: null }
const HOUR = 3_600_000

let centre: ContactCentre
let a: string
let anna: AgentId
let boris: AgentId

beforeAll(async () => {
  await testTemplate()
  centre = await ContactCentre.open()
}, PREPARING_MS)
afterAll(() => centre.close())
beforeEach(async () => {
  a = centre.newName()
  centre.clock.advance(60_000)
  anna = await centre.agent('Анна')
  boris = await centre.agent('Борис')
  await centre.settings({})
})

describe('the case of a chat', () => {
  it('[Q1] a client’s message opens one, in the queue of the channel’s team', async () => {
    const chat = await centre.write(a)
    const { case: opened } = await centre.hub.chat(chat)
    expect(opened).toEqual({
      id: opened.id,
      number: opened.number,
      state: { kind: 'queued', teamId: centre.firstTeam, sinceMs: centre.clock.now() },
      openedAtMs: centre.clock.now(),
      waitingSinceMs: centre.clock.now(),
      topicId: null,
      priority: 'normal',
      isPinned: false,
      pins: [],
      snooze: null,
      deal: null,
      organisation: null,
    })
    expect(await centre.hub.events(chat)).toEqual([
      { kind: 'opened', number: opened.number },
      { kind: 'queued', teamId: centre.firstTeam, why: 'new' },
    ])
  })

  it('[Q1] the next message continues it; after its end the next message opens another', async () => {
    const chat = await centre.write(a)
    const first = await centre.caseId(chat)
    const beganMs = centre.clock.now()
    centre.clock.advance(HOUR)
    await centre.write(a)
    expect((await centre.hub.chat(chat)).case).toMatchObject({ id: first, waitingSinceMs: beganMs })
    await centre.act('closeCase', { caseId: first })
    centre.clock.advance(HOUR)
    await centre.write(a)
    const { case: second } = await centre.hub.chat(chat)
    expect(second.id).not.toBe(first)
    expect(second).toMatchObject({ waitingSinceMs: centre.clock.now(), state: { kind: 'queued' } })
  })

  it('[Q1] the same message told five times, or in reverse order, opens one', async () => {
    const atMs = centre.clock.now()
    const later = { externalId: 'later', atMs: atMs + 2000 }
    const chat = await centre.write(a, later)
    for (let round = 0; round < 5; round += 1) await centre.write(a, later)
    await centre.write(a, { externalId: 'earlier', atMs })
    expect((await centre.hub.chat(chat)).case).toMatchObject({ waitingSinceMs: atMs })
    expect((await centre.hub.events(chat)).map(({ kind }) => kind)).toEqual(['opened', 'queued'])
  })

  it('[Q1] history of before the channel was connected waits for nobody, until somebody writes', async () => {
    const chat = await centre.write(a, { isBackfill: true })
    expect((await centre.hub.chat(chat)).case).toMatchObject({ state: { kind: 'idle' }, waitingSinceMs: null })
    expect(await centre.hub.events(chat)).toEqual([])
    const id = await centre.caseId(chat)
    await centre.write(a)
    expect((await centre.hub.chat(chat)).case).toMatchObject({ id, state: { kind: 'queued' } })
    expect((await centre.hub.events(chat)).map(({ kind }) => kind)).toEqual(['opened', 'queued'])
  })

  it('[Q23] says since when the client waits: not after an answer here or there, again when the answer fails', async () => {
    const waits = async () => (await centre.hub.chat(chat)).case.waitingSinceMs
    const chat = await centre.write(a)
    const beganMs = centre.clock.now()
    centre.clock.advance(5000)
    await centre.write(a, { externalId: `ours ${a}`, direction: 'out' })
    expect(await waits()).toBeNull()
    centre.clock.advance(5000)
    await centre.write(a)
    const againMs = centre.clock.now()
    expect(await waits()).toBe(againMs)
    // Heard of late: it was answered long ago.
    await centre.write(a, { externalId: `old ${a}`, atMs: beganMs + 1000 })
    expect(await waits()).toBe(againMs)
    centre.hub.platform.faults.push({ kind: 'refuse', reason: 'rejected' })
    await centre.answer(chat)
    await centre.settle()
    expect(await waits()).toBe(againMs)
    await centre.answer(chat)
    await centre.settle()
    expect(await waits()).toBeNull()
    expect((await centre.hub.chat(chat)).lastMessage).toMatchObject({ content: { kind: 'text' } })
  })

  it('[AV-13] [Q5] an agent as the receiver has the case at once, whatever the distribution', async () => {
    await centre.settings({ receiver: { kind: 'agent', agentId: anna } })
    const chat = await centre.write(a)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'assigned', agentId: anna, answerByMs: null })
    expect((await centre.hub.events(chat)).at(-1)).toEqual({ kind: 'assigned', agentId: anna, how: 'automatically' })
  })

  it('[Q5] a receiver who was removed is replaced: no case without one', async () => {
    await centre.settings({ receiver: { kind: 'agent', agentId: anna } })
    await centre.remove(`agents/${anna}`)
    const chat = await centre.write(a)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued', teamId: centre.firstTeam })
  })

  it('[AV-13] [Q7] the chosen team is the queue', async () => {
    const sales = await centre.team('Продажи')
    await centre.settings({ receiver: { kind: 'team', teamId: sales } })
    const chat = await centre.write(a)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued', teamId: sales })
  })

  it('[AV-62] [AV-63] [Q4] stands in the queue, and with whoever took it among the own', async () => {
    const chat = await centre.write(a)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued' })
    await centre.act('claimCase', { caseId: await centre.caseId(chat) }, anna)
    await centre.untilHas(chat, anna)
  })

  it('[AV-18] [Q9] without automatic distribution a case waits until somebody answers it, and that one has it', async () => {
    const chat = await centre.write(a)
    await centre.settle()
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued' })
    await centre.answer(chat, boris)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'assigned', agentId: boris, teamId: centre.firstTeam })
    expect((await centre.hub.messages(chat))[0]).toMatchObject({ author: { kind: 'agent', agentId: boris } })
    // A colleague who helps out does not take it away.
    await centre.answer(chat, anna)
    expect(await centre.stateOf(chat)).toMatchObject({ agentId: boris })
  })

  it('what an agent writes after the end begins the next case, which is his', async () => {
    const chat = await centre.write(a)
    await centre.act('closeCase', { caseId: await centre.caseId(chat) })
    await centre.answer(chat, anna)
    const { case: next } = await centre.hub.chat(chat)
    expect(next.state).toMatchObject({ kind: 'assigned', agentId: anna })
    expect((await centre.hub.events(chat)).slice(-2)).toEqual([
      { kind: 'opened', number: next.number },
      { kind: 'assigned', agentId: anna, how: 'claimed' },
    ])
  })

  it('talking to the client by telephone is an answer', async () => {
    const chat = await centre.write(a)
    const call = {
      id: centre.hub.newId<never>(),
      chatId: chat,
      direction: 'outgoing' as const,
      number: '+79172041833',
      name: null,
      startedAtMs: centre.clock.now(),
      durationMs: 0,
      isSeen: true,
    }
    await centre.act('recordCall', { ...call, outcome: 'noAnswer' }, anna)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued' })
    centre.clock.advance(1000)
    const talk = { ...call, id: centre.hub.newId<never>(), startedAtMs: centre.clock.now(), durationMs: 9000 }
    await centre.act('recordCall', { ...talk, outcome: 'answered' }, anna)
    expect((await centre.hub.chat(chat)).case).toMatchObject({
      waitingSinceMs: null,
      state: { kind: 'assigned', agentId: anna },
    })
  })
})

describe('claim, transfer, return, close', () => {
  let chat: ChatId

  beforeEach(async () => {
    chat = await centre.write(a)
  })

  it('[Q17] of two who claim at once one has the case and the other is told', async () => {
    const caseId = await centre.caseId(chat)
    const outcomes = await Promise.all(
      [anna, boris, anna, boris].map((by) => centre.act('claimCase', { caseId }, by).then((refused) => [by, refused])),
    )
    const state = await centre.stateOf(chat)
    const holder = state.kind === 'assigned' ? state.agentId : null
    expect(outcomes).toEqual([anna, boris, anna, boris].map((by) => [by, by === holder ? null : wrongState]))
    expect((await centre.hub.events(chat)).filter(({ kind }) => kind === 'assigned')).toHaveLength(1)
  })

  it('[Q17] a transfer to an agent carries its note, also to one who is on a break or full', async () => {
    const caseId = await centre.caseId(chat)
    await centre.act('setStatus', { status: 'break' }, boris)
    expect(
      await centre.act('transferCase', { caseId, to: { kind: 'agent', agentId: boris }, note: 'Просит счёт' }, anna),
    ).toBeNull()
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'assigned', agentId: boris, teamId: centre.firstTeam })
    expect((await centre.hub.events(chat)).slice(-2)).toEqual([
      {
        kind: 'transferred',
        to: { kind: 'agent', agentId: boris },
        byAgentId: anna,
        fromAgentId: null,
        note: 'Просит счёт',
      },
      { kind: 'assigned', agentId: boris, how: 'byPerson' },
    ])
    expect((await centre.hub.messages(chat))[0]).toMatchObject({
      direction: 'system',
      author: { kind: 'agent', agentId: anna },
      content: { kind: 'note', text: 'Просит счёт', mentions: [] },
    })
    expect(centre.hub.platform.texts(a)).toEqual([])
  })

  it('[Q17] a transfer to a team puts the case into its queue', async () => {
    const sales = await centre.team('Продажи')
    await centre.answer(chat, anna)
    const caseId = await centre.caseId(chat)
    expect(
      await centre.act('transferCase', { caseId, to: { kind: 'team', teamId: sales }, note: null }, anna),
    ).toBeNull()
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued', teamId: sales })
  })

  it('[Q17] a case that is returned goes back to the queue that it came from', async () => {
    const sales = await centre.team('Продажи')
    const caseId = await centre.caseId(chat)
    await centre.act('transferCase', { caseId, to: { kind: 'team', teamId: sales }, note: null }, anna)
    await centre.act('claimCase', { caseId }, boris)
    expect(await centre.act('returnCase', { caseId }, boris)).toBeNull()
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued', teamId: sales })
    expect((await centre.hub.events(chat)).at(-1)).toEqual({ kind: 'queued', teamId: sales, why: 'returned' })
    expect(await centre.act('returnCase', { caseId }, boris)).toEqual(wrongState)
  })

  it('[AV-78] [Q12] «Завершить» closes, once', async () => {
    const caseId = await centre.caseId(chat)
    expect(await centre.act('closeCase', { caseId }, anna)).toBeNull()
    expect((await centre.hub.chat(chat)).case).toMatchObject({
      waitingSinceMs: null,
      state: { kind: 'closed', atMs: centre.clock.now(), by: { kind: 'agent', agentId: anna } },
    })
    expect(await centre.act('closeCase', { caseId }, boris)).toEqual(wrongState)
    expect(await centre.act('claimCase', { caseId }, boris)).toEqual(wrongState)
    expect(
      await centre.act('transferCase', { caseId, to: { kind: 'agent', agentId: boris }, note: null }, anna),
    ).toEqual(wrongState)
    expect((await centre.hub.events(chat)).filter(({ kind }) => kind === 'closed')).toHaveLength(1)
  })

  it('refuses whoever is not there: cases, receivers, actors', async () => {
    const caseId = await centre.caseId(chat)
    const nobody = centre.hub.newId<AgentId>()
    expect(await centre.act('claimCase', { caseId: centre.hub.newId() }, anna)).toMatchObject({ reason: 'unknownCase' })
    const toNobody = { caseId, to: { kind: 'agent' as const, agentId: nobody }, note: null }
    expect(await centre.act('transferCase', toNobody, anna)).toMatchObject({ reason: 'unknownReceiver' })
    const toNoTeam = { caseId, to: { kind: 'team' as const, teamId: centre.hub.newId<never>() }, note: null }
    expect(await centre.act('transferCase', toNoTeam, anna)).toMatchObject({ reason: 'unknownReceiver' })
    await centre.remove(`agents/${boris}`)
    expect(await centre.act('claimCase', { caseId }, boris)).toEqual({ reason: 'unknownReceiver', detail: 'by' })
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued' })
  })

  it('what was decided stands after a restart, and a repeated command changes nothing', async () => {
    const caseId = await centre.caseId(chat)
    const id = centre.hub.newId<never>()
    expect(await centre.hub.command('claimCase', { caseId }, id, anna)).toBeNull()
    await centre.restart()
    expect(await centre.hub.command('claimCase', { caseId }, id, anna)).toBeNull()
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'assigned', agentId: anna })
    expect((await centre.hub.events(chat)).map(({ kind }) => kind)).toEqual(['opened', 'queued', 'assigned'])
  })
})

describe('what is written on a case', () => {
  let chat: ChatId

  beforeEach(async () => {
    chat = await centre.write(a)
  })

  it('[AV-71] [Q11] a topic of the list, told once; none of it where the list has no such topic', async () => {
    const caseId = await centre.caseId(chat)
    const topicId = centre.hub.newId<TopicId>()
    await centre.put(`topics/${topicId}`, { name: 'Доставка' })
    for (let time = 0; time < 2; time += 1)
      expect(await centre.act('setCaseTopic', { caseId, topicId }, anna)).toBeNull()
    expect((await centre.hub.chat(chat)).case.topicId).toBe(topicId)
    expect((await centre.hub.events(chat)).filter(({ kind }) => kind === 'topicSet')).toEqual([
      { kind: 'topicSet', topicId, byAgentId: anna },
    ])
    expect(await centre.act('setCaseTopic', { caseId, topicId: centre.hub.newId() }, anna)).toMatchObject({
      reason: 'invalid',
    })
    expect((await centre.hub.chat(chat)).case.topicId).toBe(topicId)
  })

  it('[Q11, M25] comments stand in the timeline, once, and never reach the client', async () => {
    const messageId = centre.hub.newId<MessageId>()
    const note = {
      messageId,
      chatId: chat,
      text: '@Борис, посмотри 🙂',
      mentions: [boris, boris],
      writtenAtMs: centre.clock.now(),
    }
    expect(await centre.act('addNote', note, anna)).toBeNull()
    expect(await centre.act('addNote', note, anna)).toBeNull()
    const [newest, ...older] = await centre.hub.messages(chat)
    expect(newest).toMatchObject({
      id: messageId,
      externalId: null,
      delivery: null,
      content: { kind: 'note', text: note.text, mentions: [boris] },
    })
    expect(older).toHaveLength(1)
    await centre.settle()
    expect(centre.hub.platform.texts(a)).toEqual([])
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued' })
    const stranger = { ...note, messageId: centre.hub.newId<MessageId>(), mentions: [centre.hub.newId<AgentId>()] }
    expect(await centre.act('addNote', stranger, anna)).toMatchObject({ reason: 'unknownReceiver' })
  })

  it('[Q24] priority and pin', async () => {
    const caseId = await centre.caseId(chat)
    expect(await centre.act('setCasePriority', { caseId, priority: 'high' })).toBeNull()
    expect(await centre.act('pinCase', { caseId, isPinned: true })).toBeNull()
    const mine = { agentId: centre.me, atMs: centre.clock.now() }
    expect((await centre.hub.chat(chat)).case).toMatchObject({ priority: 'high', isPinned: true, pins: [mine] })
    centre.clock.advance(1_000)
    // Of whoever set it: set again it keeps its place, and others do not take it away.
    await centre.act('pinCase', { caseId, isPinned: true })
    await centre.act('pinCase', { caseId, isPinned: true }, anna)
    await centre.act('pinCase', { caseId, isPinned: false }, anna)
    expect((await centre.hub.chat(chat)).case).toMatchObject({ isPinned: true, pins: [mine] })
    await centre.act('pinCase', { caseId, isPinned: false })
    expect((await centre.hub.chat(chat)).case).toMatchObject({ isPinned: false, pins: [] })
  })
})
