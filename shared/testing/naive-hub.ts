import { afterNoAnswer } from '../domain/after-no-answer'
import { endOfBotShift } from '../domain/bot-shift'
import type { CaseState, QueuedWhy, RuledEnd } from '../domain/case'
import { afterEvent, closingText, nextDue, onDue, type AutomationFacts } from '../domain/case-automation'
import type { AgentId, CaseId, ChatId, TeamId } from '../domain/ids'
import { personFor, receiverFor, type PresentPerson } from '../domain/receiver'
import type { RehearsalInput, RehearsedStep, TrafficEvent } from '../domain/rehearsal'
import { route, type RoutableAgent, type WaitingCase } from '../domain/routing'

export interface NaiveCase {
  readonly id: CaseId
  readonly chatId: ChatId
  readonly openedAtMs: number
  readonly steps: RehearsedStep[]
  /** Of each auto-answer: the wait that it was sent in. */
  readonly answeredWaits: { readonly answerId: string; readonly atMs: number; readonly waitSinceMs: number }[]
  state: CaseState
  automation: AutomationFacts | null
  waitingSinceMs: number | null
  triedAgentIds: readonly AgentId[]
}

/**
 * What a hub does, written to be read: every list is looked through from the beginning, every queue is routed as a
 * whole after each change, and nothing is kept that can be counted.
 */
export class NaiveHub {
  readonly cases: NaiveCase[] = []
  /** Automatic assignments, with what the agent then had. */
  readonly loads: { readonly agentId: AgentId; readonly load: number }[] = []
  notPassedOn = 0
  private readonly idleSince = new Map<AgentId, number>()
  private readonly lastAssigned = new Map<AgentId, number>()

  constructor(private readonly input: RehearsalInput) {}

  run(): void {
    for (const event of this.input.traffic) {
      this.wait(event.atMs)
      this.happen(event)
      this.routeAll(event.atMs)
    }
    this.wait(this.input.untilMs)
  }

  agents(): RoutableAgent[] {
    return this.input.agents.map((agent) => ({
      ...agent,
      status: 'online',
      load: this.cases.filter(({ state }) => state.kind === 'assigned' && state.agentId === agent.id).length,
      idleSinceMs: this.idleSince.get(agent.id) ?? -Infinity,
      lastAssignedMs: this.lastAssigned.get(agent.id) ?? null,
    }))
  }

  queued(): WaitingCase[] {
    return this.cases.flatMap(({ id, state, waitingSinceMs, triedAgentIds }) => {
      if (state.kind !== 'queued') return []
      const sinceMs = waitingSinceMs ?? state.sinceMs
      return [{ id, teamId: state.teamId, priority: 'normal', sinceMs, triedAgentIds }]
    })
  }

  private wait(untilMs: number): void {
    for (;;) {
      const due = this.cases
        .map((itsCase) => ({ itsCase, atMs: this.dueAt(itsCase) }))
        .filter(({ atMs }) => atMs <= untilMs)
        .reduce<{ itsCase: NaiveCase; atMs: number } | null>(
          (first, next) => (first === null || next.atMs < first.atMs ? next : first),
          null,
        )
      if (due === null) return
      this.handleDue(due.itsCase, due.atMs)
      this.routeAll(due.atMs)
    }
  }

  private dueAt(itsCase: NaiveCase): number {
    const { state } = itsCase
    const answerByMs = state.kind === 'assigned' ? state.answerByMs : null
    const { settings, hours } = this.input
    const shiftEndMs = endOfBotShift(state, settings, hours) ?? Infinity
    return Math.min(nextDue(itsCase, settings)?.atMs ?? Infinity, answerByMs ?? Infinity, shiftEndMs)
  }

  private happen(event: TrafficEvent): void {
    const { atMs, chatId } = event
    const open = this.cases.find((one) => one.chatId === chatId && one.state.kind !== 'closed')
    if (event.kind === 'closed') {
      if (open) this.close(open, { kind: 'agent', agentId: event.agentId }, atMs)
      return
    }
    if (event.kind === 'answered') {
      const writer = this.input.agents.find(({ id, isRemoved }) => id === event.agentId && !isRemoved)
      if (!open && !writer) return
      const itsCase = open ?? this.open(chatId, atMs)
      const { state } = itsCase
      if (state.kind === 'assigned') itsCase.state = { ...state, answerByMs: null }
      else if (writer) {
        this.give(itsCase, writer.id, this.home(itsCase), 'claimed', atMs)
        itsCase.triedAgentIds = []
      }
      itsCase.waitingSinceMs = null
      itsCase.automation = afterEvent(itsCase.automation, { kind: 'personAnswered' }, this.input.hours, atMs)
      return
    }
    if (event.kind === 'responded' && !open && this.input.settings.isOnlyWithMessages) {
      this.notPassedOn += 1
      return
    }
    const itsCase = open ?? this.open(chatId, atMs)
    itsCase.waitingSinceMs ??= atMs
    itsCase.automation = afterEvent(itsCase.automation, { kind: 'clientWrote', atMs }, this.input.hours, atMs)
    if (!open) this.giveToReceiver(itsCase, atMs)
    if (itsCase.state.kind === 'withBot') {
      itsCase.waitingSinceMs = null
      itsCase.automation = afterEvent(itsCase.automation, { kind: 'botAnswered' }, this.input.hours, atMs)
    }
  }

  private handleDue(itsCase: NaiveCase, nowMs: number): void {
    for (;;) {
      const waitSinceMs = itsCase.automation?.wait?.sinceMs ?? NaN
      const { action, automation } = onDue(itsCase, this.input.settings, nowMs)
      itsCase.automation = automation
      if (action === null) break
      if (action.kind === 'closeByTimeout') {
        this.close(itsCase, { kind: 'timeout' }, nowMs)
        return
      }
      const answerId = action.answer.id
      itsCase.steps.push({ atMs: nowMs, kind: 'autoAnswer', answerId })
      itsCase.answeredWaits.push({ answerId, atMs: nowMs, waitSinceMs })
    }
    const { state } = itsCase
    if ((endOfBotShift(state, this.input.settings, this.input.hours) ?? Infinity) <= nowMs) {
      itsCase.waitingSinceMs = nowMs
      itsCase.automation = afterEvent(itsCase.automation, { kind: 'botHandedOver' }, this.input.hours, nowMs)
      this.giveToPerson(itsCase, personFor(this.input.settings, this.input), 'botHandedOver', nowMs)
      return
    }
    if (state.kind !== 'assigned' || state.answerByMs === null || state.answerByMs > nowMs) return
    const teamId = this.home(itsCase)
    itsCase.triedAgentIds = [...itsCase.triedAgentIds, state.agentId]
    itsCase.state = { kind: 'queued', teamId, sinceMs: nowMs }
    this.idleSince.set(state.agentId, nowMs)
    const { triedAgentIds } = itsCase
    const step = afterNoAnswer({ teamId, triedAgentIds }, this.agents(), this.input.distribution)
    itsCase.steps.push({ atMs: nowMs, kind: 'queued', teamId, why: 'notAnswered' })
    if (step.kind !== 'queue') this.giveByRule(itsCase, step.agentId, teamId, nowMs)
  }

  private routeAll(nowMs: number): void {
    for (const { caseId, agentId } of route(this.queued(), this.agents(), this.input.distribution)) {
      const itsCase = this.cases.find(({ id }) => id === caseId)
      if (itsCase?.state.kind !== 'queued') throw new Error('Only a queued case can be given.')
      this.giveByRule(itsCase, agentId, itsCase.state.teamId, nowMs)
    }
  }

  private giveByRule(itsCase: NaiveCase, agentId: AgentId, teamId: TeamId | null, nowMs: number): void {
    this.give(itsCase, agentId, teamId, 'automatically', nowMs)
    this.loads.push({ agentId, load: this.agents().find(({ id }) => id === agentId)?.load ?? NaN })
  }

  private open(chatId: ChatId, atMs: number): NaiveCase {
    const opened: NaiveCase = {
      id: String(this.cases.length).padStart(12, '0') as CaseId,
      chatId,
      openedAtMs: atMs,
      steps: [],
      answeredWaits: [],
      state: { kind: 'idle', sinceMs: atMs },
      automation: null,
      waitingSinceMs: null,
      triedAgentIds: [],
    }
    this.cases.push(opened)
    return opened
  }

  private giveToReceiver(itsCase: NaiveCase, nowMs: number): void {
    const receiver = receiverFor(this.input.settings, this.input.hours, nowMs, this.input)
    if (receiver.kind === 'bot') {
      itsCase.state = { kind: 'withBot', botId: receiver.botId, sinceMs: nowMs }
      itsCase.steps.push({ atMs: nowMs, kind: 'withBot', botId: receiver.botId })
    } else this.giveToPerson(itsCase, receiver, 'new', nowMs)
  }

  private giveToPerson(itsCase: NaiveCase, person: PresentPerson, why: QueuedWhy, nowMs: number): void {
    if (person.kind === 'agent') {
      this.give(itsCase, person.agentId, null, 'automatically', nowMs)
      return
    }
    itsCase.state = { kind: 'queued', teamId: person.teamId, sinceMs: nowMs }
    itsCase.steps.push({ atMs: nowMs, kind: 'queued', teamId: person.teamId, why })
  }

  private give(
    itsCase: NaiveCase,
    agentId: AgentId,
    teamId: TeamId | null,
    how: 'claimed' | 'automatically',
    nowMs: number,
  ): void {
    const { answerWithinMs } = this.input.distribution
    const isTimed = how !== 'claimed' && itsCase.waitingSinceMs !== null && answerWithinMs !== null
    const answerByMs = isTimed ? nowMs + answerWithinMs : null
    itsCase.state = { kind: 'assigned', agentId, teamId, sinceMs: nowMs, answerByMs }
    itsCase.steps.push({ atMs: nowMs, kind: 'assigned', agentId, how })
    this.idleSince.set(agentId, nowMs)
    this.lastAssigned.set(agentId, nowMs)
  }

  private close(itsCase: NaiveCase, by: RuledEnd, nowMs: number): void {
    const { state } = itsCase
    if (state.kind === 'assigned') this.idleSince.set(state.agentId, nowMs)
    itsCase.state = { kind: 'closed', atMs: nowMs, by }
    itsCase.steps.push({ atMs: nowMs, kind: 'closed', by, isTextSent: closingText(this.input.settings) !== null })
  }

  private home({ state }: NaiveCase): TeamId | null {
    if ((state.kind === 'queued' || state.kind === 'assigned') && state.teamId !== null) return state.teamId
    const person = personFor(this.input.settings, this.input)
    const agentId = state.kind === 'assigned' ? state.agentId : person.kind === 'agent' ? person.agentId : null
    const agent = this.input.agents.find(({ id, isRemoved }) => id === agentId && !isRemoved)
    const own = agent?.teamIds.find((teamId) => this.input.teams.some(({ id }) => id === teamId))
    return own ?? (person.kind === 'team' ? person.teamId : null)
  }
}
