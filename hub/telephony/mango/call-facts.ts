import type { CallOutcome } from '#shared/domain/message'
import type { LiveCall } from '#shared/domain/telephony'

import type { CallEvent, CallSummary, Party, StatsRow } from './wire/model'

/** All that was told of one conversation so far, in whatever order. */
export interface CallEvidence {
  readonly events: readonly CallEvent[]
  readonly summary: CallSummary | null
  readonly rows: readonly StatsRow[]
  /** Of the callback that began it: whom our own command was for. */
  readonly callBack: { readonly number: string } | null
}

export interface FinishedCall {
  readonly direction: 'incoming' | 'outgoing'
  readonly number: string
  readonly startedAtMs: number
  readonly durationMs: number
  readonly outcome: CallOutcome
  /** Of whoever talked. */
  readonly extension: string | null
}

export interface LiveFacts extends Pick<LiveCall, 'direction' | 'number' | 'extension' | 'phase' | 'startedAtMs'> {
  /** To hang up or to pass on by. */
  readonly legId: string
  readonly legStartS: number
  /** How the PBX names our side of that leg; `null`: it has none yet. */
  readonly initiator: string | null
}

/**
 * How it ended: by the summary where it came, else by the statistics. It depends on what was told and never on the order,
 * so a late or repeated word changes nothing. `null`: not over, or of no client (among colleagues).
 */
export function finishedCall({ summary, rows }: CallEvidence): FinishedCall | null {
  return summary ? ofSummary(summary) : ofRows(rows)
}

/** Where it is now, by the legs. `null`: nowhere any more, or among colleagues. */
export function liveCall({ events, callBack }: CallEvidence): LiveFacts | null {
  const legs = legsOf(events).filter(({ last }) => last.state !== 'Disconnected')
  // The latest leg is where the call is: the client's of a callback, the colleague's after a transfer.
  const leg = legs.toSorted((a, b) => a.first.atS - b.first.atS || a.first.legId.localeCompare(b.first.legId)).at(-1)
  const firstS = Math.min(...events.map(({ atS }) => atS))
  if (!leg) return null
  const { last } = leg
  const isOurs = last.commandId !== null || last.from.extension !== null
  const direction = isOurs ? 'outgoing' : 'incoming'
  const own = last.to.extension === null ? last.from : last.to
  const outside = own === last.to ? last.from : last.to
  if (callBack === null && outside.extension !== null) return null
  const number = callBack?.number ?? outside.number
  if (number === null) return null
  const phase = last.state === 'OnHold' ? 'held' : last.state === 'Connected' ? 'talking' : 'ringing'
  // Only the client's own leg of a callback is a talk.
  const isOwnLeg = callBack !== null && last.to.extension !== null
  return {
    direction,
    number,
    extension: own.extension,
    phase: isOwnLeg && phase === 'talking' ? 'ringing' : phase,
    startedAtMs: firstS * 1000,
    legId: last.legId,
    legStartS: leg.first.atS,
    initiator: own.number ?? own.extension,
  }
}

/** Every leg that was told of has ended. Another may still begin. */
export function isQuiet({ events }: CallEvidence): boolean {
  return legsOf(events).every(({ last }) => last.state === 'Disconnected')
}

function ofSummary(summary: CallSummary): FinishedCall | null {
  const { direction, talkAtS, endedAtS } = summary
  if (direction === 'internal') return null
  const [own, outside] = direction === 'incoming' ? [summary.to, summary.from] : [summary.from, summary.to]
  if (outside.number === null) return null
  const isTalk = talkAtS > 0
  return {
    direction,
    number: outside.number,
    startedAtMs: summary.createdAtS * 1000,
    durationMs: isTalk ? (endedAtS - talkAtS) * 1000 : 0,
    outcome: outcomeOf(direction, isTalk, summary.reason),
    extension: isTalk ? own.extension : null,
  }
}

function ofRows(rows: readonly StatsRow[]): FinishedCall | null {
  const inOrder = rows.toSorted((a, b) => a.startS - b.startS || a.finishS - b.finishS)
  const outward = inOrder.find(({ from, to }) => from.extension !== null && to.extension === null)
  const inward = inOrder.find(({ from }) => from.extension === null && from.number !== null)
  const first = outward ?? inward
  const last = inOrder.at(-1)
  if (!first || !last) return null
  const direction = outward ? 'outgoing' : 'incoming'
  const ownOf = ({ from, to }: StatsRow): Party => (direction === 'outgoing' ? from : to)
  const number = direction === 'outgoing' ? first.to.number : first.from.number
  if (number === null) return null
  const talk = inOrder
    .filter((row) => row.answerS > 0 && ownOf(row).extension !== null)
    .toSorted((a, b) => a.answerS - b.answerS)[0]
  const endedAtS = Math.max(...inOrder.map(({ finishS }) => finishS))
  return {
    direction,
    number,
    startedAtMs: Math.min(...inOrder.map(({ createdAtS }) => createdAtS)) * 1000,
    durationMs: talk ? (endedAtS - talk.answerS) * 1000 : 0,
    outcome: outcomeOf(direction, talk !== undefined, last.reason),
    extension: talk ? ownOf(talk).extension : null,
  }
}

function outcomeOf(direction: 'incoming' | 'outgoing', isTalk: boolean, reason: number): CallOutcome {
  if (isTalk) return 'answered'
  if (direction === 'incoming') return 'missed'
  switch (reason) {
    case 1110:
    case 1180:
      return 'cancelled'
    case 1111:
      return 'noAnswer'
    case 1121:
      return 'busy'
    case 1122:
    case 1123:
      return 'declined'
    default:
      return 'failed'
  }
}

/** By the numbers that the PBX gives: a lower one than the last seen says nothing of how the leg stands now. */
function legsOf(events: readonly CallEvent[]): readonly { readonly first: CallEvent; readonly last: CallEvent }[] {
  const legs = new Map<string, { first: CallEvent; last: CallEvent }>()
  for (const event of events) {
    const leg = legs.get(event.legId)
    if (!leg) legs.set(event.legId, { first: event, last: event })
    else if (event.seq > leg.last.seq) leg.last = event
    else if (event.seq < leg.first.seq) leg.first = event
  }
  return [...legs.values()]
}
