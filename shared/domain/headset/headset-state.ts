import type { HeadsetCommand, HeadsetHost, HeadsetKey, HeadsetLights } from './keys'
import { IDLE_HOST } from './keys'
import type { HeadsetLayout } from './layout'

/** State, events and effects of one plugged headset; the rules are in `headset.machine.ts`. */
export interface HeadsetState {
  readonly layout: HeadsetLayout
  readonly link: HeadsetLink
  readonly host: HeadsetHost
  /** Written last in this call; `null` while none of ours goes on: then the headset is not ours to light. */
  readonly shown: HeadsetLights | null
  /** What absolute keys said last. */
  readonly levels: Readonly<Partial<Record<HeadsetKey, boolean>>>
  /** Inputs that our own writes are expected to bring about. */
  readonly echoes: readonly Echo[]
  /** A press that the calls have not followed yet. */
  readonly pendingHook: Pending | null
  readonly pendingMute: Pending | null
  /** What is shown has to be written once more at this time, because the headset may have gone its own way. */
  readonly restate: { readonly atMs: number; readonly keys: readonly HeadsetKey[] } | null
  /** Since something changed: each one waits twice as long as the one before. */
  readonly restates: number
  /** When the mute light was written last, and how often a press came soon after: echoes of a slow headset. */
  readonly muteWrittenAtMs: number | null
  readonly lateEchoes: number
  readonly hasComplained: boolean
}

/** `refused`: it could not be opened or written to (another program holds it); tried again with the next call. */
export type HeadsetLink = 'opening' | 'open' | 'refused'

export interface Echo {
  readonly key: HeadsetKey
  readonly level: boolean
  readonly untilMs: number
  /** Of a write that repeats: it is not repeated again where nothing comes back. */
  readonly isRestated: boolean
}

export interface Pending {
  readonly level: boolean
  readonly untilMs: number
}

export type HeadsetEvent =
  | { readonly kind: 'opened' }
  | { readonly kind: 'openFailed' }
  | { readonly kind: 'writeFailed' }
  | { readonly kind: 'hostChanged'; readonly host: HeadsetHost }
  | { readonly kind: 'reportCame'; readonly reportId: number; readonly data: Uint8Array }
  /** The time of `nextDeadline` has come. */
  | { readonly kind: 'timeCame' }

export type HeadsetEffect =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'write'; readonly lights: HeadsetLights }
  | { readonly kind: 'command'; readonly command: HeadsetCommand }
  /** Once per plugging: the headset sends what its own descriptor contradicts. */
  | { readonly kind: 'complain' }

export interface HeadsetStep {
  readonly state: HeadsetState
  readonly effects: readonly HeadsetEffect[]
}

/** A headset that was just plugged in, or found at the start. */
export function newHeadset(layout: HeadsetLayout, host: HeadsetHost = IDLE_HOST): HeadsetStep {
  const state: HeadsetState = {
    layout,
    link: 'opening',
    host,
    shown: null,
    levels: {},
    echoes: [],
    pendingHook: null,
    pendingMute: null,
    restate: null,
    restates: 0,
    muteWrittenAtMs: null,
    lateEchoes: 0,
    hasComplained: false,
  }
  return { state, effects: [{ kind: 'open' }] }
}

/** When `timeCame` is due; `null`: nothing is waited for. */
export function nextDeadline(state: HeadsetState): number | null {
  const times = [
    ...state.echoes.map(({ untilMs }) => untilMs),
    state.pendingHook?.untilMs,
    state.pendingMute?.untilMs,
    state.restate?.atMs,
  ].filter((time) => typeof time === 'number')
  return times.length === 0 ? null : Math.min(...times)
}
