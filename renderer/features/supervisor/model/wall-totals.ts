import type { TeamId } from '#shared/domain/ids'
import type { Team } from '#shared/domain/team'
import type { QueueRow } from '#shared/domain/wall/wall-view'

const NOTHING: Omit<QueueRow, 'teamId'> = {
  queued: 0,
  assigned: 0,
  withBot: 0,
  late: 0,
  oldest: null,
  arrived: 0,
  closed: 0,
  answered: 0,
  judged: 0,
  inTime: 0,
  answerSumMs: 0,
}

/** Every team has its line; what is nobody's has one while there is something in it. */
export function queueRows(teams: readonly Team[], queues: ReadonlyMap<TeamId | null, QueueRow>): readonly QueueRow[] {
  const known = teams.map(({ id }) => queues.get(id) ?? { teamId: id, ...NOTHING })
  const others = [...queues.values()].filter(
    (row) => !teams.some(({ id }) => id === row.teamId) && (hasAny(row) || row.oldest !== null),
  )
  return [...known, ...others]
}

export function totalOf(rows: Iterable<QueueRow>): QueueRow {
  const total = { ...NOTHING, teamId: null } as { -readonly [K in keyof QueueRow]: QueueRow[K] }
  for (const row of rows) {
    for (const name of SUMS) total[name] += row[name]
    if (row.oldest && (!total.oldest || row.oldest.sinceMs < total.oldest.sinceMs)) total.oldest = row.oldest
  }
  return total
}

/** Of a hundred first answers that had a target, how many kept it; `null`: there was none. */
export function inTimePercent({ judged, inTime }: Pick<QueueRow, 'judged' | 'inTime'>): number | null {
  return judged === 0 ? null : Math.floor((inTime * 100) / judged)
}

/** `null`: nobody has been answered yet. */
export function meanAnswerMs({ answered, answerSumMs }: Pick<QueueRow, 'answered' | 'answerSumMs'>): number | null {
  return answered === 0 ? null : answerSumMs / answered
}

const SUMS = [
  'queued',
  'assigned',
  'withBot',
  'late',
  'arrived',
  'closed',
  'answered',
  'judged',
  'inTime',
  'answerSumMs',
] as const

function hasAny(row: QueueRow): boolean {
  return SUMS.some((name) => row[name] > 0)
}
