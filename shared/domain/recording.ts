import type { FileId } from './ids'

/** A voice that says that the talk is recorded; the hub keeps its file. */
export interface RecordingAnnouncement {
  readonly fileId: FileId
  readonly name: string
  readonly lengthMs: number
}

export const MAX_ANNOUNCEMENT_MS = 15_000
/** Fifteen seconds of the widest WAV there is, stereo of 48 kHz in 24 bits, and its head. */
export const MAX_ANNOUNCEMENT_BYTES = 4_400_000

/** Why a file cannot announce: no WAV or Ogg at all, or one that this computer cannot play. */
export type AnnouncementProblem = 'wrongType' | 'tooLarge' | 'unreadable' | 'tooLong' | 'noSound'

/** By its first bytes; its name says nothing. */
export function isAnnouncementType(bytes: Uint8Array): boolean {
  const word = (from: number) => String.fromCharCode(...bytes.subarray(from, from + 4))
  return (word(0) === 'RIFF' && word(8) === 'WAVE') || word(0) === 'OggS'
}

/** Set by an administrator for all desks. */
export interface RecordingPolicy {
  /** `onDemand`: the agent begins, pauses and ends; `always`: every talk, and the agent sees it and cannot stop it. */
  readonly mode: 'off' | 'onDemand' | 'always'
  /** Both sides are told before anything of theirs is recorded. */
  readonly isAnnounced: boolean
  /** How they are told; `null`: by a tone. */
  readonly announcement: RecordingAnnouncement | null
  /** `null`: kept until somebody deletes it. */
  readonly keepDays: number | null
}

export const DEFAULT_RECORDING: RecordingPolicy = { mode: 'off', isAnnounced: true, announcement: null, keepDays: 90 }
export const MAX_KEEP_DAYS = 3650

/**
 * - `starting` the announcement sounds, or the sound is being joined
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
