import type { HandlersOf, RequestsOf } from '#shared/contract/define'
import type { MediaContract, MediaFailure } from '#shared/contract/ipc/media'
import type { CallId } from '#shared/domain/ids'
import { systemClock, sleep } from '#shared/lib/clock'
import { err, ok, type Result } from '#shared/lib/result'
import { CallRecording } from './call-recording'
import { decodeSound } from './decode-sound'
import type { Report } from './main-port'
import { failure } from './media-failure'
import type { PeerCall } from './peer-call'
import { RECIPES, renderSound } from './sound-recipes'
import type { Sounds } from './sounds'

type Done = Result<null, MediaFailure>
type Begun = ReturnType<RequestsOf<MediaContract>['startRecording']>
type Wish = Parameters<HandlersOf<MediaContract>['startRecording']>[0]

export interface CallRecordingsOptions {
  readonly callOf: (callId: CallId) => PeerCall | undefined
  readonly sounds: Pick<Sounds, 'playOnce'>
  readonly report: Report
}

/** The recordings that run, one for a call. */
export class CallRecordings {
  private readonly running = new Map<CallId, CallRecording>()
  /** What stands in a recording instead of both voices while it is being announced. */
  private readonly announcing = new Map<CallId, MediaStreamTrack>()

  constructor(private readonly options: CallRecordingsOptions) {}

  async start({ callId, take, isAnnounced, announcement, isPaused }: Wish): Begun {
    const { callOf, report } = this.options
    await this.stop(callId)
    const voice = isAnnounced && announcement ? await decodeSound(announcement) : null
    if (!callOf(callId)) return err(failure('unknownCall'))
    try {
      const recording = new CallRecording({
        onPiece: (bytes) => {
          report('recorded', { callId, take, bytes })
        },
        onFailed: (detail) => {
          report('recordingFailed', { callId, detail })
        },
      })
      this.running.set(callId, recording)
      if (isAnnounced) await this.announce(callId, recording, voice ?? warningTone(), isPaused)
      else {
        this.refresh(callId)
        recording.begin(isPaused)
      }
    } catch (error) {
      this.running.delete(callId)
      return err(failure('mediaFailed', error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'))
    }
    return ok({ announcedBy: voice ? 'voice' : isAnnounced ? 'tone' : 'nothing' })
  }

  setPaused(callId: CallId, isPaused: boolean): Done {
    const recording = this.running.get(callId)
    if (!recording) return err(failure('unknownCall'))
    recording.setPaused(isPaused)
    return ok(null)
  }

  async stop(callId: CallId): Promise<void> {
    const recording = this.running.get(callId)
    if (!recording) return
    await recording.stop()
    if (this.running.get(callId) === recording) this.running.delete(callId)
  }

  refresh(callId: CallId): void {
    const call = this.options.callOf(callId)
    if (!call) return
    const announced = this.announcing.get(callId)
    const recording = this.running.get(callId)
    if (announced) recording?.join(announced, null)
    else recording?.join(call.heardThere, call.remoteStream?.getAudioTracks()[0] ?? null)
  }

  /** In both ears and in the recording, instead of the voices; they come back when it is over. */
  private async announce(
    callId: CallId,
    recording: CallRecording,
    buffer: AudioBuffer,
    isPaused: boolean,
  ): Promise<void> {
    const context = new AudioContext()
    const source = new AudioBufferSourceNode(context, { buffer })
    const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 })
    source.connect(destination)
    const [track] = destination.stream.getAudioTracks()
    if (!track) throw new Error('an announcement without a track')
    this.announcing.set(callId, track)
    try {
      this.refresh(callId)
      recording.begin(isPaused)
      this.options.callOf(callId)?.announce(track)
      source.start()
      void this.options.sounds.playOnce(buffer)
      await sleep(systemClock, buffer.duration * 1_000)
    } finally {
      this.announcing.delete(callId)
      this.options.callOf(callId)?.announce(null)
      this.refresh(callId)
      await context.close()
    }
  }
}

function warningTone(): AudioBuffer {
  const sampleRate = 48_000
  const samples = renderSound(RECIPES.recording, sampleRate)
  const buffer = new AudioBuffer({ length: samples.length, sampleRate })
  buffer.copyToChannel(samples, 0)
  return buffer
}
