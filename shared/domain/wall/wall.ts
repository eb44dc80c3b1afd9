import type { AgentId, CaseId, TeamId } from '../ids'
import { dayOf, hourOf } from './day'
import type { AgentFact, CaseFact, RulesFact, WallFact } from './facts'
import { DEFAULT_TARGETS, targetMsOf } from './service-targets'
import {
  counts,
  holderOf,
  isIn,
  keeperOf,
  NO_SUMS,
  queueKeyOf,
  sumsOf,
  type Day,
  type QueueKey,
  type QueueSums,
} from './tally'
import { Waits } from './waits'
import type { AgentRow, HourRow, QueueRow, WallView } from './wall-view'

const NO_RULES: RulesFact = { kind: 'rules', targets: DEFAULT_TARGETS, capacity: 5, timeZone: 'Europe/Moscow' }

/**
 * The supervisor's wall as a fold over facts (ADR 45): live, replayed and tested with the same one. A fact costs the
 * same however many cases are open; only a new day or new rules look at all of them. Told the time, it knows none.
 */
export class Wall {
  private rules: RulesFact = NO_RULES
  private day: Day = { startMs: 0, endMs: 0 }
  private readonly cases = new Map<CaseId, CaseFact>()
  private readonly agents = new Map<AgentId, AgentFact>()
  private readonly sums = new Map<QueueKey, QueueSums>()
  private readonly open = new Map<AgentId, number>()
  private readonly snoozed = new Map<AgentId, number>()
  private readonly closed = new Map<AgentId, number>()
  private hours: { arrived: number; answered: number }[] = emptyHours()
  private waits = this.newWaits()
  private readonly touchedQueues = new Set<QueueKey>()
  private readonly touchedAgents = new Set<AgentId>()
  private readonly touchedHours = new Set<number>()
  private isGoalTouched = true
  private missed: CaseFact[] = []

  constructor(private nowMs: number) {
    this.day = dayOf(this.rules.timeZone, nowMs)
  }

  /** In the order of the log. */
  apply(fact: WallFact, atMs: number): void {
    this.advance(atMs)
    switch (fact.kind) {
      case 'case':
        this.applyCase(fact)
        return
      case 'agent':
        this.agents.set(fact.id, fact)
        this.touchedAgents.add(fact.id)
        return
      case 'rules':
        if (JSON.stringify(fact) === JSON.stringify(this.rules)) return
        this.rules = fact
        this.isGoalTouched = true
        this.countAnew()
        return
    }
  }

  /** Time never goes back: a clock that was put back is waited for. */
  advance(nowMs: number): void {
    if (nowMs <= this.nowMs) return
    this.nowMs = nowMs
    if (nowMs >= this.day.endMs) this.countAnew()
    this.judgeWaits()
  }

  /** Cases whose target was missed since this was last asked, as they were then. */
  takeMissed(): readonly CaseFact[] {
    const { missed } = this
    this.missed = []
    return missed
  }

  /** All of it. */
  view(): WallView {
    return {
      queues: [...this.sums.keys()].map((key) => this.queueRow(key)),
      agents: [...this.agents.values()].filter(({ isRemoved }) => !isRemoved).map((agent) => this.agentRow(agent)),
      goneAgents: [],
      hours: this.hours.map((row, hour) => ({ hour, ...row })),
      goal: this.goal(),
    }
  }

  /** What has changed since this was last asked; `null`: nothing that anybody could see. */
  takeChanges(): WallView | null {
    const { touchedQueues, touchedAgents, touchedHours } = this
    if (touchedQueues.size + touchedAgents.size + touchedHours.size === 0 && !this.isGoalTouched) return null
    const agents = [...touchedAgents].flatMap((id) => this.agents.get(id) ?? [])
    const hours: HourRow[] = [...touchedHours].flatMap((hour) => {
      const row = this.hours[hour]
      return row ? [{ hour, ...row }] : []
    })
    const view: WallView = {
      queues: [...touchedQueues].map((key) => this.queueRow(key)),
      agents: agents.filter(({ isRemoved }) => !isRemoved).map((agent) => this.agentRow(agent)),
      goneAgents: agents.filter(({ isRemoved }) => isRemoved).map(({ id }) => id),
      hours,
      goal: this.goal(),
    }
    touchedQueues.clear()
    touchedAgents.clear()
    touchedHours.clear()
    this.isGoalTouched = false
    return view
  }

  /** Enough to begin another wall that shows the same. */
  facts(): readonly WallFact[] {
    return [this.rules, ...this.agents.values(), ...this.cases.values()]
  }

  /** For whoever asks what stands behind a number (behind.ts). */
  *casesNow(): Iterable<CaseFact & { readonly isLate: boolean }> {
    for (const fact of this.cases.values()) yield { ...fact, isLate: this.waits.isLate(fact.id) }
  }

  get context(): { readonly day: Day; readonly rules: RulesFact } {
    return { day: this.day, rules: this.rules }
  }

  isTalking(id: AgentId): boolean {
    return this.agents.get(id)?.talkingSinceMs != null
  }

  private applyCase(fact: CaseFact): void {
    const before = this.cases.get(fact.id)
    if (before) this.count(before, -1)
    const isShown = counts(fact, this.day)
    if (isShown) {
      this.cases.set(fact.id, fact)
      this.count(fact, 1)
    } else this.cases.delete(fact.id)
    this.waits.set(fact.id, isShown ? fact : null, targetMsOf(this.rules.targets, fact))
    this.judgeWaits()
  }

  private count(fact: CaseFact, by: 1 | -1): void {
    const key = queueKeyOf(fact)
    const sums = this.sums.get(key) ?? { ...NO_SUMS }
    this.sums.set(key, sums)
    const own = sumsOf(fact, this.day, this.rules.targets)
    for (const name of SUM_NAMES) sums[name] += by * own[name]
    this.touchedQueues.add(key)
    const holder = holderOf(fact)
    if (holder) this.bump(this.open, holder, by)
    const keeper = keeperOf(fact)
    if (keeper) this.bump(this.snoozed, keeper, by)
    if (fact.agentId && own.closed > 0) this.bump(this.closed, fact.agentId, by)
    if (own.arrived > 0) this.bumpHour('arrived', fact.openedAtMs, by)
    if (isIn(this.day, fact.firstAnswerMs)) this.bumpHour('answered', fact.firstAnswerMs, by)
  }

  private bump(counter: Map<AgentId, number>, id: AgentId, by: number): void {
    counter.set(id, (counter.get(id) ?? 0) + by)
    this.touchedAgents.add(id)
  }

  private bumpHour(name: 'arrived' | 'answered', atMs: number, by: number): void {
    const hour = hourOf(this.rules.timeZone, atMs)
    const row = this.hours[hour]
    if (row) row[name] += by
    this.touchedHours.add(hour)
  }

  /** Another day, or other rules: the same cases count otherwise. */
  private countAnew(): void {
    this.day = dayOf(this.rules.timeZone, this.nowMs)
    const facts = [...this.cases.values()]
    const queues = [...this.sums.keys()]
    for (const id of [...this.open.keys(), ...this.closed.keys(), ...this.agents.keys()]) this.touchedAgents.add(id)
    this.cases.clear()
    this.open.clear()
    this.snoozed.clear()
    this.closed.clear()
    this.hours = emptyHours()
    this.hours.forEach((_row, hour) => this.touchedHours.add(hour))
    this.waits = this.newWaits()
    this.sums.clear()
    for (const key of queues) {
      this.sums.set(key, { ...NO_SUMS })
      this.touchedQueues.add(key)
    }
    for (const fact of facts) this.applyCase(fact)
  }

  private newWaits(): Waits {
    return new Waits((queue) => {
      this.touchedQueues.add(queue)
    })
  }

  private judgeWaits(): void {
    for (const id of this.waits.advance(this.nowMs)) {
      const fact = this.cases.get(id)
      if (fact) this.missed.push(fact)
    }
  }

  private goal() {
    const { goalPercent, answerWithinMs } = this.rules.targets
    return { goalPercent, answerWithinMs }
  }

  private queueRow(key: QueueKey): QueueRow {
    return {
      teamId: teamOf(key),
      ...(this.sums.get(key) ?? NO_SUMS),
      late: this.waits.lateIn(key),
      oldest: oldestOf(this.waits.oldestIn(key)),
    }
  }

  private agentRow({ id, status, ownStatusId, statusSinceMs, talkingSinceMs, capacity }: AgentFact): AgentRow {
    return {
      agentId: id,
      status,
      ...(ownStatusId == null ? {} : { ownStatusId }),
      statusSinceMs,
      talkingSinceMs,
      capacity: capacity ?? this.rules.capacity,
      open: this.open.get(id) ?? 0,
      snoozed: this.snoozed.get(id) ?? 0,
      closed: this.closed.get(id) ?? 0,
    }
  }
}

// Its keys are those of the type.
const SUM_NAMES = Object.keys(NO_SUMS) as (keyof QueueSums)[]

function teamOf(key: QueueKey): TeamId | null {
  return key === 'none' ? null : key
}

function oldestOf(wait: QueueRow['oldest']): QueueRow['oldest'] {
  return wait && { caseId: wait.caseId, chatId: wait.chatId, sinceMs: wait.sinceMs }
}

function emptyHours(): { arrived: number; answered: number }[] {
  return Array.from({ length: 24 }, () => ({ arrived: 0, answered: 0 }))
}
