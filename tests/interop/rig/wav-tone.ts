import { open, type FileHandle } from 'node:fs/promises'

const HEADER_BYTES = 44
const WINDOW_MS = 500

export interface WavSamples {
  readonly sampleRateHz: number
  /** First channel, −1 to 1. */
  readonly samples: Float64Array
}

/** The end of a WAV that is still being written: its size fields are not to be trusted, its format is. */
export async function readLastSamples(file: string): Promise<WavSamples> {
  const handle = await open(file, 'r')
  try {
    const { sampleRateHz, frameBytes, frames } = await readShape(handle)
    const wanted = Math.min(frames, Math.floor((sampleRateHz * WINDOW_MS) / 1000))
    const data = Buffer.alloc(wanted * frameBytes)
    await handle.read(data, 0, data.length, HEADER_BYTES + (frames - wanted) * frameBytes)
    const samples = Float64Array.from({ length: wanted }, (_, index) => data.readInt16LE(index * frameBytes) / 32768)
    return { sampleRateHz, samples }
  } finally {
    await handle.close()
  }
}

/** Of a WAV that is still being written. */
export async function lengthOfWavMs(file: string): Promise<number> {
  const handle = await open(file, 'r')
  try {
    const { sampleRateHz, frames } = await readShape(handle)
    return (frames * 1000) / sampleRateHz
  } finally {
    await handle.close()
  }
}

async function readShape(handle: FileHandle): Promise<{ sampleRateHz: number; frameBytes: number; frames: number }> {
  const { size } = await handle.stat()
  const header = Buffer.alloc(HEADER_BYTES)
  await handle.read(header, 0, HEADER_BYTES, 0)
  const frameBytes = (header.readUInt16LE(22) || 1) * 2
  const sampleRateHz = header.readUInt32LE(24) || 48_000
  return { sampleRateHz, frameBytes, frames: Math.floor(Math.max(0, size - HEADER_BYTES) / frameBytes) }
}

const SCAN_FROM_HZ = 100
const SCAN_TO_HZ = 3400
const SCAN_STEP_HZ = 10
const CLEAR_SHARE = 0.5
const AUDIBLE_POWER = 1e-5

/** The frequency that holds most of the power (Goertzel), or null for silence and everything that is no tone. */
export function toneInWav({ sampleRateHz, samples }: WavSamples): number | null {
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0)
  if (samples.length === 0 || energy / samples.length < AUDIBLE_POWER) return null
  let best = { hz: 0, share: 0 }
  for (let hz = SCAN_FROM_HZ; hz <= SCAN_TO_HZ; hz += SCAN_STEP_HZ) {
    const share = shareAt(samples, sampleRateHz, hz, energy)
    if (share > best.share) best = { hz, share }
  }
  return best.share >= CLEAR_SHARE ? best.hz : null
}

/** How much of the power is at one frequency, 0–1: a tone among others. 0 for silence. */
export function toneShareInWav({ sampleRateHz, samples }: WavSamples, hz: number): number {
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0)
  if (samples.length === 0 || energy / samples.length < AUDIBLE_POWER) return 0
  return shareAt(samples, sampleRateHz, hz, energy)
}

function shareAt(samples: Float64Array, sampleRateHz: number, hz: number, energy: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRateHz)
  let previous = 0
  let beforePrevious = 0
  for (const sample of samples) {
    const current = sample + coefficient * previous - beforePrevious
    beforePrevious = previous
    previous = current
  }
  const power = previous * previous + beforePrevious * beforePrevious - coefficient * previous * beforePrevious
  return (2 * power) / (samples.length * energy)
}
