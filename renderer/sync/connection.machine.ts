/**
 * The desk's connection to its hub.
 *
 * ```
 *   idle ──hubFound──► connecting ──opened──► greeting ──welcomed──► catchingUp ──caughtUp──► live
 *                        ▲    │ lost            │ lost                  │ lost               │ lost
 *             retryDue,  │    ▼                 ▼                       ▼                    ▼
 *             wentOnline └─ waiting ◄───────────┴───────────────────────┴────────────────────┘
 * ```
 *
 * - `idle`       no address: the hub is being started, or could not be
 * - `connecting` a socket is being opened
 * - `waiting`    until `retryAtMs`; `attempt` failures in a row stand behind
 * - `greeting`   `hello` is sent, `welcome` has not come
 * - `catchingUp` what was missed is arriving; wishes are sent already
 * - `live`       nothing older is left
 * - `outdated`   the hub speaks another protocol; only another hub (`hubFound`) leads out
 */
export type Connection =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly retryAtMs: number }
  | { readonly kind: 'greeting'; readonly attempt: number }
  | { readonly kind: 'catchingUp' }
  | { readonly kind: 'live' }
  | { readonly kind: 'outdated' }

export type ConnectionEvent =
  /** An address became known or changed (a restarted hub has a new port and secret). */
  | { readonly kind: 'hubFound' }
  | { readonly kind: 'hubLost' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'welcomed' }
  | { readonly kind: 'caughtUp' }
  /** Closed, refused, silent for too long, or talking nonsense. */
  | { readonly kind: 'lost'; readonly retryAtMs: number }
  | { readonly kind: 'protocolRefused' }
  | { readonly kind: 'retryDue' }
  /** The system says that the network is back. */
  | { readonly kind: 'wentOnline' }

export type ConnectionEffect =
  'openSocket' | 'closeSocket' | 'sendHello' | 'startSending' | 'scheduleRetry' | 'cancelRetry'

export interface ConnectionStep {
  readonly state: Connection
  readonly effects: readonly ConnectionEffect[]
}

export const INITIAL_CONNECTION: Connection = { kind: 'idle' }

export function transition(state: Connection, event: ConnectionEvent): ConnectionStep {
  switch (event.kind) {
    case 'hubFound':
      return { state: { kind: 'connecting', attempt: 0 }, effects: [...release(state), 'openSocket'] }
    case 'hubLost':
      return state.kind === 'idle' ? stay(state) : { state: { kind: 'idle' }, effects: release(state) }
    case 'opened':
      return state.kind === 'connecting'
        ? { state: { kind: 'greeting', attempt: state.attempt }, effects: ['sendHello'] }
        : stay(state)
    case 'welcomed':
      return state.kind === 'greeting' ? { state: { kind: 'catchingUp' }, effects: ['startSending'] } : stay(state)
    case 'caughtUp':
      return state.kind === 'catchingUp' ? { state: { kind: 'live' }, effects: [] } : stay(state)
    case 'lost':
      if (!hasSocket(state)) return stay(state)
      return {
        state: { kind: 'waiting', attempt: attemptsOf(state) + 1, retryAtMs: event.retryAtMs },
        effects: ['closeSocket', 'scheduleRetry'],
      }
    case 'protocolRefused':
      return hasSocket(state) ? { state: { kind: 'outdated' }, effects: ['closeSocket'] } : stay(state)
    case 'retryDue':
      return state.kind === 'waiting'
        ? { state: { kind: 'connecting', attempt: state.attempt }, effects: ['openSocket'] }
        : stay(state)
    case 'wentOnline':
      return state.kind === 'waiting'
        ? { state: { kind: 'connecting', attempt: 0 }, effects: ['cancelRetry', 'openSocket'] }
        : stay(state)
  }
}

/** Failures in a row; a connection that got as far as `welcome` begins anew. */
export function attemptsOf(state: Connection): number {
  return 'attempt' in state ? state.attempt : 0
}

export function isConnected(state: Connection): boolean {
  return state.kind === 'catchingUp' || state.kind === 'live'
}

function hasSocket(state: Connection): boolean {
  return state.kind === 'connecting' || state.kind === 'greeting' || isConnected(state)
}

function release(state: Connection): ConnectionEffect[] {
  if (state.kind === 'waiting') return ['cancelRetry']
  return hasSocket(state) ? ['closeSocket'] : []
}

function stay(state: Connection): ConnectionStep {
  return { state, effects: [] }
}
