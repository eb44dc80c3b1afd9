import type { PlayedSound } from '#shared/contract/ipc/media'
import type { Ring, Tune } from '#shared/domain/sounds'

type SoundName = PlayedSound['sound']

interface Note {
  readonly atMs: number
  readonly forMs: number
  /** Sounded together. */
  readonly hz: readonly number[]
  /** Dies away as what is struck does, instead of holding its loudness. */
  readonly isStruck?: boolean
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

const struck = (atMs: number, forMs: number, ...hz: readonly number[]): Note => ({ atMs, forMs, hz, isStruck: true })
const once = (lengthMs: number, ...notes: readonly Note[]): Recipe => ({ on: 'output', loops: false, lengthMs, notes })

/** Told apart by pitch, number of notes and how they end; none is longer than a second. */
const TUNE_RECIPES: Readonly<Record<Tune, Recipe>> = {
  chime: once(320, { atMs: 0, forMs: 120, hz: [784] }, { atMs: 110, forMs: 180, hz: [1175] }),
  drop: once(300, struck(0, 90, 1319), struck(80, 200, 880)),
  bell: once(900, struck(0, 900, 659, 1319, 1978)),
  marimba: once(620, struck(0, 200, 523), struck(140, 200, 659), struck(280, 320, 784)),
  knock: once(340, struck(0, 110, 196, 294), struck(160, 160, 196, 294)),
  signal: once(
    460,
    { atMs: 0, forMs: 90, hz: [988] },
    { atMs: 170, forMs: 90, hz: [988] },
    { atMs: 340, forMs: 110, hz: [988] },
  ),
  /** What exchanges say to somebody who talks: another call waits. */
  tone: once(460, { atMs: 0, forMs: 150, hz: [425] }, { atMs: 300, forMs: 150, hz: [425] }),
}

const ring = (lengthMs: number, ...notes: readonly Note[]): Recipe => ({ on: 'ring', loops: true, lengthMs, notes })
/** The same notes, later. */
const again = (afterMs: number, notes: readonly Note[]): Note[] =>
  notes.map((note) => ({ ...note, atMs: note.atMs + afterMs }))

const BELLS = [struck(0, 900, 1047, 2093), struck(400, 900, 784, 1568), struck(800, 1_400, 523, 1047)]
const MELODY = [523, 659, 784, 1047, 784, 659].map((hz, step) => struck(step * 200, 420, hz, hz * 2))
const PULSE = [0, 180, 360].map((atMs) => ({ atMs, forMs: 90, hz: [1047, 1319] }))
const LOW = [0, 260, 520].map((atMs, step) => ({ atMs, forMs: 240, hz: step % 2 === 0 ? [330, 440] : [392, 523] }))

/** Heard across a room; each has a pause in which one can speak. `low` is for whoever hears high notes badly. */
const RING_RECIPES: Readonly<Record<Ring, Recipe>> = {
  trill: ring(3_600, ...bell(0), ...bell(900)),
  bells: ring(4_000, ...BELLS),
  melody: ring(3_800, ...MELODY),
  pulse: ring(3_000, ...PULSE, ...again(900, PULSE)),
  low: ring(3_600, ...LOW, ...again(1_000, LOW)),
}

/** Ring-back and busy are the tones of Russian exchanges: 425 Hz, 1 s in 5 s and 0.35 s in 0.7 s (ITU-T E.180, supplement 2). */
export const RECIPES: Readonly<Record<SoundName, Recipe>> = {
  ringback: { on: 'output', loops: true, lengthMs: 5_000, notes: [{ atMs: 0, forMs: 1_000, hz: [425] }] },
  busy: { on: 'output', loops: true, lengthMs: 700, notes: [{ atMs: 0, forMs: 350, hz: [425] }] },
  ...RING_RECIPES,
  ...TUNE_RECIPES,
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
}

/** Of what is struck: after this part of its length it is as loud as 1/e of before. */
const DYING_PART = 0.25
/** Softens both ends of a note, so that it does not click. */
const RAMP_MS = 12

/** Samples of one pass, peak at most 1. */
export function renderSound({ lengthMs, notes }: Recipe, sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round((lengthMs / 1_000) * sampleRate))
  for (const { atMs, forMs, hz, isStruck = false } of notes) {
    const from = Math.round((atMs / 1_000) * sampleRate)
    const count = Math.round((forMs / 1_000) * sampleRate)
    const ramp = (RAMP_MS / 1_000) * sampleRate
    for (let i = 0; i < count && from + i < samples.length; i += 1) {
      const dying = isStruck ? Math.exp(-i / count / DYING_PART) : 1
      const loudness = (dying * Math.min(1, i / ramp, (count - i) / ramp)) / hz.length / 2
      const wave = hz.reduce((sum, tone) => sum + Math.sin((2 * Math.PI * tone * i) / sampleRate), 0)
      samples[from + i] = (samples[from + i] ?? 0) + loudness * wave
    }
  }
  return samples
}
