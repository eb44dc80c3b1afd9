import type { Page } from '@playwright/test'

export interface Heard {
  /** Share of the power at the probed frequency (Goertzel), 0–1. */
  readonly share: number
  /** Root mean square of the samples, 0–1. */
  readonly loudness: number
}

/**
 * Listens for half a second to what the media window plays for its calls, and tells how much of it is `hz`. It
 * takes the stream of the page's own audio element: nothing in the product is there for tests only.
 */
export async function listen(media: Page, hz: number): Promise<Heard> {
  return media.evaluate(async (frequency) => {
    const streams = [...document.querySelectorAll('audio')]
      .map((audio) => audio.srcObject)
      .filter(
        (source): source is MediaStream =>
          source instanceof MediaStream && source.getAudioTracks().some((track) => track.readyState === 'live'),
      )
    if (streams.length === 0) return { share: 0, loudness: 0 }
    const context = new AudioContext()
    await context.resume()
    const analyser = new AnalyserNode(context, { fftSize: 16384 })
    for (const stream of streams) context.createMediaStreamSource(stream).connect(analyser)
    await new Promise((done) => setTimeout(done, 700))
    const samples = new Float32Array(analyser.fftSize)
    analyser.getFloatTimeDomainData(samples)
    const rate = context.sampleRate
    await context.close()

    const omega = (2 * Math.PI * frequency) / rate
    const coefficient = 2 * Math.cos(omega)
    let previous = 0
    let beforePrevious = 0
    let energy = 0
    for (const sample of samples) {
      const value = sample + coefficient * previous - beforePrevious
      beforePrevious = previous
      previous = value
      energy += sample * sample
    }
    const power = previous * previous + beforePrevious * beforePrevious - coefficient * previous * beforePrevious
    return {
      // A pure tone of amplitude A has Goertzel power (A·N/2)² and energy A²·N/2.
      share: energy === 0 ? 0 : (2 * power) / (energy * samples.length),
      loudness: Math.sqrt(energy / samples.length),
    }
  }, hz)
}

/** A share above this is a recognised tone; noise and silence stay far below. */
export const TONE_SHARE = 0.5
