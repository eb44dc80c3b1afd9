/** What the compressed recording of digital silence decodes to stays below. */
const SILENCE = 1e-3
/** A voice at arm's length from a built-in microphone is well above. */
const QUIET = 0.02

/** What a person said into the microphone for a few seconds, by its loudest moment (0–1). */
export type EchoVerdict = 'heard' | 'quiet' | 'silent'

export function echoVerdict(peak: number): EchoVerdict {
  if (peak < SILENCE) return 'silent'
  return peak < QUIET ? 'quiet' : 'heard'
}
