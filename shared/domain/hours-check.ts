import { MINUTES_A_DAY, workingMinutes } from './schedule'
import type { WorkingHours } from './working-hours'

/** Whether anything is off hours, and whether anything is not: one holiday in a week round the clock is off hours too. */
export function hoursCover({ week, exceptions }: WorkingHours): 'everything' | 'some' | 'nothing' {
  const minutes = [...week, ...exceptions.map(({ spans }) => spans)].map(workingMinutes)
  if (minutes.every((count) => count === 0)) return 'nothing'
  return minutes.every((count) => count === MINUTES_A_DAY) ? 'everything' : 'some'
}
