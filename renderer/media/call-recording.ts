import { systemClock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

/** What a kill of everything may lose at most is twice this. */
const PIECE_MS = 400
const BITS_PER_SECOND = 48_000
const TYPE = 'audio/webm;codecs=opus'

export interface CallRecordingOptions {
  readonly onPiece: (bytes: Uint8Array<ArrayBuffer>) => void
  readonly onFailed: (detail: string) => void
}

/** Both sides of one call in one stereo stream: ours left, theirs right. */
export class CallRecording {
  private readonly context = new AudioContext()
  private readonly merger = new ChannelMergerNode(this.context, { numberOfInputs: 2 })
  private readonly recorder: MediaRecorder
  private readonly ended: Promise<void>
  private sources: MediaStreamAudioSourceNode[] = []
  private joined = ''
  /** Blobs are read one after another, so that no piece overtakes the one before. */
  private queue: Promise<void> = Promise.resolve()
  private isStopped = false
  private pull: Disposable | null = null

  constructor(private readonly options: CallRecordingOptions) {
    const destination = new MediaStreamAudioDestinationNode(this.context, { channelCount: 2 })
    this.merger.connect(destination)
    // Both channels run from the first moment on, also while there is no voice yet.
    const silence = new ConstantSourceNode(this.context, { offset: 0 })
    silence.connect(this.merger, 0, 0)
    silence.connect(this.merger, 0, 1)
    silence.start()
    this.recorder = new MediaRecorder(destination.stream, { mimeType: TYPE, audioBitsPerSecond: BITS_PER_SECOND })
    this.recorder.addEventListener('dataavailable', ({ data }) => {
      if (data.size > 0) this.pass(data)
    })
    this.recorder.addEventListener('error', (event) => {
      if (!this.isStopped) options.onFailed(event.type)
    })
    this.ended = new Promise((done) => {
      this.recorder.addEventListener('stop', () => {
        done()
      })
    })
  }

  begin(isPaused: boolean): void {
    this.recorder.start()
    if (isPaused) this.recorder.pause()
    this.pullNext()
  }

  /** Tracks change with devices, holds and conferences; the stream that is recorded stays the same. */
  join(own: MediaStreamTrack | null, other: MediaStreamTrack | null): void {
    const key = `${own?.id ?? ''} ${other?.id ?? ''}`
    if (key === this.joined || this.isStopped) return
    this.joined = key
    for (const source of this.sources) source.disconnect()
    this.sources = [own, other].flatMap((track, channel) => {
      if (!track) return []
      const source = this.context.createMediaStreamSource(new MediaStream([track]))
      // A stereo voice must not reach the other channel.
      const mono = new GainNode(this.context, { channelCount: 1, channelCountMode: 'explicit' })
      source.connect(mono).connect(this.merger, 0, channel)
      return [source]
    })
  }

  setPaused(isPaused: boolean): void {
    if (this.recorder.state === 'inactive') return
    if (isPaused) this.recorder.pause()
    else this.recorder.resume()
  }

  /** Resolves once the last piece was passed on. */
  async stop(): Promise<void> {
    if (!this.isStopped) {
      this.isStopped = true
      this.pull?.dispose()
      if (this.recorder.state !== 'inactive') this.recorder.stop()
    }
    await this.ended
    await this.queue
    if (this.context.state !== 'closed') await this.context.close()
  }

  /** Asked for rather than timed by the recorder, which gives out whole clusters of its own length. */
  private pullNext(): void {
    this.pull = systemClock.schedule(PIECE_MS, () => {
      if (this.recorder.state !== 'inactive') this.recorder.requestData()
      this.pullNext()
    })
  }

  private pass(data: Blob): void {
    this.queue = this.queue.then(async () => {
      this.options.onPiece(new Uint8Array(await data.arrayBuffer()))
    })
  }
}
