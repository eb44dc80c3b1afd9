import type { MediaFailure } from '#shared/contract/ipc/media'
import { err, ok, type Result } from '#shared/lib/result'
import { microphoneFailure } from './media-failure'
import { createSilence, type Silence } from './silence'

/** Someone who speaks through the microphone; gets a track of its own and another whenever the source changes. */
export interface MicrophoneUser {
  /** `isChoice`: the device that was asked for (or any, when none was). `track` belongs to the user from now on. */
  replaceTrack(track: MediaStreamTrack, change: 'switched' | 'fellBack' | 'lost'): void
}

type Opened = { readonly track: MediaStreamTrack; readonly isFallback: boolean }

/**
 * The one open microphone, shared by calls and the meter, closed when nobody needs it. When the device goes away
 * the default takes over; when none is left its users get silence until one comes back.
 */
export class Microphone {
  private readonly users = new Set<MicrophoneUser>()
  private source: Opened | null = null
  private silence: Silence | null = null
  private wantedId: string | null = null
  private queue: Promise<unknown> = Promise.resolve()
  /** How the last attempt to open ended; `null` while it is not known. */
  lastFailure: MediaFailure | null = null

  constructor(private readonly media: MediaDevices = navigator.mediaDevices) {}

  /** The device that is open now, as `enumerateDevices` names it. */
  get openDeviceId(): string | null {
    return this.source?.track.getSettings().deviceId ?? null
  }

  acquire(
    user: MicrophoneUser,
  ): Promise<Result<{ readonly track: MediaStreamTrack; readonly isFallback: boolean }, MediaFailure>> {
    return this.inTurn(async () => {
      if (!this.source) {
        const opened = await this.open()
        if (!opened.ok) return opened
        this.take(opened.value)
      }
      if (!this.source) return err(microphoneFailure(null))
      this.users.add(user)
      return ok({ track: this.source.track.clone(), isFallback: this.source.isFallback })
    })
  }

  release(user: MicrophoneUser): void {
    if (!this.users.delete(user) || this.users.size > 0) return
    this.drop()
    this.silence?.dispose()
    this.silence = null
  }

  async choose(deviceId: string | null): Promise<void> {
    if (deviceId === this.wantedId) return
    this.wantedId = deviceId
    await this.inTurn(() => this.reopen())
  }

  /** Devices came or went: back to the chosen one, or to any when there was none. */
  async handleDeviceChange(inputIds: readonly string[]): Promise<void> {
    const isBack = this.source?.isFallback === true && this.wantedId !== null && inputIds.includes(this.wantedId)
    const isAnyBack = this.silence !== null && inputIds.length > 0
    if (isBack || isAnyBack) await this.inTurn(() => this.reopen())
  }

  private async reopen(): Promise<void> {
    if (this.users.size === 0) return
    const opened = await this.open()
    if (!opened.ok) {
      this.handOutSilence()
      return
    }
    this.drop()
    this.take(opened.value)
    this.silence?.dispose()
    this.silence = null
    for (const user of this.users)
      user.replaceTrack(opened.value.track.clone(), opened.value.isFallback ? 'fellBack' : 'switched')
  }

  private take(opened: Opened): void {
    this.source = opened
    opened.track.addEventListener('ended', () => {
      if (this.source === opened) void this.inTurn(() => this.handleEnded(opened))
    })
  }

  private async handleEnded(ended: Opened): Promise<void> {
    if (this.source !== ended) return
    this.source = null
    if (this.users.size === 0) return
    const opened = await this.open()
    if (!opened.ok) {
      this.handOutSilence()
      return
    }
    this.take(opened.value)
    for (const user of this.users) user.replaceTrack(opened.value.track.clone(), 'fellBack')
  }

  private handOutSilence(): void {
    if (this.source) return
    this.silence ??= createSilence()
    for (const user of this.users) user.replaceTrack(this.silence.track.clone(), 'lost')
  }

  private drop(): void {
    const old = this.source
    this.source = null
    old?.track.stop()
  }

  private async open(): Promise<Result<Opened, MediaFailure>> {
    if (this.wantedId !== null) {
      const chosen = await this.tryOpen(this.wantedId)
      if (chosen.ok || chosen.error.reason === 'microphoneRefused') return chosen
    }
    const any = await this.tryOpen(null)
    return any.ok ? ok({ ...any.value, isFallback: this.wantedId !== null }) : any
  }

  private async tryOpen(deviceId: string | null): Promise<Result<Opened, MediaFailure>> {
    try {
      const stream = await this.media.getUserMedia({
        audio: {
          echoCancellation: true,
          noiseSuppression: true,
          autoGainControl: true,
          ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
        },
      })
      const [track] = stream.getAudioTracks()
      if (!track) throw new DOMException('a stream without audio', 'NotFoundError')
      this.lastFailure = null
      return ok({ track, isFallback: false })
    } catch (error) {
      this.lastFailure = microphoneFailure(error)
      return err(this.lastFailure)
    }
  }

  /** Opening takes time: what is asked meanwhile waits, so that no device is opened twice or left open. */
  private inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.queue.then(action)
    this.queue = result.then(
      () => undefined,
      () => undefined,
    )
    return result
  }
}
