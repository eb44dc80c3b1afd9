import type { RecordingsNow } from '#shared/contract/ipc/recordings'
import type { CallSnapshot } from '#shared/domain/call'
import type { CallId } from '#shared/domain/ids'
import {
  recordingControls,
  type RecordingControls,
  type RecordingFailure,
  type RecordingPolicy,
  type RecordingState,
} from '#shared/domain/recording'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import { err, ok, type Result } from '#shared/lib/result'
import { MediaWindowGone, type MediaPort } from '../media/media-port'
import type { RecordingFiles, RecordingWriter } from './recording-files'

export interface CallRecorderDependencies {
  readonly media: MediaPort
  readonly files: Pick<RecordingFiles, 'create'>
  readonly policy: () => RecordingPolicy
  /** The voice that announces, as the rule is now; `null`: a tone does. */
  readonly announcement: () => Promise<Uint8Array<ArrayBuffer> | null>
  readonly clock: Clock
  readonly logger: Logger
  readonly onChanged: () => void
  /** A file came to its end, and can be played. */
  readonly onFile: () => void
}

type Act = Result<null, { readonly reason: 'unknownCall' | 'notAllowed' }>

interface Recording {
  readonly callId: CallId
  readonly mode: 'onDemand' | 'always'
  readonly isAnnounced: boolean
  /** Which of all beginnings in the media window its present file comes from. */
  take: number
  /** The media window does not know the call yet: it is being offered a new way of the sound. */
  isAwaited: boolean
  state: RecordingState
  writer: RecordingWriter | null
  /** What is to be done with its file, one after another. */
  queue: Promise<void>
}

/** Records talks as the rule says: what the media window mixes is written down piece by piece as it comes. */
export class CallRecorder implements Disposable {
  private readonly recordings = new Map<CallId, Recording>()
  /** Connected now; a recording lives no longer than its talk. */
  private talking: ReadonlySet<CallId> = new Set()
  private readonly owned = new DisposableStore()
  private takes = 0

  constructor(private readonly deps: CallRecorderDependencies) {
    const { media } = deps
    this.owned.add(
      media.on('recorded', ({ callId, take, bytes }) => {
        const recording = this.recordings.get(callId)
        // Of another take: the rest of what was given up before.
        if (recording?.take === take) this.write(recording, bytes)
      }),
    )
    this.owned.add(
      media.on('recordingFailed', ({ callId, detail }) => {
        const recording = this.recordings.get(callId)
        if (recording) this.fail(recording, 'noSound', detail)
      }),
    )
    this.owned.add(
      media.on('connectionChanged', ({ callId, state }) => {
        const recording = this.recordings.get(callId)
        if (recording?.isAwaited && state === 'connected') this.goOn(recording)
      }),
    )
    this.owned.add(
      media.onRestarted(() => {
        for (const recording of this.recordings.values()) this.goOn(recording)
      }),
    )
  }

  now(): RecordingsNow {
    return {
      mode: this.deps.policy().mode,
      calls: [...this.recordings.values()]
        .filter(({ callId }) => this.talking.has(callId))
        .map(({ callId, mode, state }) => ({ callId, mode, state })),
    }
  }

  handleCalls(calls: readonly CallSnapshot[]): void {
    const talking = new Set(calls.filter(({ phase }) => phase.kind === 'active').map(({ id }) => id))
    const begun = [...talking].filter((id) => !this.talking.has(id))
    const over = [...this.talking].filter((id) => !talking.has(id))
    this.talking = talking
    for (const id of begun) if (this.deps.policy().mode === 'always') this.begin(id, 'always')
    for (const id of over) this.finish(id)
    if (over.length > 0) this.deps.onChanged()
  }

  start(callId: CallId): Act {
    return this.act(callId, 'canStart', () => {
      this.begin(callId, 'onDemand')
    })
  }

  pause(callId: CallId): Act {
    return this.act(callId, 'canPause', () => {
      this.setPaused(callId, true)
    })
  }

  resume(callId: CallId): Act {
    return this.act(callId, 'canResume', () => {
      this.setPaused(callId, false)
    })
  }

  stop(callId: CallId): Act {
    return this.act(callId, 'canStop', () => {
      this.finish(callId)
      this.deps.onChanged()
    })
  }

  /** Everything that was reported so far is on the disk. */
  async settle(): Promise<void> {
    await Promise.all([...this.recordings.values()].map(({ queue }) => queue))
  }

  dispose(): void {
    this.owned.dispose()
  }

  private act(callId: CallId, wish: keyof RecordingControls, doIt: () => void): Act {
    if (!this.talking.has(callId)) return err({ reason: 'unknownCall' })
    const known = this.recordings.get(callId) ?? null
    const mode = known?.mode ?? this.deps.policy().mode
    if (!recordingControls(mode, known?.state ?? null)[wish]) return err({ reason: 'notAllowed' })
    doIt()
    return ok(null)
  }

  private begin(callId: CallId, mode: Recording['mode']): void {
    const { isAnnounced } = this.deps.policy()
    const before = this.recordings.get(callId)?.queue ?? Promise.resolve()
    const recording: Recording = {
      callId,
      mode,
      isAnnounced,
      take: 0,
      isAwaited: false,
      state: { kind: 'starting' },
      writer: null,
      queue: before,
    }
    this.recordings.set(callId, recording)
    this.deps.onChanged()
    void this.ask(recording, isAnnounced)
  }

  private async ask(recording: Recording, isAnnounced: boolean): Promise<void> {
    const { callId } = recording
    const isPaused = recording.state.kind === 'paused'
    const take = ++this.takes
    recording.take = take
    recording.isAwaited = false
    const announcement = isAnnounced ? await this.deps.announcement() : null
    if (this.recordings.get(callId) !== recording || recording.take !== take) return
    try {
      const wish = { callId, take, isAnnounced, announcement, isPaused }
      const begun = await this.deps.media.requests.startRecording(wish)
      if (begun.ok && announcement && begun.value.announcedBy !== 'voice')
        this.deps.logger.warn('the announcement could not be played and a tone was', { callId })
      if (this.recordings.get(callId) !== recording || recording.take !== take) return
      if (!begun.ok && begun.error.reason === 'unknownCall') recording.isAwaited = true
      else if (!begun.ok) this.fail(recording, 'noSound', begun.error.reason)
      else if (recording.state.kind === 'starting') this.change(recording, { kind: 'recording' })
    } catch (error) {
      // Another window comes, and is asked then.
      if (!(error instanceof MediaWindowGone)) this.fail(recording, 'noSound', describeError(error))
    }
  }

  /** A new media window knows nothing: its sound begins another file. What was announced is not announced again. */
  private goOn(recording: Recording): void {
    this.closeFile(recording)
    const { kind } = recording.state
    if (kind === 'failed' || !this.talking.has(recording.callId)) return
    void this.ask(recording, recording.isAnnounced && kind === 'starting')
  }

  private setPaused(callId: CallId, isPaused: boolean): void {
    const recording = this.recordings.get(callId)
    if (recording) this.change(recording, { kind: isPaused ? 'paused' : 'recording' })
    this.tell(() => this.deps.media.requests.setRecordingPaused({ callId, isPaused }))
  }

  /** The window answers once it has reported the last piece. */
  private finish(callId: CallId): void {
    const recording = this.recordings.get(callId)
    if (!recording) return
    this.tell(
      () => this.deps.media.requests.stopRecording({ callId }),
      () => {
        this.closeFile(recording)
        void recording.queue.then(() => {
          if (this.recordings.get(callId) === recording) this.recordings.delete(callId)
          this.deps.onChanged()
        })
      },
    )
  }

  private write(recording: Recording, bytes: Uint8Array<ArrayBuffer>): void {
    const { files, clock } = this.deps
    this.inTurn(recording, async () => {
      if (recording.state.kind === 'failed') return
      recording.writer ??= await files.create(recording.callId, clock.now())
      await recording.writer.append(bytes)
    })
  }

  private closeFile(recording: Recording): void {
    this.inTurn(recording, async () => {
      const { writer } = recording
      if (!writer) return
      recording.writer = null
      await writer.close()
      this.deps.onFile()
    })
  }

  private inTurn(recording: Recording, work: () => Promise<void>): void {
    recording.queue = recording.queue.then(work).catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException
      this.fail(recording, code === 'ENOSPC' || code === 'EDQUOT' ? 'noSpace' : 'notWritten', describeError(error))
    })
  }

  private fail(recording: Recording, reason: RecordingFailure, detail: unknown): void {
    const { callId } = recording
    if (recording.state.kind === 'failed') return
    this.deps.logger.error('a talk is not recorded any more', { callId, reason, detail: String(detail) })
    this.change(recording, { kind: 'failed', reason })
    this.tell(
      () => this.deps.media.requests.stopRecording({ callId }),
      () => {
        this.closeFile(recording)
      },
    )
  }

  private change(recording: Recording, state: RecordingState): void {
    recording.state = state
    this.deps.onChanged()
  }

  private tell(ask: () => Promise<unknown>, then: () => void = () => undefined): void {
    ask().then(then, (error: unknown) => {
      if (!(error instanceof MediaWindowGone))
        this.deps.logger.error('the media window did not follow', { error: describeError(error) })
      then()
    })
  }
}
