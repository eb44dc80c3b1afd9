/** Three LSBs of 16 bits: no microphone that is open hears so little, not even in an empty room. */
const FLOOR = 1e-4
/** A voice on the line, as opposed to its noise. */
const VOICE = 0.01
/**
 * Levels come once a second: with the second that may pass before the first whole one begins, the word comes within
 * five seconds of speaking time.
 */
const SILENT_AFTER_MS = 2_900

/** Loudness of what went out and came in over a while, 0–1; `null`: not known. */
export interface VoiceLevels {
  readonly own: number | null
  readonly other: number | null
  readonly forMs: number
}

export interface MicrophoneEar {
  /** Once heard, a microphone may be one that passes nothing on while its owner is quiet. */
  readonly hasBeenHeard: boolean
  readonly silentMs: number
  readonly isSilent: boolean
}

export const UNHEARD: MicrophoneEar = { hasBeenHeard: false, silentMs: 0, isSilent: false }

/**
 * Does the microphone deliver nothing where a voice is to be expected? `canSpeak`: connected, not muted, not on hold,
 * all that while. A microphone that was heard in this call is judged only while the other side is silent too: whoever
 * listens makes no sound, and some headsets then send digital silence.
 */
export function hearMicrophone(
  ear: MicrophoneEar,
  { own, other, forMs }: VoiceLevels,
  canSpeak: boolean,
): MicrophoneEar {
  if (!canSpeak || own === null) return { ...ear, silentMs: 0, isSilent: false }
  if (own >= FLOOR) return { hasBeenHeard: true, silentMs: 0, isSilent: false }
  if (ear.hasBeenHeard && other !== null && other >= VOICE) return ear
  const silentMs = ear.silentMs + forMs
  return { ...ear, silentMs, isSilent: ear.isSilent || silentMs >= SILENT_AFTER_MS }
}
