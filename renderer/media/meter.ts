import { systemClock, type Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

const EVERY_MS = 80

interface Tap {
  readonly analyser: AnalyserNode
  readonly node: MediaStreamAudioSourceNode
}

/** Measures how loud the microphone and what is heard are, about twelve times a second. */
export class Meter {
  private readonly taps = new Map<MediaStream, Tap>()
  private context: AudioContext | null = null
  private timer: Disposable | null = null

  constructor(
    private readonly report: (levels: { readonly input: number; readonly output: number }) => void,
    private readonly clock: Clock = systemClock,
  ) {}

  start(input: MediaStream, outputs: () => readonly MediaStream[]): void {
    this.stop()
    this.context = new AudioContext()
    const tick = (): void => {
      const heard = outputs()
      this.forget(new Set([input, ...heard]))
      this.report({
        input: this.loudness(input),
        output: Math.min(1, Math.hypot(...heard.map((stream) => this.loudness(stream)))),
      })
      this.timer = this.clock.schedule(EVERY_MS, tick)
    }
    tick()
  }

  stop(): void {
    this.timer?.dispose()
    this.timer = null
    this.taps.clear()
    void this.context?.close()
    this.context = null
  }

  private loudness(stream: MediaStream): number {
    const tap = this.taps.get(stream) ?? this.tap(stream)
    if (!tap) return 0
    const samples = new Float32Array(tap.analyser.fftSize)
    tap.analyser.getFloatTimeDomainData(samples)
    return rootMeanSquare(samples)
  }

  private tap(stream: MediaStream): Tap | null {
    if (!this.context || stream.getAudioTracks().length === 0) return null
    const analyser = new AnalyserNode(this.context, { fftSize: 1024 })
    const node = this.context.createMediaStreamSource(stream)
    node.connect(analyser)
    const tap = { analyser, node }
    this.taps.set(stream, tap)
    return tap
  }

  private forget(wanted: ReadonlySet<MediaStream>): void {
    for (const [stream, tap] of this.taps) {
      if (wanted.has(stream)) continue
      tap.node.disconnect()
      this.taps.delete(stream)
    }
  }
}

export function rootMeanSquare(samples: Float32Array): number {
  const sum = samples.reduce((total, sample) => total + sample * sample, 0)
  return samples.length === 0 ? 0 : Math.min(1, Math.sqrt(sum / samples.length))
}
