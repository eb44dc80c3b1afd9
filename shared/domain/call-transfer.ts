import { reconcile } from './call-negotiation'
import type { CallContext, CallEffect, CallState, CallStep } from './call-state'
import type { CallId } from './ids'

/** Why the other side was not transferred. */
export type TransferFailure =
  'busy' | 'noAnswer' | 'declined' | 'notFound' | 'forbidden' | 'notSupported' | 'noReply' | 'failed'

export interface TransferTarget {
  /** As dialled. */
  readonly number: string
  /** Our own call to that number: its other side takes our place there (RFC 3891); `null`: a blind transfer. */
  readonly withCall: CallId | null
}

/**
 * ```
 *  none ─transfer─► holding ─still─► asked ─transferDone─► (BYE)
 *                                     └─ transferFailed, transferTimedOut ─► failed ─transferShown─► none
 * ```
 * - `holding` the other side is put on hold first (RFC 5589 §6.1), a re-INVITE under way is waited for
 * - `asked` REFER sent; `status` is what NOTIFY told last
 * - `partner` the other one of two calls that are being connected: it ends by the transfer, not by a hang-up
 */
export type Transfer =
  | { readonly kind: 'none' }
  | { readonly kind: 'holding'; readonly target: TransferTarget; readonly takesBack: boolean }
  | {
      readonly kind: 'asked'
      readonly target: TransferTarget
      readonly takesBack: boolean
      readonly status: number | null
      readonly askedAtMs: number
    }
  | {
      readonly kind: 'failed'
      readonly target: TransferTarget
      readonly reason: TransferFailure
      readonly failedAtMs: number
    }
  | { readonly kind: 'partner' }

/** A server that says nothing more for so long will not. Phones ring for three minutes at most. */
export const TRANSFER_LIMIT_MS = 200_000
const FAILURE_SHOWN_MS = 15_000

export function isTransferring({ transfer }: Pick<CallState, 'transfer'>): boolean {
  return transfer.kind === 'holding' || transfer.kind === 'asked'
}

export function startTransfer(state: CallState, target: TransferTarget, context: CallContext): CallStep {
  const transfer: Transfer = { kind: 'holding', target, takesBack: !state.wantsHold }
  return referWhenStill(reconcile({ ...state, wantsHold: true, transfer }), context)
}

/** The REFER leaves once no offer is under way: the hold stands, or was refused. */
export function referWhenStill(step: CallStep, { nowMs }: CallContext): CallStep {
  const { transfer, negotiation, problems } = step.state
  if (transfer.kind !== 'holding' || negotiation.kind !== 'idle' || problems.signallingLost) return step
  const { target, takesBack } = transfer
  return {
    state: { ...step.state, transfer: { kind: 'asked', target, takesBack, status: null, askedAtMs: nowMs } },
    effects: [
      ...step.effects,
      { kind: 'refer', target },
      { kind: 'schedule', event: 'transferTimedOut', afterMs: TRANSFER_LIMIT_MS },
    ],
  }
}

/** The call is taken back: the person talks on, unless they wait for another call by now. */
export function transferFailed(state: CallState, reason: TransferFailure, { nowMs }: CallContext): CallStep {
  const { transfer } = state
  if (transfer.kind !== 'holding' && transfer.kind !== 'asked') return { state, effects: [] }
  const takeBack: CallEffect[] = transfer.takesBack ? [{ kind: 'takeBack' }] : []
  return {
    state: { ...state, transfer: { kind: 'failed', target: transfer.target, reason, failedAtMs: nowMs } },
    effects: [
      ...partnerRelease(state),
      ...takeBack,
      { kind: 'schedule', event: 'transferShown', afterMs: FAILURE_SHOWN_MS },
    ],
  }
}

/** What was to be connected with this call stands for itself again. */
export function partnerRelease({ transfer }: Pick<CallState, 'transfer'>): readonly CallEffect[] {
  if (transfer.kind !== 'holding' && transfer.kind !== 'asked') return []
  const { withCall } = transfer.target
  return withCall === null ? [] : [{ kind: 'releasePartner', callId: withCall }]
}

export function transferTimedOut(state: CallState, context: CallContext): CallStep {
  const { transfer } = state
  // The timer of an earlier attempt may still run.
  if (transfer.kind !== 'asked' || context.nowMs - transfer.askedAtMs < TRANSFER_LIMIT_MS) return { state, effects: [] }
  return transferFailed(state, 'noReply', context)
}

export function transferShown(state: CallState, { nowMs }: CallContext): CallStep {
  const { transfer } = state
  if (transfer.kind !== 'failed' || nowMs - transfer.failedAtMs < FAILURE_SHOWN_MS) return { state, effects: [] }
  return { state: { ...state, transfer: { kind: 'none' } }, effects: [] }
}

/** Status of the new call as NOTIFY tells it (RFC 3515 §2.4.5), or of a REFER that was refused. */
export function transferFailureOf(status: number): TransferFailure {
  switch (status) {
    case 486:
    case 600:
      return 'busy'
    case 408:
    case 480:
    case 487:
      return 'noAnswer'
    case 603:
    case 607:
      return 'declined'
    case 404:
    case 410:
    case 484:
    case 604:
      return 'notFound'
    case 401:
    case 403:
    case 407:
      return 'forbidden'
    case 405:
    case 420:
    case 501:
      return 'notSupported'
    default:
      return 'failed'
  }
}
