import { isDeepStrictEqual } from 'node:util'

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { AgentStatus } from '#shared/domain/agent'
import type { Chat } from '#shared/domain/chat'
import type { AgentId, ChatId, TeamId } from '#shared/domain/ids'
import { randomRuns } from '#shared/testing/random-runs'

import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'

const CHATS = 8
const AGENTS = 4
const CAPACITY = 2
const COMMANDS = { share: 150, full: 800 }
const LONG_MS = 1_200_000

const chat = fc.nat({ max: CHATS - 1 })
const agent = fc.nat({ max: AGENTS - 1 })
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), chat }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('answer' as const), chat, agent }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('claim' as const), chat, agent }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('race' as const), chat }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('give' as const), chat, agent, to: agent }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('send' as const), chat, agent, team: fc.nat({ max: 1 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('return' as const), chat }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('close' as const), chat, agent }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      agent,
      status: fc.constantFrom<AgentStatus>('online', 'break', 'away', 'offline'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dismiss' as const), agent }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('hire' as const), agent }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('automatic' as const), isOn: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

let centre: ContactCentre

beforeAll(async () => {
  await testTemplate()
  centre = await ContactCentre.open()
}, PREPARING_MS)
afterAll(() => centre.close())

describe('any commands in any order', () => {
  it(
    '[Q1, Q9, Q17, Q19] one case at a time, one holder, nobody over capacity by himself, none waits without need',
    async () => {
      const walk = await Walk.begin()
      for (const [index, next] of fc.sample(step, randomRuns(COMMANDS)).entries()) {
        const refused = await walk.take(next)
        await walk.check(`${String(index)}: ${JSON.stringify(next)} → ${JSON.stringify(refused)}`)
      }
      await walk.checkDesk()
    },
    LONG_MS,
  )
})

/** Drives the hub and knows what must be true of it. */
class Walk {
  private readonly chats: ChatId[] = []
  private before: readonly Chat[] = []
  private isAutomatic = true
  private readonly away = new Set<AgentId>()
  private readonly gone = new Set<AgentId>()
  /** Whoever returned a case is not given it again by itself. */
  private readonly returned = new Map<string, AgentId>()
  /** As the messages say. */
  private readonly waiting = new Map<ChatId, number | null>()
  private chosen: AgentId | null = null

  private constructor(
    private readonly names: readonly string[],
    private readonly agents: readonly AgentId[],
    private readonly teams: readonly TeamId[],
  ) {}

  static async begin(): Promise<Walk> {
    await centre.act('setStatus', { status: 'offline' })
    const teams = [centre.firstTeam, await centre.team('Продажи')]
    const agents: AgentId[] = []
    for (let index = 0; index < AGENTS; index += 1) agents.push(await centre.agent(`Агент ${String(index)}`, teams))
    await centre.distribution({ isAutomatic: true, capacity: CAPACITY })
    const walk = new Walk(
      Array.from({ length: CHATS }, () => centre.newName()),
      agents,
      teams,
    )
    for (const name of walk.names) {
      const id = await centre.write(name, { isBackfill: true })
      walk.chats.push(id)
      walk.waiting.set(id, null)
    }
    walk.before = await walk.read()
    return walk
  }

  async take(next: Step): Promise<unknown> {
    centre.clock.advance(1000)
    this.chosen = null
    if ('chat' in next) return this.work(next, at(this.chats, next.chat))
    return this.administer(next)
  }

  private async work(next: Extract<Step, { chat: number }>, chatId: ChatId): Promise<unknown> {
    const known = this.before.find(({ id }) => id === chatId)
    if (!known) throw new Error('a chat that was not read')
    const by = 'agent' in next ? at(this.agents, next.agent) : centre.me
    const { id: caseId, state } = known.case
    switch (next.kind) {
      case 'write':
        await centre.write(at(this.names, next.chat))
        if (this.waiting.get(chatId) === null) this.waiting.set(chatId, centre.clock.now())
        return null
      case 'answer': {
        const refused = await centre.answer(chatId, by)
        expect(refused === null).toBe(!this.gone.has(by))
        if (refused !== null) return refused
        this.waiting.set(chatId, null)
        this.chosen = by
        return null
      }
      case 'claim': {
        const refused = await centre.act('claimCase', { caseId }, by)
        const isFree = state.kind !== 'closed' && (state.kind !== 'assigned' || state.agentId === by)
        expect(refused === null).toBe(isFree && !this.gone.has(by))
        this.chosen = by
        return refused
      }
      case 'race': {
        const racing = this.agents.filter((id) => !this.gone.has(id))
        const outcomes = await Promise.all(racing.map((id) => centre.act('claimCase', { caseId }, id)))
        const winner = await centre.stateOf(chatId)
        this.chosen = winner.kind === 'assigned' ? winner.agentId : null
        expect(outcomes.map((refused) => refused === null)).toEqual(racing.map((id) => id === this.chosen))
        return null
      }
      case 'give':
      case 'send': {
        const to =
          next.kind === 'give'
            ? { kind: 'agent' as const, agentId: at(this.agents, next.to) }
            : { kind: 'team' as const, teamId: at(this.teams, next.team) }
        const refused = await centre.act('transferCase', { caseId, to, note: null }, by)
        if (refused !== null) return refused
        this.returned.delete(caseId)
        if (to.kind === 'agent') this.chosen = to.agentId
        return null
      }
      case 'return': {
        const refused = await centre.act('returnCase', { caseId })
        expect(refused === null).toBe(state.kind === 'assigned')
        if (state.kind === 'assigned') this.returned.set(caseId, state.agentId)
        return refused
      }
      case 'close': {
        const refused = await centre.act('closeCase', { caseId }, by)
        const isOpen = state.kind !== 'closed' && state.kind !== 'idle'
        expect(refused === null).toBe(isOpen && !this.gone.has(by))
        if (refused === null) this.waiting.set(chatId, null)
        return refused
      }
    }
  }

  async check(what: string): Promise<void> {
    await centre.settle()
    const now = await this.read()
    const [loadBefore, load] = [loadOf(this.before), loadOf(now)]
    for (const { id, case: itsCase } of now) {
      expect([what, itsCase.waitingSinceMs]).toEqual([what, this.waiting.get(id)])
      const { state } = itsCase
      if (state.kind === 'assigned') expect([what, this.gone.has(state.agentId)]).toEqual([what, false])
      if (state.kind === 'queued' && this.isAutomatic) {
        const fitting = this.agents.filter((agentId) => this.isFree(agentId, load))
        expect([what, fitting.filter((agentId) => agentId !== this.returned.get(itsCase.id))]).toEqual([what, []])
      }
      const past = this.before.find((chat) => chat.id === id)
      if (past && past.case.id !== itsCase.id) {
        expect([what, past.case.state.kind, itsCase.number > past.case.number]).toEqual([what, 'closed', true])
      }
    }
    for (const agentId of this.agents) {
      const [had, has] = [loadBefore.get(agentId) ?? 0, load.get(agentId) ?? 0]
      const most = Math.max(had, CAPACITY) + (agentId === this.chosen ? 1 : 0)
      expect([what, has <= most]).toEqual([what, true])
    }
    this.before = now
  }

  /** What desks were told of equals what is. */
  async checkDesk(): Promise<void> {
    for (const chat of this.before) {
      await centre.until(chat.id, (told) => isDeepStrictEqual(told, chat))
    }
    const seqs = centre.desk.changes.map(({ seq }) => seq)
    expect(seqs).toEqual([...seqs].sort((one, other) => one - other))
  }

  private async administer(next: Exclude<Step, { chat: number }>): Promise<unknown> {
    const by = 'agent' in next ? at(this.agents, next.agent) : centre.me
    switch (next.kind) {
      case 'status': {
        const refused = await centre.act('setStatus', { status: next.status }, by)
        if (refused !== null) return refused
        if (next.status === 'online') this.away.delete(by)
        else this.away.add(by)
        return null
      }
      case 'dismiss':
        await centre.remove(`agents/${by}`)
        this.gone.add(by)
        return null
      case 'hire':
        await centre.put(`agents/${by}`, { name: 'Агент', role: 'agent', teamIds: this.teams, capacity: null })
        if (this.gone.delete(by)) this.away.add(by)
        return null
      case 'automatic':
        await centre.distribution({ isAutomatic: next.isOn, capacity: CAPACITY })
        this.isAutomatic = next.isOn
        return null
      case 'restart':
        await centre.restart()
        return null
    }
  }

  private isFree(agentId: AgentId, load: ReadonlyMap<AgentId, number>): boolean {
    return !this.gone.has(agentId) && !this.away.has(agentId) && (load.get(agentId) ?? 0) < CAPACITY
  }

  private read(): Promise<readonly Chat[]> {
    return Promise.all(this.chats.map((id) => centre.hub.chat(id)))
  }
}

function loadOf(chats: readonly Chat[]): ReadonlyMap<AgentId, number> {
  const load = new Map<AgentId, number>()
  for (const {
    case: { state },
  } of chats) {
    if (state.kind === 'assigned') load.set(state.agentId, (load.get(state.agentId) ?? 0) + 1)
  }
  return load
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new Error('out of range')
  return found
}
