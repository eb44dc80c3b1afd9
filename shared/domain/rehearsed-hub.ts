import { assertNever } from '../lib/assert-never'
import { Heap } from '../lib/heap'
import { passOn } from './after-no-answer'
import { endOfBotShift } from './bot-shift'
import type { CaseState, QueuedWhy, RuledEnd } from './case'
import { afterEvent, closingText, nextDue, onDue, type AutomationEvent, type AutomationFacts } from './case-automation'
import type { AgentId, CaseId, ChatId, TeamId } from './ids'
import { personFor, receiverFor, type PresentPerson } from './receiver'
import type { RehearsalInput, RehearsedCase, RehearsedStep, TrafficEvent } from './rehearsal'
import { Router } from './router'
import { WaitingQueue } from './waiting-queue'

interface LiveCase extends RehearsedCase {
  readonly id: CaseId
  readonly steps: RehearsedStep[]
  state: CaseState
  automation: AutomationFacts | null
  waitingSinceMs: number | null
  triedAgentIds: readonly AgentId[]
  /** Timers of before are void. */
  plan: number
}

interface Timer {
  readonly atMs: number
  readonly of: LiveCase
  readonly plan: number
}

type Assigned = Extract<CaseState, { kind: 'assigned' }>

/** The life of cases in memory: what the hub does with the rules' decisions, without storing or sending anything. */
export class RehearsedHub {
  readonly cases: LiveCase[] = []
  notPassedOn = 0
  private readonly present = new Map<ChatId, LiveCase>()
  private readonly timers = new Heap<Timer>((a, b) => (a.atMs === b.atMs ? a.of.id < b.of.id : a.atMs < b.atMs))
  private readonly queue = new WaitingQueue()
  private readonly router: Router
  private readonly teamsOf: ReadonlyMap<AgentId, readonly TeamId[]>

  constructor(private readonly input: RehearsalInput) {
    const agents = input.agents.filter(({ isRemoved }) => !isRemoved)
    this.teamsOf = new Map(agents.map(({ id, teamIds }) => [id, teamIds]))
    const atWork = agents.map((agent) => ({
      ...agent,
      status: 'online' as const,
      load: 0,
      idleSinceMs: -Infinity,
      lastAssignedMs: null,
    }))
    this.router = new Router(input.distribution, atWork)
  }

  /** In order of time. */
  happen(event: TrafficEvent): void {
    this.runUntil(event.atMs)
    const present = this.present.get(event.chatId)
    switch (event.kind) {
      case 'clientWrote':
        this.handleWord(event, present)
        return
      case 'responded':
        if (!present && this.input.settings.isOnlyWithMessages) this.notPassedOn += 1
        else this.handleWord(event, present)
        return
      case 'answered':
        this.handleAnswer(event, present)
        return
      case 'closed':
        if (present) this.close(present, { kind: 'agent', agentId: event.agentId }, event.atMs)
        return
      default:
        assertNever(event)
    }
  }

  runUntil(untilMs: number): void {
    for (let timer = this.timers.peek(); timer && timer.atMs <= untilMs; timer = this.timers.peek()) {
      this.timers.pop()
      if (timer.of.plan === timer.plan) this.handleDue(timer.of, timer.atMs)
    }
  }

  private handleWord({ chatId, atMs }: TrafficEvent, present: LiveCase | undefined): void {
    const itsCase = present ?? this.open(chatId, atMs)
    itsCase.waitingSinceMs ??= atMs
    this.remember(itsCase, { kind: 'clientWrote', atMs }, atMs)
    if (present) this.enqueue(itsCase)
    else this.giveToReceiver(itsCase, atMs)
    if (itsCase.state.kind === 'withBot') {
      itsCase.waitingSinceMs = null
      this.remember(itsCase, { kind: 'botAnswered' }, atMs)
    }
    this.plan(itsCase)
  }

  private handleAnswer(
    { chatId, atMs, agentId }: Extract<TrafficEvent, { kind: 'answered' }>,
    present: LiveCase | undefined,
  ): void {
    const writer = agentId !== null && this.teamsOf.has(agentId) ? agentId : null
    if (!present && writer === null) return
    const itsCase = present ?? this.open(chatId, atMs)
    const { state } = itsCase
    if (state.kind === 'assigned') itsCase.state = { ...state, answerByMs: null }
    else if (writer !== null) this.give(itsCase, writer, 'claimed', this.homeTeam(itsCase), atMs)
    itsCase.waitingSinceMs = null
    this.enqueue(itsCase)
    this.remember(itsCase, { kind: 'personAnswered' }, atMs)
    this.plan(itsCase)
  }

  private handleDue(itsCase: LiveCase, nowMs: number): void {
    for (;;) {
      const { action, automation } = onDue(itsCase, this.input.settings, nowMs)
      itsCase.automation = automation
      if (action === null) break
      if (action.kind === 'closeByTimeout') {
        this.close(itsCase, { kind: 'timeout' }, nowMs)
        return
      }
      itsCase.steps.push({ atMs: nowMs, kind: 'autoAnswer', answerId: action.answer.id })
    }
    const { state } = itsCase
    if (state.kind === 'assigned' && state.answerByMs !== null && state.answerByMs <= nowMs) {
      this.handleNoAnswer(itsCase, state, nowMs)
    }
    const { settings, hours } = this.input
    if ((endOfBotShift(state, settings, hours) ?? Infinity) <= nowMs) this.handleShiftEnd(itsCase, nowMs)
    this.plan(itsCase)
  }

  private handleNoAnswer(itsCase: LiveCase, { agentId }: Assigned, nowMs: number): void {
    const { distribution } = this.input
    const teamId = this.homeTeam(itsCase)
    itsCase.triedAgentIds = [...itsCase.triedAgentIds, agentId]
    this.router.release(agentId, nowMs)
    const { triedAgentIds } = itsCase
    const next = passOn({ teamId, triedAgentIds }, this.router, distribution, nowMs)
    this.wait(itsCase, teamId, 'notAnswered', nowMs)
    if (next.kind !== 'queue') this.hold(itsCase, next.agentId, 'automatically', teamId, nowMs)
    this.fill(agentId, nowMs)
  }

  private handleShiftEnd(itsCase: LiveCase, nowMs: number): void {
    itsCase.waitingSinceMs = nowMs
    this.remember(itsCase, { kind: 'botHandedOver' }, nowMs)
    this.giveToPerson(itsCase, personFor(this.input.settings, this.input), 'botHandedOver', nowMs)
  }

  private open(chatId: ChatId, atMs: number): LiveCase {
    const opened: LiveCase = {
      // Ids of rehearsed cases leave this file nowhere; they only keep the order of opening.
      id: String(this.cases.length).padStart(12, '0') as CaseId,
      chatId,
      openedAtMs: atMs,
      steps: [],
      state: { kind: 'idle', sinceMs: atMs },
      automation: null,
      waitingSinceMs: null,
      triedAgentIds: [],
      plan: 0,
    }
    this.cases.push(opened)
    this.present.set(chatId, opened)
    return opened
  }

  private giveToReceiver(itsCase: LiveCase, nowMs: number): void {
    const { settings, hours } = this.input
    const receiver = receiverFor(settings, hours, nowMs, this.input)
    if (receiver.kind !== 'bot') {
      this.giveToPerson(itsCase, receiver, 'new', nowMs)
      return
    }
    itsCase.state = { kind: 'withBot', botId: receiver.botId, sinceMs: nowMs }
    itsCase.steps.push({ atMs: nowMs, kind: 'withBot', botId: receiver.botId })
  }

  private giveToPerson(itsCase: LiveCase, person: PresentPerson, why: QueuedWhy, nowMs: number): void {
    if (person.kind === 'agent') {
      this.give(itsCase, person.agentId, 'automatically', null, nowMs)
      return
    }
    this.wait(itsCase, person.teamId, why, nowMs)
    this.offer(itsCase, nowMs)
  }

  private wait(itsCase: LiveCase, teamId: TeamId | null, why: QueuedWhy, nowMs: number): void {
    itsCase.state = { kind: 'queued', teamId, sinceMs: nowMs }
    itsCase.steps.push({ atMs: nowMs, kind: 'queued', teamId, why })
    this.enqueue(itsCase)
  }

  /** At its place in the order, which moves with what is said. */
  private enqueue({ id, state, waitingSinceMs, triedAgentIds }: LiveCase): void {
    if (state.kind !== 'queued' || triedAgentIds.length >= this.input.distribution.attempts) return
    const sinceMs = waitingSinceMs ?? state.sinceMs
    this.queue.add({ id, teamId: state.teamId, priority: 'normal', sinceMs, triedAgentIds })
  }

  /** To whomever of its queue is free. */
  private offer(itsCase: LiveCase, nowMs: number): void {
    const { state } = itsCase
    if (!this.input.distribution.isAutomatic || state.kind !== 'queued') return
    const agentId = this.router.place({ teamId: state.teamId, triedAgentIds: itsCase.triedAgentIds }, nowMs)
    if (agentId !== null) this.hold(itsCase, agentId, 'automatically', state.teamId, nowMs)
  }

  /** Whoever became free has the next ones that wait for him. */
  private fill(agentId: AgentId, nowMs: number): void {
    if (!this.input.distribution.isAutomatic) return
    const teamIds = this.teamsOf.get(agentId) ?? []
    while (this.router.hasRoom(agentId)) {
      const next = this.queue.firstFor({ id: agentId, teamIds })
      const itsCase = next && this.cases[Number(next.id)]
      if (!itsCase) return
      this.offer(itsCase, nowMs)
      if (itsCase.state.kind === 'queued') throw new Error('A free agent was offered a case and did not get it.')
      this.plan(itsCase)
    }
  }

  private give(
    itsCase: LiveCase,
    agentId: AgentId,
    how: 'claimed' | 'automatically',
    teamId: TeamId | null,
    nowMs: number,
  ): void {
    this.router.take(agentId, nowMs)
    this.hold(itsCase, agentId, how, teamId, nowMs)
  }

  private hold(
    itsCase: LiveCase,
    agentId: AgentId,
    how: 'claimed' | 'automatically',
    teamId: TeamId | null,
    nowMs: number,
  ): void {
    const { answerWithinMs } = this.input.distribution
    const answerByMs =
      how === 'claimed' || itsCase.waitingSinceMs === null || answerWithinMs === null ? null : nowMs + answerWithinMs
    itsCase.state = { kind: 'assigned', agentId, teamId, sinceMs: nowMs, answerByMs }
    itsCase.steps.push({ atMs: nowMs, kind: 'assigned', agentId, how })
    if (how === 'claimed') itsCase.triedAgentIds = []
    this.queue.remove(itsCase.id)
  }

  private close(itsCase: LiveCase, by: RuledEnd, nowMs: number): void {
    const { state } = itsCase
    itsCase.state = { kind: 'closed', atMs: nowMs, by }
    itsCase.plan += 1
    itsCase.steps.push({ atMs: nowMs, kind: 'closed', by, isTextSent: closingText(this.input.settings) !== null })
    this.queue.remove(itsCase.id)
    this.present.delete(itsCase.chatId)
    if (state.kind !== 'assigned') return
    this.router.release(state.agentId, nowMs)
    this.fill(state.agentId, nowMs)
  }

  private remember(itsCase: LiveCase, event: AutomationEvent, nowMs: number): void {
    itsCase.automation = afterEvent(itsCase.automation, event, this.input.hours, nowMs)
  }

  private plan(itsCase: LiveCase): void {
    itsCase.plan += 1
    const { state, plan } = itsCase
    const { settings, hours } = this.input
    const answerByMs = (state.kind === 'assigned' ? state.answerByMs : null) ?? Infinity
    const shiftEndMs = endOfBotShift(state, settings, hours) ?? Infinity
    const atMs = Math.min(nextDue(itsCase, settings)?.atMs ?? Infinity, answerByMs, shiftEndMs)
    if (atMs === Infinity) return
    this.timers.push({ atMs, of: itsCase, plan })
  }

  /** Whose queue the case goes back to. */
  private homeTeam({ state }: LiveCase): TeamId | null {
    if ((state.kind === 'queued' || state.kind === 'assigned') && state.teamId !== null) return state.teamId
    const person = personFor(this.input.settings, this.input)
    const agentId = state.kind === 'assigned' ? state.agentId : person.kind === 'agent' ? person.agentId : null
    const own = agentId === null ? [] : (this.teamsOf.get(agentId) ?? [])
    const ownTeam = own.find((teamId) => this.input.teams.some(({ id }) => id === teamId))
    return ownTeam ?? (person.kind === 'team' ? person.teamId : null)
  }
}
