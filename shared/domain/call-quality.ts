import type { CallQuality } from './call'

/** Counters of one second, taken as differences. */
export interface QualitySample {
  readonly packetsReceived: number
  readonly packetsLost: number
  readonly jitterMs: number
  readonly roundTripMs: number | null
}

const JITTER_BUFFER_FACTOR = 2
const PACKETISATION_MS = 20
/** Loss that the codec and its concealment bear, ITU-T G.113 appendix I for G.711 with concealment. */
const LOSS_ROBUSTNESS = 25.1
/** Gaps are heard from here on, however well the model thinks of the rest. */
const AUDIBLE_LOSS = 0.03
const DEFAULT_RATING = 93.2

/** E-model of ITU-T G.107 in its reduced form: delay impairment, loss impairment, rating → MOS. */
export function estimateMos(loss: number, jitterMs: number, roundTripMs: number | null): number {
  const delayMs = (roundTripMs ?? 0) / 2 + jitterMs * JITTER_BUFFER_FACTOR + PACKETISATION_MS
  const delayImpairment = 0.024 * delayMs + (delayMs > 177.3 ? 0.11 * (delayMs - 177.3) : 0)
  const lossPercent = Math.min(1, Math.max(0, loss)) * 100
  const lossImpairment = (95 * lossPercent) / (lossPercent + LOSS_ROBUSTNESS)
  return mosOf(DEFAULT_RATING - delayImpairment - lossImpairment)
}

export function assessQuality(sample: QualitySample): CallQuality {
  const expected = sample.packetsReceived + sample.packetsLost
  const loss = expected > 0 ? Math.min(1, Math.max(0, sample.packetsLost / expected)) : 0
  const isReceiving = sample.packetsReceived > 0
  const mos = isReceiving ? estimateMos(loss, sample.jitterMs, sample.roundTripMs) : 1
  return {
    verdict: mos >= 3.6 ? 'good' : mos >= 2.8 ? 'fair' : 'poor',
    mos: round(mos, 100),
    loss: round(loss, 1000),
    jitterMs: Math.round(sample.jitterMs),
    roundTripMs: sample.roundTripMs === null ? null : Math.round(sample.roundTripMs),
    isReceiving,
  }
}

/** What spoils a connection most; `null`: it is good. */
export type QualityTrouble = 'silent' | 'loss' | 'jitter' | 'delay'

export function mainTrouble(quality: CallQuality): QualityTrouble | null {
  if (!quality.isReceiving) return 'silent'
  if (quality.loss >= AUDIBLE_LOSS) return 'loss'
  if (quality.verdict === 'good') return null
  const alone: readonly (readonly [QualityTrouble, number])[] = [
    ['loss', estimateMos(quality.loss, 0, 0)],
    ['jitter', estimateMos(0, quality.jitterMs, 0)],
    ['delay', estimateMos(0, 0, quality.roundTripMs)],
  ]
  return [...alone].sort(([, a], [, b]) => a - b)[0]?.[0] ?? null
}

/** Is the difference worth a new picture? */
export function hasQualityChanged(before: CallQuality | null, after: CallQuality): boolean {
  if (!before) return true
  return (
    before.verdict !== after.verdict ||
    before.isReceiving !== after.isReceiving ||
    Math.abs(before.mos - after.mos) >= 0.1 ||
    Math.abs(before.loss - after.loss) >= 0.01 ||
    Math.abs(before.jitterMs - after.jitterMs) >= 10 ||
    Math.abs((before.roundTripMs ?? 0) - (after.roundTripMs ?? 0)) >= 20
  )
}

function mosOf(rating: number): number {
  if (rating <= 0) return 1
  if (rating >= 100) return 4.5
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6)
}

function round(value: number, steps: number): number {
  return Math.round(value * steps) / steps
}
