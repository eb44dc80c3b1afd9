import type { AgentId, BotId, CaseId, ChatId, ClientCardId, MessageId, TeamId, TopicId } from '#shared/domain/ids'
import type { CaseState } from '#shared/domain/case'
import type { Message } from '#shared/domain/message'
import { beforeEach, describe, expect, it } from 'vitest'

import { demoId, demoMessage } from '../data/demo-rows'
import { ModelHub } from './testing/model-hub'
import { TestDesk } from './testing/test-desk'

const chat1 = demoId<ChatId>('chat', 1)
const chat2 = demoId<ChatId>('chat', 2)
const chat3 = demoId<ChatId>('chat', 3)
const me = demoId<AgentId>('agent', 1)
const colleague = demoId<AgentId>('agent', 2)
const team1 = demoId<TeamId>('team', 1)
const team2 = demoId<TeamId>('team', 2)
const T = Date.UTC(2026, 0, 12, 8, 0, 0)

const queued = (teamId: TeamId | null, sinceMs = 0): CaseState => ({ kind: 'queued', teamId, sinceMs })
const assigned = (agentId: AgentId): CaseState => ({
  kind: 'assigned',
  agentId,
  teamId: null,
  sinceMs: 0,
  answerByMs: null,
})

let hub: ModelHub
let desk: TestDesk

function setCase(number: number, change: Parameters<ModelHub['setCase']>[1]): void {
  hub.setCase(demoId<CaseId>('case', number), change)
}

async function listed(filter: 'mine' | 'later' | 'queue' | 'open' | 'closed', search = ''): Promise<readonly string[]> {
  const { rows } = await desk.cache.readChatList({ filter, search, limit: 10 })
  return rows.map(({ id }) => `chat ${String(Number(id.slice(-12)))}`)
}

function event(number: number, chat: number, content: Message['content'], change: Partial<Message> = {}): Message {
  return { ...demoMessage(number, chat, T, { direction: 'system', delivery: null, ...change }), content }
}

beforeEach(async () => {
  hub = new ModelHub(6)
  desk = await new TestDesk(hub).start()
})

describe('the lists of cases', () => {
  it('[AV-62] [AV-63] [AV-69] [Q4] stand apart: mine, the queue, all open ones, closed ones', async () => {
    setCase(1, { state: queued(team1) })
    setCase(2, { state: queued(null) })
    setCase(3, { state: assigned(colleague) })
    setCase(4, { state: { kind: 'closed', atMs: 5, by: { kind: 'timeout' } } })
    setCase(5, { state: { kind: 'withBot', botId: demoId<BotId>('bot', 1), sinceMs: 0 } })
    setCase(6, { state: { kind: 'idle', sinceMs: 0 } })
    await desk.untilLive()
    expect({
      mine: await listed('mine'),
      queue: await listed('queue'),
      open: (await listed('open')).toSorted(),
      closed: await listed('closed'),
      counts: (await desk.cache.readListFacts()).cases,
    }).toEqual({
      mine: [],
      queue: ['chat 1', 'chat 2'],
      open: ['chat 1', 'chat 2', 'chat 3', 'chat 5'],
      closed: ['chat 4'],
      counts: { mine: 0, later: 0, queue: 2 },
    })
  })

  it('[Q22] what is put away stands apart by its time, and what is back stands on top of all', async () => {
    const away = (untilMs: number | null) => ({ kind: 'away', byAgentId: me, sinceMs: T, untilMs }) as const
    setCase(1, { snooze: away(null) })
    setCase(2, { snooze: away(T + 9) })
    setCase(3, { snooze: away(T + 1) })
    setCase(4, { isPinned: true, priority: 'high' })
    setCase(5, { snooze: { kind: 'back', atMs: T, why: 'time' } })
    await desk.untilLive()
    expect(await listed('later')).toEqual(['chat 3', 'chat 2', 'chat 1'])
    expect((await listed('mine')).slice(0, 2)).toEqual(['chat 5', 'chat 4'])
  })

  it('[Q24] pinned first, then urgent, then who has waited longest, then the newest', async () => {
    setCase(1, { waitingSinceMs: T + 5 })
    setCase(2, { waitingSinceMs: T + 1 })
    setCase(3, { priority: 'high', waitingSinceMs: T + 9 })
    setCase(4, { isPinned: true })
    hub.changeChat(demoId('chat', 5), { lastAtMs: T })
    hub.changeChat(demoId('chat', 6), { lastAtMs: T + 1 })
    await desk.untilLive()
    expect(await listed('mine')).toEqual(['chat 4', 'chat 3', 'chat 2', 'chat 1', 'chat 6', 'chat 5'])
  })

  it('[Q24] own pins first, in the order in which they were set; a colleague’s change nothing here', async () => {
    const pinnedBy = (agentId: AgentId, atMs: number) => ({ isPinned: true, pins: [{ agentId, atMs }] })
    setCase(1, pinnedBy(me, T + 2))
    setCase(2, { ...pinnedBy(colleague, T), waitingSinceMs: T + 9 })
    setCase(3, { ...pinnedBy(me, T + 1), waitingSinceMs: T + 20 })
    setCase(4, { pins: [], priority: 'high', waitingSinceMs: T + 30 })
    await desk.untilLive()
    expect((await listed('mine')).slice(0, 4)).toEqual(['chat 3', 'chat 1', 'chat 4', 'chat 2'])
    await desk.cases.pinCase(demoId('chat', 2), true)
    expect((await listed('mine')).slice(0, 3)).toEqual(['chat 3', 'chat 1', 'chat 2'])
  })

  it('[Q7] an agent sees the queues of the own teams, a supervisor all', async () => {
    setCase(1, { state: queued(team1, 2) })
    setCase(2, { state: queued(team2, 1) })
    await desk.untilLive()
    expect(await listed('queue')).toEqual(['chat 2', 'chat 1'])
    hub.changeAgent(colleague, { role: 'agent', teamIds: [team2] })
    await desk.untilLive()
    await desk.cases.actAs(colleague)
    expect(await listed('queue')).toEqual(['chat 2'])
    expect((await desk.cache.readMe())?.own.id).toBe(me)
  })

  it('finds by name within a list', async () => {
    for (const number of [1, 2, 3, 4]) setCase(number, { state: queued(number % 2 === 0 ? team1 : null) })
    await desk.untilLive()
    expect(await listed('queue', 'ковалева')).toEqual(['chat 1'])
  })
})

describe('a wish about a case', () => {
  it('[Q17] shows at once and goes out once, as whoever one acts as', async () => {
    setCase(1, { state: queued(team1, 7) })
    await desk.untilLive()
    await desk.cases.actAs(colleague)
    hub.isSilent = true
    await desk.cases.claimCase(chat1)
    expect((await desk.cache.readChat(chat1))?.case.state).toEqual({
      kind: 'assigned',
      agentId: colleague,
      teamId: team1,
      sinceMs: desk.clock.now(),
      answerByMs: null,
    })
    expect(await listed('mine')).toEqual(['chat 1'])
    hub.isSilent = false
    hub.dropAll()
    await desk.untilSettled()
    expect(hub.commands.map(({ name, by }) => [name, by])).toContainEqual(['claimCase', colleague])
    expect(await listed('mine')).toEqual(['chat 1'])
    expect(desk.refused).toEqual([])
  })

  it('[Q17] is taken back when a colleague was quicker, and the person is told', async () => {
    setCase(1, { state: queued(team1) })
    await desk.untilLive()
    hub.dropAll()
    await desk.cases.claimCase(chat1)
    setCase(1, { state: assigned(colleague) })
    await desk.untilSettled()
    expect((await desk.cache.readChat(chat1))?.case.state).toEqual(assigned(colleague))
    expect(desk.refused).toEqual([{ chatId: chat1, command: 'claimCase', reason: 'wrongState' }])
  })

  it('[Q11] [Q12] [Q24] topic, priority, pin, transfer, return and close show what they will be', async () => {
    hub.isDown = true
    hub.dropAll()
    const topicId = demoId<TopicId>('topic', 1)
    await desk.cases.setCaseTopic(chat1, topicId)
    await desk.cases.setCasePriority(chat1, 'high')
    await desk.cases.pinCase(chat1, true)
    await desk.cases.linkDeal(chat1, 'Диван')
    await desk.cases.linkOrganisation(chat1, 'Ромашка')
    await desk.cases.transferCase(chat2, { kind: 'team', teamId: team2 }, 'разберите')
    await desk.cases.transferCase(chat3, { kind: 'agent', agentId: colleague }, null)
    const { case: first } = (await desk.cache.readChat(chat1))!
    expect({
      topicId: first.topicId,
      priority: first.priority,
      isPinned: first.isPinned,
      deal: first.deal?.title,
      organisation: first.organisation?.name,
    }).toEqual({ topicId, priority: 'high', isPinned: true, deal: 'Диван', organisation: 'Ромашка' })
    const stateOf = async (id: ChatId) => (await desk.cache.readChat(id))?.case.state.kind
    expect([await stateOf(chat2), await stateOf(chat3)]).toEqual(['queued', 'assigned'])
    await desk.cases.returnCase(chat3)
    await desk.cases.closeCase(chat1)
    expect([await stateOf(chat1), await stateOf(chat3), await listed('closed')]).toEqual([
      'closed',
      'queued',
      ['chat 1'],
    ])
  })

  it('[C1] [C3] makes the card at once and unlinks it', async () => {
    hub.isDown = true
    hub.dropAll()
    const draft = {
      lastName: 'Ковалёва',
      firstName: 'Анна',
      patronymic: '',
      phones: ['+79172041833'],
      emails: [],
      position: '',
      comment: '',
    }
    const id = await desk.cases.createClientCard(chat1, draft)
    expect((await desk.cache.readChat(chat1))?.card).toEqual({ id, ...draft })
    await desk.cases.saveClientCard(chat1, id, { ...draft, position: 'Курьер' })
    expect((await desk.cache.readChat(chat1))?.card?.position).toBe('Курьер')
    await desk.cases.linkClientCard(chat1, null)
    expect((await desk.cache.readChat(chat1))?.card).toBeNull()
    const into = demoId<ClientCardId>('card', 2)
    const mergeId = await desk.cases.mergeClientCards(chat1, id, into)
    await desk.cases.undoMerge(chat1, mergeId)
    expect(await desk.cache.countPending()).toBe(5)
  })

  it('answers a waiting case by writing: mine at once', async () => {
    setCase(1, { state: queued(team1), waitingSinceMs: T })
    await desk.untilLive()
    hub.isSilent = true
    await desk.outbox.sendText(chat1, 'Здравствуйте')
    const { case: shown } = (await desk.cache.readChat(chat1))!
    expect([shown.state.kind, shown.waitingSinceMs]).toEqual(['assigned', null])
  })

  it('means the case that was on the screen: another one that has begun since stays as it is', async () => {
    setCase(1, { state: queued(team1) })
    await desk.untilLive()
    hub.isSilent = true
    await desk.cases.closeCase(chat1)
    hub.isSilent = false
    hub.losesCommands = true
    hub.changeChat(chat1, { case: { ...hub.chats[0]!.case, id: demoId<CaseId>('case', 99), state: queued(null) } })
    hub.dropAll()
    await desk.untilLive()
    expect((await desk.cache.readChat(chat1))?.case.state.kind).toBe('queued')
  })

  it('[N8] changes the own status at once, and back with a refusal', async () => {
    hub.refusalOf = ({ name }) => (name === 'setStatus' ? { reason: 'invalid', detail: null } : null)
    hub.isSilent = true
    await desk.cases.setStatus('break')
    await desk.cases.setStatus('break')
    expect((await desk.cache.readMe())?.agent.status).toBe('break')
    hub.isSilent = false
    hub.dropAll()
    await desk.untilSettled()
    expect((await desk.cache.readMe())?.agent.status).toBe('online')
    expect(desk.refused).toEqual([{ chatId: null, command: 'setStatus', reason: 'invalid' }])
  })
})

describe('a comment', () => {
  it('[M25] stands in the timeline at once, outlives a kill and never changes the list’s last line', async () => {
    hub.isDown = true
    hub.dropAll()
    const before = (await desk.cache.readChat(chat1))?.lastMessage
    await desk.outbox.addNote(chat1, '@Иван Петров, посмотрите', [colleague])
    desk = desk.restart()
    expect(await desk.readLines(chat1)).toEqual(['note (local)'])
    hub.isDown = false
    await desk.start()
    await desk.untilSettled()
    expect(await desk.readLines(chat1)).toEqual(['note'])
    expect((await desk.cache.readChat(chat1))?.lastMessage).toEqual(before)
    expect(hub.sent).toEqual([])
  })

  it('keeps its words when it is refused, and goes again on request', async () => {
    hub.refusalOf = ({ name }) => (name === 'addNote' ? { reason: 'invalid', detail: null } : null)
    const id = await desk.outbox.addNote(chat1, 'заметка', [])
    await desk.untilSettled()
    expect(await desk.readLines(chat1)).toEqual(['note (failed)'])
    hub.refusalOf = () => null
    await desk.outbox.retryMessage(id)
    await desk.untilSettled()
    expect(await desk.readLines(chat1)).toEqual(['note'])
  })

  it('[M20] as a draft comes back as a comment, never as a message to the client', async () => {
    await desk.drafts.saveDraft(chat1, { text: 'для своих', images: [], isNote: true })
    expect(await desk.drafts.readDraft(chat1)).toEqual({ text: 'для своих', images: [], isNote: true })
  })
})

describe('[N5] what is told of, once', () => {
  async function told(count: number): Promise<readonly string[]> {
    await desk.untilLive()
    await desk.until('the news', () => desk.incoming.length >= count)
    return desk.incoming.map(({ kind, chat }) => `${kind} in chat ${String(Number(chat.id.slice(-12)))}`)
  }

  it('[AV-64] [N2] a response in place of the letter that came with it', async () => {
    hub.commitTogether(() => {
      hub.put(event(50, 1, { kind: 'response', vacancyTitle: 'Курьер', how: 'chat' }))
      hub.clientWrites(51, 1, T + 1)
    })
    expect(await told(1)).toEqual(['response in chat 1'])
  })

  it('[N3] a case that is given to me, not what I took or a colleague got', async () => {
    const given = (agentId: AgentId, how: 'claimed' | 'byPerson' | 'automatically') =>
      ({ kind: 'caseEvent', event: { kind: 'assigned', agentId, how } }) as const
    hub.put(event(51, 2, given(me, 'claimed')))
    hub.put(event(52, 3, given(colleague, 'byPerson')))
    await desk.untilLive()
    hub.put(event(50, 1, given(me, 'automatically')))
    expect(await told(1)).toEqual(['assigned in chat 1'])
  })

  it('[M25] a comment that names me, not my own', async () => {
    const note = { kind: 'note', text: '@Мария Орлова', mentions: [me] } as const
    hub.put(event(51, 1, note, { author: { kind: 'agent', agentId: me } }))
    hub.put(event(52, 2, { ...note, mentions: [] }, { author: { kind: 'agent', agentId: colleague } }))
    hub.put(event(50, 1, note, { author: { kind: 'agent', agentId: colleague } }))
    expect(await told(1)).toEqual(['mention in chat 1'])
  })

  it('[V2] a whisper to me, not between others; a case that was mine and somebody else took', async () => {
    const by = (agentId: AgentId) => ({ author: { kind: 'agent', agentId } }) as const
    const whisper = (to: AgentId) =>
      ({ kind: 'note', text: 'Спросите про график', mentions: [to], between: [colleague, to] }) as const
    hub.put(event(51, 2, whisper(demoId<AgentId>('agent', 3)), by(colleague)))
    hub.put(event(50, 1, whisper(me), by(colleague)))
    await desk.untilLive()
    const passed = (fromAgentId: AgentId, byAgentId: AgentId) =>
      ({
        kind: 'caseEvent',
        event: { kind: 'transferred', to: { kind: 'agent', agentId: byAgentId }, byAgentId, note: null, fromAgentId },
      }) as const
    hub.put(event(52, 3, passed(me, me)))
    hub.put(event(53, 4, passed(me, colleague)))
    expect(await told(2)).toEqual(['whisper in chat 1', 'taken in chat 4'])
  })

  it('[V7] a missed target of which I am to be told', async () => {
    const missed = (tell: readonly AgentId[]) =>
      ({ kind: 'caseEvent', event: { kind: 'targetMissed', waitingSinceMs: T, targetMs: 60_000, tell } }) as const
    hub.put(event(51, 2, missed([colleague])))
    hub.put(event(50, 1, missed([colleague, me])))
    expect(await told(1)).toEqual(['late in chat 1'])
  })

  it('[Q22] what I put away and is back, in place of the words that brought it, not what a colleague did', async () => {
    const back = (agentId: AgentId) =>
      ({ kind: 'caseEvent', event: { kind: 'snoozeEnded', agentId, why: 'reply' } }) as const
    setCase(1, { state: assigned(me) })
    setCase(2, { state: assigned(colleague) })
    hub.put(event(51, 2, back(colleague)))
    hub.commitTogether(() => {
      hub.put(event(50, 1, back(me)))
      hub.clientWrites(52, 1, T + 1)
    })
    expect(await told(1)).toEqual(['returned in chat 1'])
  })

  it('the client’s words in my cases and in my queue, not in a colleague’s or a bot’s', async () => {
    setCase(1, { state: queued(team1) })
    setCase(2, { state: assigned(colleague) })
    setCase(3, { state: { kind: 'withBot', botId: demoId<BotId>('bot', 1), sinceMs: 0 } })
    for (const chat of [1, 2, 3, 4]) hub.clientWrites(60 + chat, chat, T)
    expect(await told(2)).toEqual(['message in chat 1', 'message in chat 4'])
  })
})

it('another hub forgets as whom one acted, and takes the wishes as one’s own', async () => {
  await desk.cases.actAs(colleague)
  hub.isSilent = true
  const id: MessageId = await desk.outbox.sendText(chat1, 'от имени коллеги')
  hub.isSilent = false
  hub.replaceDatabase()
  await desk.untilSettled()
  expect(hub.commands.filter(({ args }) => 'messageId' in args && args.messageId === id).at(-1)?.by).toBeUndefined()
  expect((await desk.cache.readMe())?.agent.id).toBe(me)
})

it('[Q19] tells in how many calls one is, and again after every reconnection', async () => {
  desk.engine.words.setCalls({ count: 1, by: null })
  await desk.until('the hub to hear of it', () => hub.calls.length === 1)
  hub.dropAll()
  await desk.until('the hub to hear of it again', () => hub.calls.length === 2)
  desk.engine.words.setCalls({ count: 0, by: colleague })
  await desk.until('the end of the call', () => hub.calls.length === 3)
  expect(hub.calls).toEqual([1, 1, 0])
})
