import { assertNever } from '../lib/assert-never'
import { isCertificateFailure, type Registration, type SipFailure } from './sip-account'

/**
 * ```
 *            enabled                connected                accepted
 *   off ───────────────► connecting ─────────► registering ───────────► registered ─┐
 *    ▲                    ▲   │  failed             │ refused              │   ▲    │ refreshDue
 *    │ disabled           │   ▼                     ▼                      │   └────┘
 *    └── (any)            └ waiting ◄───────────────┴──────────────────────┘ lost, refresh refused
 *                         │
 *                         └ stopped: refused for good (credentials, certificate); a person must act
 * ```
 * No state is terminal: an account can always be enabled again. A refresh keeps `registered`.
 */
export interface RegistrationState {
  readonly registration: Registration
  /** Failures in a row; the waiting time grows with it. */
  readonly failures: number
}

export type RegistrationEvent =
  | { readonly kind: 'enabled' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'connected' }
  /** The connection could not be opened or broke. */
  | { readonly kind: 'connectionFailed'; readonly verdict: RegistrationVerdict }
  | { readonly kind: 'accepted'; readonly expiresAtMs: number }
  | { readonly kind: 'refused'; readonly verdict: RegistrationVerdict }
  | { readonly kind: 'refreshDue' }
  | { readonly kind: 'retryDue' }
  /** A person asked to try at once. */
  | { readonly kind: 'retryAsked' }
  /** Another network, or the computer woke up: every open connection is suspect. */
  | { readonly kind: 'networkChanged' }
  /** The server took no call; another one of the domain is to take the line. */
  | { readonly kind: 'serverLeft' }

/** What a failure means for the registration; made by `registrationVerdict`. */
export interface RegistrationVerdict {
  readonly reason: SipFailure
  readonly detail: string | null
  /** Can trying again mend it? */
  readonly retry: boolean
  /** `Retry-After` of the server. */
  readonly retryAfterMs: number | null
}

export type RegistrationEffect =
  | { readonly kind: 'connect' }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'register' }
  /** Unregisters as far as the server answers soon, then disconnects. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'scheduleRefresh'; readonly atMs: number }
  | { readonly kind: 'scheduleRetry'; readonly atMs: number }
  | { readonly kind: 'cancelTimers' }
  | { readonly kind: 'warn'; readonly message: string }

export interface RegistrationContext {
  readonly nowMs: number
  /** 0–1 */
  readonly random: number
}

export interface RegistrationStep {
  readonly state: RegistrationState
  readonly effects: readonly RegistrationEffect[]
}

export const initialRegistration: RegistrationState = { registration: { kind: 'off' }, failures: 0 }

/** RFC 5626 §4.5 with a shorter base: an agent without a phone must not wait half a minute for a server restart. */
const BASE_RETRY_MS = 2_000
const MAX_RETRY_MS = 120_000
/** Leaves time for several tries before the binding lapses. */
const REFRESH_SHARE = 0.6

export function transitionRegistration(
  state: RegistrationState,
  event: RegistrationEvent,
  context: RegistrationContext,
): RegistrationStep {
  const { kind } = state.registration
  switch (event.kind) {
    case 'enabled':
    case 'retryAsked':
      return event.kind === 'retryAsked' && kind === 'off' ? impossible(state, event) : restart(state, kind)
    case 'disabled':
      return disable(state)
    case 'connected':
      return kind === 'connecting'
        ? step({ ...state, registration: { kind: 'registering' } }, [{ kind: 'register' }])
        : impossible(state, event)
    case 'accepted':
      return kind === 'registering' || kind === 'registered'
        ? accept(event.expiresAtMs, context)
        : impossible(state, event)
    case 'connectionFailed':
      return kind === 'connecting' || kind === 'registering' || kind === 'registered'
        ? fail(state, event.verdict, context)
        : impossible(state, event)
    case 'refused':
      return kind === 'registering' || kind === 'registered'
        ? fail(state, event.verdict, context)
        : impossible(state, event)
    case 'refreshDue':
      return kind === 'registered' ? step(state, [{ kind: 'register' }]) : impossible(state, event)
    case 'retryDue':
      return kind === 'waiting' ? reconnect(state) : impossible(state, event)
    case 'networkChanged':
      return networkChanged(state)
    case 'serverLeft':
      return kind === 'registered' ? reconnect(state) : step(state, [])
    default:
      return assertNever(event)
  }
}

/** Waiting time before try `failures + 1`: between half and the whole of a doubling, bounded span. */
export function retryDelayMs(failures: number, random: number): number {
  const span = Math.min(MAX_RETRY_MS, BASE_RETRY_MS * 2 ** Math.min(failures, 10))
  return Math.round(span * (0.5 + 0.5 * random))
}

function restart(state: RegistrationState, kind: Registration['kind']): RegistrationStep {
  switch (kind) {
    case 'off':
    case 'waiting':
    case 'stopped':
      return reconnect({ ...state, failures: 0 })
    case 'connecting':
    case 'registering':
    case 'registered':
      return step(state, [])
    default:
      return assertNever(kind)
  }
}

function networkChanged(state: RegistrationState): RegistrationStep {
  const { registration } = state
  switch (registration.kind) {
    case 'off':
      return step(state, [])
    case 'stopped':
      // A captive portal shows a foreign certificate; wrong credentials stay wrong on every network.
      return isCertificateFailure(registration.reason) ? reconnect({ ...state, failures: 0 }) : step(state, [])
    case 'waiting':
    case 'connecting':
    case 'registering':
    case 'registered':
      return reconnect({ ...state, failures: 0 })
    default:
      return assertNever(registration)
  }
}

/** `disconnect` first: a half-open connection may stand in any state. */
function reconnect(state: RegistrationState): RegistrationStep {
  return step({ ...state, registration: { kind: 'connecting' } }, [
    { kind: 'cancelTimers' },
    { kind: 'disconnect' },
    { kind: 'connect' },
  ])
}

function disable(state: RegistrationState): RegistrationStep {
  if (state.registration.kind === 'off') return step(state, [])
  const goodbye = state.registration.kind === 'registered' ? 'leave' : 'disconnect'
  return step(initialRegistration, [{ kind: 'cancelTimers' }, { kind: goodbye }])
}

function accept(expiresAtMs: number, context: RegistrationContext): RegistrationStep {
  const atMs = context.nowMs + Math.max(1_000, (expiresAtMs - context.nowMs) * REFRESH_SHARE)
  return step({ registration: { kind: 'registered', expiresAtMs }, failures: 0 }, [
    { kind: 'cancelTimers' },
    { kind: 'scheduleRefresh', atMs },
  ])
}

function fail(state: RegistrationState, verdict: RegistrationVerdict, context: RegistrationContext): RegistrationStep {
  const { reason, detail } = verdict
  const drop: RegistrationEffect[] = [{ kind: 'cancelTimers' }, { kind: 'disconnect' }]
  if (!verdict.retry) return step({ ...state, registration: { kind: 'stopped', reason, detail } }, drop)
  const delayMs = Math.max(retryDelayMs(state.failures, context.random), verdict.retryAfterMs ?? 0)
  const retryAtMs = context.nowMs + delayMs
  return step({ registration: { kind: 'waiting', reason, detail, retryAtMs }, failures: state.failures + 1 }, [
    ...drop,
    { kind: 'scheduleRetry', atMs: retryAtMs },
  ])
}

function impossible(state: RegistrationState, event: RegistrationEvent): RegistrationStep {
  return step(state, [{ kind: 'warn', message: `${event.kind} in ${state.registration.kind}` }])
}

function step(state: RegistrationState, effects: readonly RegistrationEffect[]): RegistrationStep {
  return { state, effects }
}
