import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { encodeG711 } from './g711'
import { SAMPLE_RATE_HZ } from './goertzel'
import type { AudioPacket } from './media-leg'

export const PACKET_MS = 20
export const PACKET_SAMPLES = (SAMPLE_RATE_HZ * PACKET_MS) / 1000
const AMPLITUDE = 8000
/** After a longer stall the lost time is skipped: a burst of old packets would only fill jitter buffers. */
const MAX_CATCH_UP = 5

/** A packet every 20 ms, with a tone of steady phase or, for `null`, silence. */
export class TonePlayer {
  private timer: Disposable | undefined
  private nextAtMs = 0
  private phase = 0
  private codec: AudioPacket['codec'] = 'PCMA'

  constructor(
    private readonly clock: Clock,
    private readonly frequencyHz: number | null,
    private readonly onPacket: (packet: AudioPacket) => void,
  ) {}

  start(codec: AudioPacket['codec']): void {
    this.codec = codec
    if (this.timer) return
    this.nextAtMs = this.clock.now()
    this.tick()
  }

  stop(): void {
    this.timer?.dispose()
    this.timer = undefined
  }

  private tick(): void {
    const nowMs = this.clock.now()
    if (nowMs - this.nextAtMs > MAX_CATCH_UP * PACKET_MS) this.nextAtMs = nowMs
    for (; this.nextAtMs <= nowMs; this.nextAtMs += PACKET_MS) {
      this.onPacket({ codec: this.codec, payload: encodeG711(this.codec, this.nextSamples()) })
    }
    this.timer = this.clock.schedule(Math.max(1, this.nextAtMs - nowMs), () => {
      this.tick()
    })
  }

  private nextSamples(): Int16Array {
    const samples = new Int16Array(PACKET_SAMPLES)
    if (this.frequencyHz === null) return samples
    const step = (2 * Math.PI * this.frequencyHz) / SAMPLE_RATE_HZ
    for (let index = 0; index < PACKET_SAMPLES; index += 1) {
      samples[index] = Math.round(AMPLITUDE * Math.sin(this.phase))
      this.phase = (this.phase + step) % (2 * Math.PI)
    }
    return samples
  }
}
