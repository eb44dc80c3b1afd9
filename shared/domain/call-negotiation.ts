import type { CallContext, CallEffect, CallState, CallStep, RenegotiationFailure } from './call-state'

const MAX_MEDIA_RETRY_MS = 30_000
const NO_CONNECTION_RETRY_MS = 2_000
export const REFUSAL_SHOWN_MS = 5_000

/** Starts the re-INVITE that the state asks for, if one is due and may run now. */
export function reconcile(state: CallState, effects: readonly CallEffect[] = []): CallStep {
  const isDue = state.needs.iceRestart || state.needs.refresh || state.wantsHold !== state.isHeld
  const mayRun = state.stage.kind === 'active' && state.negotiation.kind === 'idle' && !state.problems.signallingLost
  if (!isDue || !mayRun) return { state, effects }
  const change = { hold: state.wantsHold, iceRestart: state.needs.iceRestart }
  return {
    state: {
      ...state,
      negotiation: { kind: 'running', ...change, isCut: false },
      needs: { iceRestart: false, refresh: false },
    },
    effects: [...effects, { kind: 'renegotiate', ...change }],
  }
}

export function negotiationSucceeded(state: CallState): CallStep {
  const { negotiation } = state
  if (negotiation.kind !== 'running')
    return { state, effects: [{ kind: 'warn', message: 'renegotiated while none ran' }] }
  // The new offer was muted as it was made; what was said meanwhile counts too.
  const mute: CallEffect[] = negotiation.iceRestart && state.isMuted ? [{ kind: 'applyMute', muted: true }] : []
  return reconcile({ ...state, negotiation: { kind: 'idle' }, isHeld: negotiation.hold }, mute)
}

/** The dialog being gone is not decided here: it ends the call. */
export function negotiationFailed(
  state: CallState,
  cause: Exclude<RenegotiationFailure, 'dialogGone'>,
  context: CallContext,
): CallStep {
  const { negotiation } = state
  if (negotiation.kind !== 'running')
    return { state, effects: [{ kind: 'warn', message: 'renegotiation failed while none ran' }] }
  const again: CallState = {
    ...state,
    negotiation: { kind: 'delayed' },
    needs: { iceRestart: state.needs.iceRestart || negotiation.iceRestart, refresh: state.needs.refresh },
  }
  switch (cause) {
    case 'glare':
      return later(again, glareDelayMs(state.direction, context.random))
    case 'noConnection': {
      const renewed: CallState = { ...again, needs: { ...again.needs, refresh: true } }
      // Another connection stands or is being opened: nothing has to be waited for but that.
      if (negotiation.isCut) return reconcile({ ...renewed, negotiation: { kind: 'idle' } })
      return later(renewed, NO_CONNECTION_RETRY_MS)
    }
    case 'refused':
      return refused(state, again, negotiation)
  }
}

function refused(
  state: CallState,
  again: CallState,
  attempt: { readonly hold: boolean; readonly iceRestart: boolean },
): CallStep {
  const isHoldRefused = attempt.hold !== state.isHeld
  const shown: CallEffect[] = isHoldRefused
    ? [{ kind: 'schedule', event: 'refusalShown', afterMs: REFUSAL_SHOWN_MS }]
    : []
  const told: CallState = isHoldRefused
    ? { ...again, wantsHold: state.isHeld, problems: { ...again.problems, refusal: 'holdRefused' } }
    : again
  if (attempt.iceRestart) return later(told, mediaRetryMs(state.mediaFailures), shown)
  return reconcile({ ...told, negotiation: { kind: 'idle' }, needs: { ...told.needs, refresh: false } }, shown)
}

/** The first broken path is mended at once, the next ones after a growing wait. */
export function mediaFailed(state: CallState): CallStep {
  const broken: CallState = {
    ...state,
    mediaFailures: state.mediaFailures + 1,
    needs: { ...state.needs, iceRestart: true },
    problems: { ...state.problems, mediaInterrupted: true },
  }
  if (broken.negotiation.kind !== 'idle' || state.mediaFailures === 0) return reconcile(broken)
  return later({ ...broken, negotiation: { kind: 'delayed' } }, mediaRetryMs(state.mediaFailures))
}

/** RFC 3261 §14.1: the owner of the Call-ID waits 2.1–4 s, the other side 0–2 s, in units of 10 ms. */
export function glareDelayMs(direction: CallState['direction'], random: number): number {
  return direction === 'outgoing' ? 2_100 + Math.floor(random * 190) * 10 : Math.floor(random * 200) * 10
}

function mediaRetryMs(failures: number): number {
  return Math.min(MAX_MEDIA_RETRY_MS, 1_000 * 2 ** Math.min(failures, 5))
}

function later(state: CallState, afterMs: number, effects: readonly CallEffect[] = []): CallStep {
  return { state, effects: [...effects, { kind: 'schedule', event: 'renegotiationDue', afterMs }] }
}
