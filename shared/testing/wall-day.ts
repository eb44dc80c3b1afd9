import fc from 'fast-check'

import type { AgentId, CaseId, ChannelId, ChatId, TeamId } from '../domain/ids'
import type { CaseFact, WallFact } from '../domain/wall/facts'

export interface ToldFact {
  readonly atMs: number
  readonly fact: WallFact
}

/** Half an hour before a midnight in Moscow, so that most days have one in them. */
export const DAY_BEGINS_MS = Date.UTC(2026, 10, 27, 20, 30)
const MINUTE_MS = 60_000
const TEAMS = ['team-a', 'team-b', null] as readonly (TeamId | null)[]
const AGENTS = ['agent-1', 'agent-2', 'agent-3'].map((id) => id as AgentId)
const CHANNELS = ['channel-x', 'channel-y'].map((id) => id as ChannelId)

const step = fc.record({
  afterMs: fc.oneof(fc.integer({ min: 0, max: 3 * MINUTE_MS }), fc.integer({ min: 0, max: 3 * 60 * MINUTE_MS })),
  which: fc.nat(),
  does: fc.constantFrom('word', 'word', 'answer', 'answer', 'queue', 'take', 'bot', 'close', 'status', 'talk', 'rules'),
  team: fc.constantFrom(...TEAMS),
  agent: fc.constantFrom(...AGENTS),
  minutes: fc.integer({ min: 1, max: 90 }),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** A day of a contact centre as its wall is told of it; about `cases` cases. */
export function anyWallDay(cases: number): fc.Arbitrary<readonly ToldFact[]> {
  return fc
    .array(step, { minLength: cases, maxLength: cases * 3, size: 'max' })
    .map((steps) => new WallDay(cases).told(steps))
}

class WallDay {
  private readonly cases = new Map<number, CaseFact>()
  private nowMs = DAY_BEGINS_MS
  private numbers = 0

  constructor(private readonly count: number) {}

  told(steps: readonly Step[]): readonly ToldFact[] {
    return steps.map((each) => {
      this.nowMs += each.afterMs
      return { atMs: this.nowMs, fact: this.fact(each) }
    })
  }

  private fact({ does, which, team, agent, minutes }: Step): WallFact {
    if (does === 'status' || does === 'talk')
      return {
        kind: 'agent',
        id: agent,
        status: does === 'status' && minutes > 45 ? 'break' : 'online',
        statusSinceMs: this.nowMs,
        talkingSinceMs: does === 'talk' ? this.nowMs : null,
        capacity: minutes > 60 ? 3 : null,
        isRemoved: minutes === 7,
      }
    if (does === 'rules')
      return {
        kind: 'rules',
        capacity: 5,
        timeZone: 'Europe/Moscow',
        targets: {
          answerWithinMs: minutes % 5 === 0 ? null : minutes * MINUTE_MS,
          goalPercent: 90,
          exceptions: [{ teamId: team, channelId: CHANNELS[minutes % 2] ?? null, answerWithinMs: MINUTE_MS }],
        },
      }
    const place = which % this.count
    const before = this.cases.get(place)
    const known = before === undefined || before.state === 'closed' ? this.begun(place, team) : before
    const next = this.changed(known, does, team, agent)
    this.cases.set(place, next)
    return next
  }

  private begun(place: number, teamId: TeamId | null): CaseFact {
    this.numbers += 1
    return {
      kind: 'case',
      id: `case-${String(this.numbers)}` as CaseId,
      number: this.numbers,
      chatId: `chat-${String(place)}` as ChatId,
      channelId: CHANNELS[place % 2] ?? ('channel-x' as ChannelId),
      state: 'queued',
      teamId,
      agentId: null,
      sinceMs: this.nowMs,
      openedAtMs: this.nowMs,
      waitingSinceMs: this.nowMs,
      firstAnswerMs: null,
      closedAtMs: null,
      priority: 'normal',
    }
  }

  private changed(fact: CaseFact, does: Step['does'], teamId: TeamId | null, agentId: AgentId): CaseFact {
    const sinceMs = this.nowMs
    switch (does) {
      case 'answer':
        return { ...fact, waitingSinceMs: null, firstAnswerMs: fact.firstAnswerMs ?? this.nowMs }
      case 'queue':
        return { ...fact, state: 'queued', teamId, agentId: null, sinceMs }
      case 'take':
        return { ...fact, state: 'assigned', agentId, sinceMs }
      case 'bot':
        return { ...fact, state: 'withBot', teamId: null, agentId: null, sinceMs }
      case 'close':
        return { ...fact, state: 'closed', waitingSinceMs: null, closedAtMs: this.nowMs, sinceMs }
      default:
        return { ...fact, waitingSinceMs: fact.waitingSinceMs ?? this.nowMs }
    }
  }
}
