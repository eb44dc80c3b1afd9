import type { CallPhase, CallSnapshot } from '#shared/domain/call'
import { hasVoice, type CallAmongOthers } from '#shared/domain/several-calls'

/** Which controls a call offers now. A control that is not offered is not drawn; one that waits is disabled with a reason. */
export interface CallControls {
  readonly canAnswer: boolean
  readonly canDecline: boolean
  readonly canMute: boolean
  readonly canHold: boolean
  readonly canDtmf: boolean
  readonly canTransfer: boolean
  readonly canHangUp: boolean
  /** There is something to write about, once the other side was there. */
  readonly canRemark: boolean
}

const NONE: CallControls = {
  canAnswer: false,
  canDecline: false,
  canMute: false,
  canHold: false,
  canDtmf: false,
  canTransfer: false,
  canHangUp: false,
  canRemark: false,
}

const CONTROLS: Record<CallPhase['kind'], CallControls> = {
  preparing: { ...NONE, canHangUp: true },
  calling: { ...NONE, canMute: true, canHangUp: true },
  ringing: { ...NONE, canMute: true, canDtmf: true, canHangUp: true },
  incoming: { ...NONE, canAnswer: true, canDecline: true },
  answering: { ...NONE, canHangUp: true },
  active: { ...NONE, canMute: true, canHold: true, canDtmf: true, canTransfer: true, canHangUp: true, canRemark: true },
  ending: NONE,
  ended: { ...NONE, canRemark: true },
}

export function controlsOf(call: CallSnapshot): CallControls {
  const controls = CONTROLS[call.phase.kind]
  // Nothing on a page takes digits, and it can be sent nowhere.
  if (call.route === 'page') return { ...controls, canDtmf: false, canTransfer: false }
  if (call.isJoined) return { ...controls, canTransfer: false }
  return call.transfer?.kind === 'running' ? { ...NONE, canHangUp: true, canRemark: true } : controls
}

export function isLive(call: CallSnapshot): boolean {
  return call.phase.kind !== 'ended'
}

/** Timer origin: talk time once connected, else since it began; `null` once it is over. */
export function timerStart(call: CallSnapshot): number | null {
  switch (call.phase.kind) {
    case 'active':
      return call.phase.answeredAtMs
    case 'ended':
    case 'ending':
      return null
    case 'preparing':
    case 'calling':
    case 'ringing':
    case 'incoming':
    case 'answering':
      return call.startedAtMs
  }
}

const ATTENTION: Record<CallPhase['kind'], number> = {
  incoming: 0,
  answering: 1,
  active: 1,
  ringing: 2,
  calling: 2,
  preparing: 2,
  ending: 3,
  ended: 4,
}

/**
 * The call whose controls are shown: the one that the person chose while it lives, else the one being talked on,
 * else the one that asks for attention first.
 */
export function currentCall(calls: readonly CallSnapshot[], chosen: string | null): CallSnapshot | null {
  const picked = calls.find((call) => call.id === chosen && isLive(call))
  if (picked) return picked
  const talking = calls.find((call) => call.phase.kind === 'active' && !call.isHeld)
  if (talking) return talking
  return (
    [...calls].sort((a, b) => ATTENTION[a.phase.kind] - ATTENTION[b.phase.kind] || b.startedAtMs - a.startedAtMs)[0] ??
    null
  )
}

/** As the rules about several calls see them. */
export function amongOthers(calls: readonly CallSnapshot[]): readonly CallAmongOthers[] {
  return calls.map((call) => ({
    id: call.id,
    accountId: call.accountId,
    isActive: call.phase.kind === 'active',
    isOnHold: call.isHeld || call.transfer?.kind === 'running',
    isJoined: call.isJoined,
    startedAtMs: call.startedAtMs,
  }))
}

/** Is there a talk that an answer would interrupt? */
export function isTalking(calls: readonly CallSnapshot[]): boolean {
  return amongOthers(calls).some(hasVoice)
}

/** The call that the answer key takes: the one that has waited longest. */
export function firstIncoming(calls: readonly CallSnapshot[]): CallSnapshot | null {
  return (
    [...calls].filter((call) => call.phase.kind === 'incoming').sort((a, b) => a.startedAtMs - b.startedAtMs)[0] ?? null
  )
}
