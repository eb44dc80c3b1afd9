import type { LiveWindow } from './live-window'

export interface HeardGap {
  /** Of the window that listens; another number is another window. */
  readonly id: number
  /** When sound was first heard since `watchHeard`, unix ms; `null` while there was none. */
  readonly firstHeardAt: number | null
  /** The longest silence after that, ms of sound. */
  readonly longestSilenceMs: number
  /** The silence that lasts now; 0 while there is sound. */
  readonly silentMs: number
}

interface Watch {
  readonly id: number
  firstHeardAt: number | null
  longestSilenceMs: number
  silentMs: number
}

/**
 * Listens from now on to what the media window plays for its calls, in blocks of five milliseconds. Silence is counted
 * in samples, so that a busy window is not taken for a silent one. `undefined` while no live window plays anything.
 */
export async function watchHeard(media: LiveWindow): Promise<number | undefined> {
  return media.run(async () => {
    const BLOCK_MS = 5
    const LOUD = 0.01
    const page = window as unknown as { heard?: Watch; stopWatching?: () => void }
    page.stopWatching?.()
    const context = new AudioContext()
    await context.resume()
    const analyser = new AnalyserNode(context, { fftSize: 8192 })
    const samples = new Float32Array(analyser.fftSize)
    const block = Math.round((context.sampleRate * BLOCK_MS) / 1000)
    const sources = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>()
    const watch: Watch = { id: Math.random(), firstHeardAt: null, longestSilenceMs: 0, silentMs: 0 }
    page.heard = watch
    let readUntil = context.currentTime
    const listen = (): void => {
      for (const { srcObject } of document.querySelectorAll('audio')) {
        if (!(srcObject instanceof MediaStream)) continue
        for (const track of srcObject.getAudioTracks()) {
          if (sources.has(track) || track.readyState !== 'live') continue
          const source = context.createMediaStreamSource(new MediaStream([track]))
          source.connect(analyser)
          sources.set(track, source)
        }
      }
      const fresh = Math.min(samples.length, Math.round((context.currentTime - readUntil) * context.sampleRate))
      readUntil = context.currentTime
      analyser.getFloatTimeDomainData(samples)
      for (let start = samples.length - fresh; start + block <= samples.length; start += block) {
        let energy = 0
        for (const sample of samples.subarray(start, start + block)) energy += sample * sample
        if (Math.sqrt(energy / block) > LOUD) {
          watch.firstHeardAt ??= Date.now()
          watch.silentMs = 0
        } else if (watch.firstHeardAt !== null) {
          watch.silentMs += BLOCK_MS
          watch.longestSilenceMs = Math.max(watch.longestSilenceMs, watch.silentMs)
        }
      }
    }
    const timer = setInterval(listen, 10)
    page.stopWatching = () => {
      clearInterval(timer)
      void context.close()
    }
    return watch.id
  })
}

/** `undefined` where the window that listened is gone. */
export async function heardSince(media: LiveWindow): Promise<HeardGap | undefined> {
  return media.run(() => (window as unknown as { heard?: Watch }).heard)
}
