import type { RequestsOf } from '#shared/contract/define'
import type { MediaContract } from '#shared/contract/ipc/media'
import { echoVerdict } from '#shared/domain/echo-verdict'
import { systemClock, sleep } from '#shared/lib/clock'
import { microphoneTrouble } from './media-failure'
import type { Microphone, MicrophoneUser } from './microphone'
import { Speaker } from './speaker'

const RECORD_MS = 3_000

type Recorded = Awaited<ReturnType<RequestsOf<MediaContract>['recordEcho']>>

/** «Вы слышите себя?»: a few seconds of the own voice, kept in memory, played once and forgotten. */
export class EchoTest implements MicrophoneUser {
  private voice: AudioBuffer | null = null
  private track: MediaStreamTrack | null = null
  private isLost = false
  private playing: { readonly speaker: Speaker; readonly stop: () => void } | null = null

  constructor(private readonly microphone: Microphone) {}

  async record(): Promise<Recorded> {
    this.drop()
    const opened = await this.microphone.acquire(this)
    if (!opened.ok) return microphoneTrouble(opened.error)
    this.isLost = false
    this.track = opened.value.track
    const blob = await recordFor(RECORD_MS, this.track)
    this.release()
    // A device that went meanwhile gives way to another or to silence: nothing can be said of it.
    if (this.hasLostMicrophone()) return 'none'
    const context = new AudioContext()
    try {
      this.voice = await context.decodeAudioData(await blob.arrayBuffer())
      return echoVerdict(peakOf(this.voice))
    } catch (error) {
      // Stopped at once, so that there is nothing to decode.
      if (error instanceof DOMException) return 'failed'
      throw error
    } finally {
      await context.close()
    }
  }

  /** Answers at the end of what is played; `false`: nothing could be. */
  async play(output: string | null): Promise<boolean> {
    const { voice } = this
    this.voice = null
    if (!voice) return false
    const context = new AudioContext()
    const source = new AudioBufferSourceNode(context, { buffer: voice })
    const destination = context.createMediaStreamDestination()
    source.connect(destination)
    const speaker = new Speaker(destination.stream)
    try {
      await speaker.choose(output)
      await speaker.element.play()
      await new Promise<void>((ended) => {
        this.playing = { speaker, stop: ended }
        source.addEventListener('ended', () => {
          ended()
        })
        source.start()
      })
      return true
    } catch (error) {
      if (error instanceof DOMException) return false
      throw error
    } finally {
      this.playing = null
      speaker.dispose()
      await context.close()
    }
  }

  /** Whoever leaves the screen is not recorded and hears nothing any more. */
  drop(): void {
    this.voice = null
    this.playing?.stop()
    this.release()
  }

  replaceTrack(track: MediaStreamTrack): void {
    track.stop()
    this.isLost = true
  }

  private hasLostMicrophone(): boolean {
    return this.isLost
  }

  /** A track that ends ends its recorder too. */
  private release(): void {
    this.track?.stop()
    this.track = null
    this.microphone.release(this)
  }
}

async function recordFor(lengthMs: number, track: MediaStreamTrack): Promise<Blob> {
  const recorder = new MediaRecorder(new MediaStream([track]))
  const parts: Blob[] = []
  const stopped = new Promise<void>((done) => {
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    recorder.addEventListener('stop', () => {
      done()
    })
  })
  recorder.start()
  await Promise.race([sleep(systemClock, lengthMs), stopped])
  if (recorder.state !== 'inactive') recorder.stop()
  await stopped
  return new Blob(parts, { type: recorder.mimeType })
}

function peakOf(buffer: AudioBuffer): number {
  return buffer.getChannelData(0).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
}
