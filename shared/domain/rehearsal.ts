import type { Agent } from './agent'
import type { QueuedWhy, RuledEnd } from './case'
import type { ChannelSettings } from './channel-settings'
import type { Distribution } from './distribution'
import type { AgentId, AutoAnswerId, BotId, ChatId, TeamId } from './ids'
import type { Receivers } from './receiver'
import { RehearsedHub } from './rehearsed-hub'
import { checkChannelSettings, type SettingsProblem } from './settings-check'
import type { WorkingHours } from './working-hours'

/** What people did on a channel, as the hub recorded it. */
export type TrafficEvent = { readonly chatId: ChatId; readonly atMs: number } & (
  | { readonly kind: 'clientWrote' }
  /** To a vacancy, without a letter. */
  | { readonly kind: 'responded' }
  /** `null`: in the channel itself, outside Otklik. */
  | { readonly kind: 'answered'; readonly agentId: AgentId | null }
  | { readonly kind: 'closed'; readonly agentId: AgentId }
)

export interface RehearsalInput extends Pick<Receivers, 'teams' | 'bots'> {
  readonly traffic: readonly TrafficEvent[]
  /** Where the rehearsal ends: now. */
  readonly untilMs: number
  readonly settings: ChannelSettings
  readonly hours: WorkingHours
  readonly distribution: Distribution
  /** All of them are taken to be at work the whole time, as nobody knows who will be. */
  readonly agents: readonly Agent[]
  readonly maxTextLength: number
}

export interface Rehearsal {
  readonly problems: readonly SettingsProblem[]
  /** In the order in which they begin. */
  readonly cases: readonly RehearsedCase[]
  readonly totals: RehearsalTotals
}

export interface RehearsedCase {
  readonly chatId: ChatId
  readonly openedAtMs: number
  readonly steps: readonly RehearsedStep[]
}

export type RehearsedStep = { readonly atMs: number } & (
  | { readonly kind: 'withBot'; readonly botId: BotId }
  | { readonly kind: 'queued'; readonly teamId: TeamId | null; readonly why: QueuedWhy }
  | { readonly kind: 'assigned'; readonly agentId: AgentId; readonly how: 'claimed' | 'automatically' }
  | { readonly kind: 'autoAnswer'; readonly answerId: AutoAnswerId }
  | { readonly kind: 'closed'; readonly by: RuledEnd; readonly isTextSent: boolean }
)

export interface RehearsalTotals {
  readonly cases: number
  /** Responses without a message that the channel would keep to itself (spec Q10). */
  readonly notPassedOn: number
  readonly withBot: number
  readonly autoAnswers: number
  readonly closedByTimeout: number
  readonly closingTexts: number
  /** In a queue at the end. */
  readonly queued: number
}

/**
 * Recent traffic once more, under other settings (spec A22). Clients and agents do again what they did; everything that
 * rules decide is decided by the very functions that decide it in the hub. A bot is taken to answer at once and to keep
 * its cases: what it would say is not known.
 */
export function rehearse(input: RehearsalInput): Rehearsal {
  const hub = new RehearsedHub(input)
  for (const event of [...input.traffic].sort((a, b) => a.atMs - b.atMs)) hub.happen(event)
  hub.runUntil(input.untilMs)
  return { problems: checkChannelSettings(input.settings, input), cases: hub.cases, totals: totalsOf(hub) }
}

function totalsOf({ cases, notPassedOn }: RehearsedHub): RehearsalTotals {
  const count = (isCounted: (step: RehearsedStep) => boolean) =>
    cases.reduce((sum, { steps }) => sum + steps.filter(isCounted).length, 0)
  return {
    cases: cases.length,
    notPassedOn,
    withBot: count(({ kind }) => kind === 'withBot'),
    autoAnswers: count(({ kind }) => kind === 'autoAnswer'),
    closedByTimeout: count((step) => step.kind === 'closed' && step.by.kind === 'timeout'),
    closingTexts: count((step) => step.kind === 'closed' && step.isTextSent),
    queued: cases.filter(({ state }) => state.kind === 'queued').length,
  }
}
