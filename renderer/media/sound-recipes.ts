import type { RequestsOf } from '#shared/contract/define'
import type { MediaContract } from '#shared/contract/ipc/media'

export type SoundName = Parameters<RequestsOf<MediaContract>['playSound']>[0]['sound']

interface Note {
  readonly atMs: number
  readonly forMs: number
  /** Sounded together. */
  readonly hz: readonly number[]
}

export interface Recipe {
  readonly on: 'ring' | 'output'
  readonly loops: boolean
  /** Length of the whole, pauses included. */
  readonly lengthMs: number
  readonly notes: readonly Note[]
}

/** Two notes that alternate, as a bell does. */
const bell = (atMs: number): Note[] =>
  [0, 1, 2, 3, 4, 5].map((step) => ({
    atMs: atMs + step * 110,
    forMs: 110,
    hz: step % 2 === 0 ? [880, 1320] : [1047, 1568],
  }))

/** Ring-back and busy are the tones of Russian exchanges: 425 Hz, 1 s in 5 s and 0.35 s in 0.7 s (ITU-T E.180, supplement 2). */
export const RECIPES: Readonly<Record<SoundName, Recipe>> = {
  ring: { on: 'ring', loops: true, lengthMs: 3_600, notes: [...bell(0), ...bell(900)] },
  ringback: { on: 'output', loops: true, lengthMs: 5_000, notes: [{ atMs: 0, forMs: 1_000, hz: [425] }] },
  busy: { on: 'output', loops: true, lengthMs: 700, notes: [{ atMs: 0, forMs: 350, hz: [425] }] },
  callWaiting: {
    on: 'output',
    loops: true,
    lengthMs: 5_000,
    notes: [
      { atMs: 0, forMs: 150, hz: [425] },
      { atMs: 300, forMs: 150, hz: [425] },
    ],
  },
  message: {
    on: 'output',
    loops: false,
    lengthMs: 320,
    notes: [
      { atMs: 0, forMs: 120, hz: [784] },
      { atMs: 110, forMs: 180, hz: [1175] },
    ],
  },
  callEnded: {
    on: 'output',
    loops: false,
    lengthMs: 420,
    notes: [
      { atMs: 0, forMs: 160, hz: [660] },
      { atMs: 180, forMs: 220, hz: [440] },
    ],
  },
  /** 1400 Hz, as the warning tone of recorders in ITU-T E.180. */
  recording: { on: 'output', loops: false, lengthMs: 900, notes: [{ atMs: 100, forMs: 500, hz: [1_400] }] },
  test: {
    on: 'output',
    loops: false,
    lengthMs: 1_300,
    notes: [523, 659, 784].map((hz, step) => ({ atMs: step * 350, forMs: 320, hz: [hz] })),
  },
  testRing: { on: 'ring', loops: false, lengthMs: 1_700, notes: [...bell(0), ...bell(900)] },
}

/** Softens both ends of a note, so that it does not click. */
const RAMP_MS = 12

/** Samples of one pass, peak at most 1. */
export function renderSound({ lengthMs, notes }: Recipe, sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round((lengthMs / 1_000) * sampleRate))
  for (const { atMs, forMs, hz } of notes) {
    const from = Math.round((atMs / 1_000) * sampleRate)
    const count = Math.round((forMs / 1_000) * sampleRate)
    const ramp = (RAMP_MS / 1_000) * sampleRate
    for (let i = 0; i < count && from + i < samples.length; i += 1) {
      const loudness = Math.min(1, i / ramp, (count - i) / ramp) / hz.length / 2
      const wave = hz.reduce((sum, tone) => sum + Math.sin((2 * Math.PI * tone * i) / sampleRate), 0)
      samples[from + i] = (samples[from + i] ?? 0) + loudness * wave
    }
  }
  return samples
}
