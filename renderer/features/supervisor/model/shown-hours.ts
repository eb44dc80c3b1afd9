import type { AgentDay } from '#shared/domain/agent-day'

const HOUR_MS = 3_600_000
/** Also of a day on which nobody was there. */
const LEAST: Hours = { fromHour: 9, toHour: 18 }

/** Hours since the day began: what of it is drawn. */
export interface Hours {
  readonly fromHour: number
  readonly toHour: number
}

/** From the first hour in which somebody worked to the last, so that a night takes no room. */
export function shownHours(days: readonly AgentDay[], startMs: number): Hours {
  const worked = days.flatMap(({ spans, marks }) => [
    ...spans.flatMap(({ status, fromMs, toMs }) => (status === 'offline' ? [] : [fromMs, toMs])),
    ...marks.map(({ atMs }) => atMs),
  ])
  const hours = worked.map((atMs) => (atMs - startMs) / HOUR_MS)
  return {
    fromHour: Math.max(0, Math.floor(Math.min(LEAST.fromHour, ...hours))),
    toHour: Math.ceil(Math.max(LEAST.toHour, ...hours)),
  }
}

/** Where a moment stands in the drawn hours, in percent; what is outside stands at the edge. */
export function placeOf(atMs: number, startMs: number, { fromHour, toHour }: Hours): number {
  const share = ((atMs - startMs) / HOUR_MS - fromHour) / (toHour - fromHour)
  return Math.max(0, Math.min(1, share)) * 100
}
