import type { AgentStatus } from './agent'
import type { AgentId, ChatId, OwnStatusId } from './ids'

/** An agent's time in one status; the present one ends now. */
export interface StatusSpan {
  readonly status: AgentStatus
  /** The company's own; absent: none. */
  readonly ownStatusId?: OwnStatusId | null | undefined
  readonly fromMs: number
  readonly toMs: number
}

/** `taken`, `closed`: a case at that moment. `call`: until `toMs`; `null`: it goes on. */
export type DayMark =
  | { readonly kind: 'taken' | 'closed'; readonly atMs: number; readonly chatId: ChatId }
  | { readonly kind: 'call'; readonly atMs: number; readonly toMs: number | null }

/** What an agent did in a stretch of time (spec V3). */
export interface AgentDay {
  readonly agentId: AgentId
  readonly spans: readonly StatusSpan[]
  readonly marks: readonly DayMark[]
}

/** A part of a status as it is kept; `toMs: null`: the agent is in it now. */
export interface KeptStatus {
  readonly status: AgentStatus
  readonly ownStatusId?: OwnStatusId | null | undefined
  readonly fromMs: number
  readonly toMs: number | null
}

interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

/** What of these lies within the stretch and is not of the future, in order; the same status twice in a row is one span. */
export function spansWithin(kept: readonly KeptStatus[], { fromMs, toMs }: Stretch, nowMs: number): StatusSpan[] {
  const spans: StatusSpan[] = []
  for (const { status, ownStatusId, ...span } of [...kept].sort((a, b) => a.fromMs - b.fromMs)) {
    const cut = {
      status,
      ...(ownStatusId == null ? {} : { ownStatusId }),
      fromMs: Math.max(span.fromMs, fromMs),
      toMs: Math.min(span.toMs ?? nowMs, toMs, nowMs),
    }
    if (cut.toMs <= cut.fromMs) continue
    const last = spans.at(-1)
    const isSame = last?.status === status && (last.ownStatusId ?? null) === (ownStatusId ?? null)
    if (isSame && last.toMs === cut.fromMs) spans[spans.length - 1] = { ...last, toMs: cut.toMs }
    else spans.push(cut)
  }
  return spans
}

/** A column of the day's figures: a plain status, or one of the company's own. */
export type StatusKey = AgentStatus | OwnStatusId

export function keyOfStatus({ status, ownStatusId }: Pick<StatusSpan, 'status' | 'ownStatusId'>): StatusKey {
  return ownStatusId ?? status
}

/** Time in each; what of it counts as a break is a sum of its own (`breakMsOf`). */
export function totalsOf(spans: readonly StatusSpan[]): ReadonlyMap<StatusKey, number> {
  const totals = new Map<StatusKey, number>()
  for (const span of spans) {
    const key = keyOfStatus(span)
    totals.set(key, (totals.get(key) ?? 0) + span.toMs - span.fromMs)
  }
  return totals
}

/** The plain break and every status of the company's own that was one when it was taken. */
export function breakMsOf(spans: readonly StatusSpan[]): number {
  return spans.reduce((sum, { status, fromMs, toMs }) => sum + (status === 'break' ? toMs - fromMs : 0), 0)
}

/** Since when somebody talks, as it was written down with each change; `sinceMs: null`: in no call. */
export interface TalkWord {
  readonly atMs: number
  readonly sinceMs: number | null
}

/** In the order of the log. A call whose beginning nobody wrote down is none. */
export function callsOf(words: readonly TalkWord[]): DayMark[] {
  const calls: { kind: 'call'; atMs: number; toMs: number | null }[] = []
  let present: { kind: 'call'; atMs: number; toMs: number | null } | null = null
  for (const { atMs, sinceMs } of words) {
    if (present && sinceMs !== present.atMs) {
      present.toMs = Math.max(atMs, present.atMs)
      present = null
    }
    if (sinceMs === null || present) continue
    present = { kind: 'call', atMs: sinceMs, toMs: null }
    calls.push(present)
  }
  return calls
}
