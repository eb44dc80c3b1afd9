import type { Agent } from './agent'
import type { PersonReceiver } from './case'
import type { ChannelSettings } from './channel-settings'
import type { BotId, TeamId } from './ids'
import type { WorkingHours } from './working-hours'
import { isWorkingTime } from './working-time'

/** Whoever there is to receive cases now. Removed agents may be among them, removed teams and bots are not. */
export interface Receivers {
  readonly agents: readonly Pick<Agent, 'id' | 'isRemoved' | 'teamIds'>[]
  readonly teams: readonly { readonly id: TeamId }[]
  readonly bots: readonly { readonly id: BotId }[]
}

/** Of a team: `null` is everybody's queue, where there is no team at all. */
export type PresentPerson =
  Extract<PersonReceiver, { kind: 'agent' }> | { readonly kind: 'team'; readonly teamId: TeamId | null }

export type PresentReceiver =
  PresentPerson | { readonly kind: 'bot'; readonly botId: BotId; readonly fallback: PresentPerson }

type ReceiverSettings = Pick<ChannelSettings, 'receiver' | 'offHours'>

/**
 * Who gets a case that begins now (spec Q5–Q7, A12, A14). Off hours a bot works only where it was chosen for off hours;
 * the bot of working hours rests then, and its fallback has the queue.
 */
export function receiverFor(
  settings: ReceiverSettings,
  hours: WorkingHours,
  nowMs: number,
  present: Receivers,
): PresentReceiver {
  const fallback = personFor(settings, present)
  const botId = botAt(settings, hours, nowMs)
  if (botId === null || !present.bots.some(({ id }) => id === botId)) return fallback
  return { kind: 'bot', botId, fallback }
}

/** Who takes over from a bot, or takes cases where there is none. Always somebody: what was removed is replaced. */
export function personFor({ receiver }: Pick<ReceiverSettings, 'receiver'>, present: Receivers): PresentPerson {
  const wanted = receiver.kind === 'bot' ? receiver.fallback : receiver
  const isTeam = (teamId: TeamId) => present.teams.some(({ id }) => id === teamId)
  const firstTeam: PresentPerson = { kind: 'team', teamId: present.teams[0]?.id ?? null }
  if (wanted.kind === 'team') return isTeam(wanted.teamId) ? wanted : firstTeam
  const agent = present.agents.find(({ id }) => id === wanted.agentId)
  if (agent && !agent.isRemoved) return wanted
  const ownTeam = agent?.teamIds.find(isTeam)
  return ownTeam === undefined ? firstTeam : { kind: 'team', teamId: ownTeam }
}

function botAt({ receiver, offHours }: ReceiverSettings, hours: WorkingHours, nowMs: number): BotId | null {
  if (isWorkingTime(hours, nowMs)) return receiver.kind === 'bot' ? receiver.botId : null
  return offHours.kind === 'bot' ? offHours.botId : null
}
