import { systemClock, type Clock } from '#shared/lib/clock'
import { decodeG711 } from './g711'
import { findTone, rootMeanSquare, toneShare } from './goertzel'
import type { AudioPacket } from './media-leg'

const WINDOW_SAMPLES = 4000
/** With no packet for so long the sender has fallen silent: the window would only repeat what is over. */
const SILENT_AFTER_MS = 300
const PROBES_HZ = [300, 440, 600, 800, 1000, 1400, 2000]

export interface SoundReport {
  readonly toneHeardHz: number | null
  readonly levels: Readonly<Record<string, number>>
  readonly loudness: number
}

/** Keeps the last half second of what came in and says what it sounds like. */
export class SoundAnalyser {
  private readonly window = new Int16Array(WINDOW_SAMPLES)
  private filled = 0
  private at = 0
  private lastPacketAtMs = 0

  constructor(private readonly clock: Clock = systemClock) {}

  push({ codec, payload }: AudioPacket): void {
    this.lastPacketAtMs = this.clock.now()
    for (const sample of decodeG711(codec, payload)) {
      this.window[this.at] = sample
      this.at = (this.at + 1) % WINDOW_SAMPLES
    }
    this.filled = Math.min(WINDOW_SAMPLES, this.filled + payload.length)
  }

  report(): SoundReport {
    const samples = this.recentSamples()
    return {
      toneHeardHz: findTone(samples),
      levels: Object.fromEntries(PROBES_HZ.map((hz) => [hz, Number(toneShare(samples, hz).toFixed(3))])),
      loudness: Number(rootMeanSquare(samples).toFixed(4)),
    }
  }

  private recentSamples(): Int16Array {
    if (this.clock.now() - this.lastPacketAtMs > SILENT_AFTER_MS) return new Int16Array()
    const samples = new Int16Array(this.filled)
    const start = this.filled < WINDOW_SAMPLES ? 0 : this.at
    for (let index = 0; index < this.filled; index += 1) {
      samples[index] = this.window[(start + index) % WINDOW_SAMPLES] ?? 0
    }
    return samples
  }
}
