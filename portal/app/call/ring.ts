import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

const EVERY_MS = 3000
const LOUDNESS = 0.12
/** Two soft notes, one after the other. */
const NOTES = [
  { hz: 523.25, atS: 0, forS: 0.45 },
  { hz: 659.25, atS: 0.28, forS: 0.7 },
] as const

/** The ring, made by the browser itself. It is silent until the person has touched the page: browsers demand it. */
export class Ring {
  private context: AudioContext | null = null
  private again: Disposable | null = null

  constructor(private readonly clock: Clock) {}

  start(): void {
    if (this.context || typeof AudioContext !== 'function') return
    this.context = new AudioContext()
    this.sound(this.context)
  }

  stop(): void {
    this.again?.dispose()
    const { context } = this
    this.context = null
    context?.close().catch(silently)
  }

  private sound(context: AudioContext): void {
    // Stays suspended where the person has not touched anything; it may be heard the next time.
    if (context.state === 'suspended') context.resume().catch(silently)
    else for (const note of NOTES) play(context, note)
    this.again = this.clock.schedule(EVERY_MS, () => {
      if (this.context === context) this.sound(context)
    })
  }
}

/** A ring that ended before it could sound. */
function silently(error: unknown): void {
  if (!(error instanceof DOMException)) throw error
}

function play(context: AudioContext, { hz, atS, forS }: (typeof NOTES)[number]): void {
  const tone = context.createOscillator()
  const loudness = context.createGain()
  const from = context.currentTime + atS
  tone.frequency.value = hz
  loudness.gain.setValueAtTime(0, from)
  loudness.gain.linearRampToValueAtTime(LOUDNESS, from + 0.04)
  loudness.gain.exponentialRampToValueAtTime(0.0001, from + forS)
  tone.connect(loudness).connect(context.destination)
  tone.start(from)
  tone.stop(from + forS)
}
