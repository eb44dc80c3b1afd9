/** Set by an administrator for all desks. */
export interface RecordingPolicy {
  /** `onDemand`: the agent begins, pauses and ends; `always`: every talk, and the agent sees it and cannot stop it. */
  readonly mode: 'off' | 'onDemand' | 'always'
  /** Both sides hear a tone before anything is recorded. */
  readonly isAnnounced: boolean
  /** `null`: kept until somebody deletes it. */
  readonly keepDays: number | null
}

export const DEFAULT_RECORDING: RecordingPolicy = { mode: 'off', isAnnounced: true, keepDays: 90 }
export const MAX_KEEP_DAYS = 3650

/**
 * - `starting` the tone sounds, or the sound is being joined
 * - `recording` goes to the disk; `paused` goes nowhere until it is resumed
 * - `failed` nothing is recorded any more: `noSpace` the disk is full, `notWritten` the folder cannot be written to,
 *   `noSound` the media window could not
 */
export type RecordingState =
  | { readonly kind: 'starting' | 'recording' | 'paused' }
  | { readonly kind: 'failed'; readonly reason: RecordingFailure }

export type RecordingFailure = 'noSpace' | 'notWritten' | 'noSound'

export interface RecordingControls {
  readonly canStart: boolean
  readonly canPause: boolean
  readonly canResume: boolean
  readonly canStop: boolean
}

/** What the agent may do with the recording of a talk; `state` is `null` while there is none. */
export function recordingControls(mode: RecordingPolicy['mode'], state: RecordingState | null): RecordingControls {
  const isOwn = mode === 'onDemand'
  const isRunning = state?.kind === 'recording' || state?.kind === 'paused'
  return {
    canStart: isOwn && (state === null || state.kind === 'failed'),
    canPause: isOwn && state?.kind === 'recording',
    canResume: isOwn && state?.kind === 'paused',
    canStop: isOwn && isRunning,
  }
}
