import type { AgentStatus } from './agent'
import type { AgentId, ChatId } from './ids'

/** An agent's time in one status; the present one ends now. */
export interface StatusSpan {
  readonly status: AgentStatus
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
  for (const { status, ...span } of [...kept].sort((a, b) => a.fromMs - b.fromMs)) {
    const cut = {
      status,
      fromMs: Math.max(span.fromMs, fromMs),
      toMs: Math.min(span.toMs ?? nowMs, toMs, nowMs),
    }
    if (cut.toMs <= cut.fromMs) continue
    const last = spans.at(-1)
    if (last?.status === status && last.toMs === cut.fromMs) spans[spans.length - 1] = { ...last, toMs: cut.toMs }
    else spans.push(cut)
  }
  return spans
}

export function totalsOf(spans: readonly StatusSpan[]): ReadonlyMap<AgentStatus, number> {
  const totals = new Map<AgentStatus, number>()
  for (const { status, fromMs, toMs } of spans) totals.set(status, (totals.get(status) ?? 0) + toMs - fromMs)
  return totals
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
