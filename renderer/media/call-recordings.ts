import type { MediaFailure } from '#shared/contract/ipc/media'
import type { CallId } from '#shared/domain/ids'
import { systemClock, sleep } from '#shared/lib/clock'
import { err, ok, type Result } from '#shared/lib/result'
import { CallRecording } from './call-recording'
import type { Report } from './main-port'
import { failure } from './media-failure'
import type { PeerCall } from './peer-call'
import { RECIPES, renderSound } from './sound-recipes'
import type { Sounds } from './sounds'

type Done = Result<null, MediaFailure>

export interface CallRecordingsOptions {
  readonly callOf: (callId: CallId) => PeerCall | undefined
  readonly sounds: Pick<Sounds, 'play'>
  readonly report: Report
}

/** The recordings that run, one for a call. */
export class CallRecordings {
  private readonly running = new Map<CallId, CallRecording>()

  constructor(private readonly options: CallRecordingsOptions) {}

  async start(wish: {
    readonly callId: CallId
    readonly isAnnounced: boolean
    readonly isPaused: boolean
  }): Promise<Done> {
    const { callId } = wish
    const { callOf, report } = this.options
    await this.stop(callId)
    if (wish.isAnnounced) await this.announce(callId)
    if (!callOf(callId)) return err(failure('unknownCall'))
    try {
      const recording = new CallRecording({
        onPiece: (bytes) => {
          report('recorded', { callId, bytes })
        },
        onFailed: (detail) => {
          report('recordingFailed', { callId, detail })
        },
      })
      this.running.set(callId, recording)
      this.refresh(callId)
      recording.begin(wish.isPaused)
    } catch (error) {
      this.running.delete(callId)
      return err(failure('mediaFailed', error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'))
    }
    return ok(null)
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
    this.running.get(callId)?.join(call.heardThere, call.remoteStream?.getAudioTracks()[0] ?? null)
  }

  /** The tone in both ears; the voice comes back when it is over. */
  private async announce(callId: CallId): Promise<void> {
    const recipe = RECIPES.recording
    const context = new AudioContext()
    const samples = renderSound(recipe, context.sampleRate)
    const buffer = context.createBuffer(1, samples.length, context.sampleRate)
    buffer.copyToChannel(samples, 0)
    const source = new AudioBufferSourceNode(context, { buffer })
    const destination = context.createMediaStreamDestination()
    source.connect(destination)
    const [track] = destination.stream.getAudioTracks()
    this.options.callOf(callId)?.announce(track ?? null)
    source.start()
    void this.options.sounds.play('recording', 1)
    await sleep(systemClock, recipe.lengthMs)
    this.options.callOf(callId)?.announce(null)
    await context.close()
  }
}
