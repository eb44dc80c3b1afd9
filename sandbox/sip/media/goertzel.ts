export const SAMPLE_RATE_HZ = 8000

/** Share of the signal's power at one frequency, 0 to 1 (Goertzel). A pure tone gives about 1. */
export function toneShare(samples: Int16Array, frequencyHz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequencyHz) / SAMPLE_RATE_HZ)
  let previous = 0
  let beforePrevious = 0
  let energy = 0
  for (const sample of samples) {
    const current = sample + coefficient * previous - beforePrevious
    beforePrevious = previous
    previous = current
    energy += sample * sample
  }
  if (energy === 0) return 0
  const power = previous * previous + beforePrevious * beforePrevious - coefficient * previous * beforePrevious
  return Math.min(1, (2 * power) / (samples.length * energy))
}

export function rootMeanSquare(samples: Int16Array): number {
  if (samples.length === 0) return 0
  let energy = 0
  for (const sample of samples) energy += sample * sample
  return Math.sqrt(energy / samples.length) / 32768
}

const SCAN_FROM_HZ = 100
const SCAN_TO_HZ = 3400
const SCAN_STEP_HZ = 10
const CLEAR_SHARE = 0.5
const AUDIBLE = 0.003

/** The frequency that holds most of the power, or null when the signal is silence, speech or noise. */
export function findTone(samples: Int16Array): number | null {
  if (rootMeanSquare(samples) < AUDIBLE) return null
  let best = { hz: 0, share: 0 }
  for (let hz = SCAN_FROM_HZ; hz <= SCAN_TO_HZ; hz += SCAN_STEP_HZ) {
    const share = toneShare(samples, hz)
    if (share > best.share) best = { hz, share }
  }
  return best.share >= CLEAR_SHARE ? best.hz : null
}
