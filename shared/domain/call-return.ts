import { newCall, type CallState, type CallStep } from './call-state'

/** A talk that Otklik was in when it was killed, crashed or was started anew. */
interface LeftTalk extends Pick<
  CallState,
  'direction' | 'startedAtMs' | 'isMuted' | 'isHeld' | 'wantsHold' | 'isHeldRemotely'
> {
  readonly answeredAtMs: number
  /** The last moment at which it was known to live. */
  readonly seenAtMs: number
}

/** Nobody listens to silence for longer, and exchanges end calls without sound after some minutes. */
const AWAY_LIMIT_MS = 180_000
/** For the line to come back and the other side to answer; meanwhile the person sees that the voice is being sought. */
const RETURN_LIMIT_MS = 60_000

/** A clock that was set back meanwhile is no reason to give the other side up: it tells by itself whether it is there. */
export function mayReturn(seenAtMs: number, nowMs: number): boolean {
  return nowMs - seenAtMs <= AWAY_LIMIT_MS
}

/**
 * The talk goes on where it was, from the screen's point of view with its line lost: once that is back, the other side
 * is offered a new way of the sound, as after the death of a media window. Its answer is the proof that it is there;
 * without one the call ended when Otklik was last seen running.
 */
export function returningCall(talk: LeftTalk): CallStep {
  const { direction, startedAtMs, answeredAtMs, seenAtMs, isMuted, isHeld, wantsHold, isHeldRemotely } = talk
  const { state } = newCall(direction, startedAtMs)
  return {
    state: {
      ...state,
      stage: { kind: 'active', answeredAtMs },
      hasRung: true,
      isMuted,
      isHeld,
      wantsHold,
      isHeldRemotely,
      needs: { iceRestart: true, refresh: true },
      problems: { ...state.problems, signallingLost: true, mediaInterrupted: true },
      awaySinceMs: seenAtMs,
    },
    effects: [{ kind: 'lookUpCaller' }, { kind: 'schedule', event: 'returnTimedOut', afterMs: RETURN_LIMIT_MS }],
  }
}
