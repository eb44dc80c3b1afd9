import type { CaseState } from './case'
import type { ChannelSettings } from './channel-settings'
import type { WorkingHours } from './working-hours'
import { isWorkingTime, nextChangeOfHours } from './working-time'

/**
 * When people go on where the bot of off hours left: as soon as they are at work. `null`: never, for it is no such
 * bot, it is the one of working hours too, or nobody ever works.
 */
export function endOfBotShift(
  state: CaseState,
  { receiver }: Pick<ChannelSettings, 'receiver'>,
  hours: WorkingHours,
): number | null {
  if (state.kind !== 'withBot' || isWorkingTime(hours, state.sinceMs)) return null
  if (receiver.kind === 'bot' && receiver.botId === state.botId) return null
  return nextChangeOfHours(hours, state.sinceMs)
}
