import type { CallId, SipAccountId } from './ids'

/** What the rules about several calls need to know of one. */
export interface CallAmongOthers {
  readonly id: CallId
  /** The line; `null` for a call into a page. */
  readonly accountId: SipAccountId | null
  /** Both sides are connected. */
  readonly isActive: boolean
  /** On hold, or on its way there. */
  readonly isOnHold: boolean
  /** Talks in the conference. */
  readonly isJoined: boolean
  readonly startedAtMs: number
}

/** One voice at a time: the calls that have to wait while `id` is talked on. A conference is one voice. */
export function whoMustWait(calls: readonly CallAmongOthers[], id: CallId): readonly CallId[] {
  const isInConference = calls.some((call) => call.id === id && call.isJoined)
  return calls
    .filter((call) => call.id !== id && hasVoice(call) && !(isInConference && call.isJoined))
    .map((call) => call.id)
}

/** Whom «swap» gives the voice: whoever has been here longest of those that wait, where another is talked to now. */
export function swapTarget(calls: readonly CallAmongOthers[]): CallId | null {
  if (!calls.some((call) => hasVoice(call) && !call.isJoined)) return null
  const waiting = calls.filter((call) => call.isActive && call.isOnHold && !call.isJoined)
  return [...waiting].sort((a, b) => a.startedAtMs - b.startedAtMs)[0]?.id ?? null
}

/** Calls whose other side can be connected with that of `id`: both stand, on one line (RFC 3891 knows one server). */
export function connectable(calls: readonly CallAmongOthers[], id: CallId): readonly CallId[] {
  const own = calls.find((call) => call.id === id)
  if (!own?.isActive || own.accountId === null || own.isJoined) return []
  return calls
    .filter((call) => call.id !== id && call.isActive && !call.isJoined && call.accountId === own.accountId)
    .map((call) => call.id)
}

/** Who can be joined with `id` to talk as three: the one with the voice, else whoever has been here longest. */
export function joinable(calls: readonly CallAmongOthers[], id: CallId): CallId | null {
  if (calls.some((call) => call.isJoined) || !calls.some((call) => call.id === id && call.isActive)) return null
  const others = calls.filter((call) => call.id !== id && call.isActive)
  const first = [...others].sort((a, b) => Number(a.isOnHold) - Number(b.isOnHold) || a.startedAtMs - b.startedAtMs)[0]
  return first?.id ?? null
}

export function hasVoice({ isActive, isOnHold }: Pick<CallAmongOthers, 'isActive' | 'isOnHold'>): boolean {
  return isActive && !isOnHold
}
