import type { MediaFailure } from '#shared/contract/ipc/media'
import type { CallId } from '#shared/domain/ids'
import type { VoiceLevels } from '#shared/domain/microphone-silence'
import { err, ok, type Result } from '#shared/lib/result'
import { asHandshakeClient, hasAcceptedAudio, isHeldByOffer, orderCodecs } from './audio-sdp'
import { collectStats, NO_PACKETS, readStats, type CallStats, type Counters } from './call-stats'
import type { ConferencePart } from './conference'
import { waitForCandidates } from './ice-gathering'
import type { Report } from './main-port'
import { failure, negotiationFailure } from './media-failure'
import type { Microphone, MicrophoneUser } from './microphone'
import { closeConnection, openConnection } from './peer-connection'
import { Speaker } from './speaker'
import { VoiceLevelReader } from './voice-levels'

/** Between tones and of a tone, as RFC 4733 receivers and voice menus like it. */
const TONE_MS = 160
const TONE_GAP_MS = 70

type Done = Result<null, MediaFailure>
type Description = Result<{ readonly sdp: string }, MediaFailure>

export interface PeerCallOptions {
  readonly callId: CallId
  readonly microphone: Microphone
  readonly output: string | null
  readonly report: Report
  /** Voice, stream or hold are others than before: what is mixed of them has to be made anew. */
  readonly onPartChanged: () => void
  /** A conference takes or gives back what is sent. */
  readonly onSentChanged: () => void
}

/** The sound of one call. Every step waits for the one before, so that no two negotiations meet. */
export class PeerCall implements MicrophoneUser, ConferencePart {
  readonly callId: CallId
  private readonly speaker: Speaker
  private pc: RTCPeerConnection
  /** Takes the place of the connection when its offer is answered; that one sounds until then. */
  private successor: RTCPeerConnection | null = null
  private track: MediaStreamTrack | null = null
  private counted: Counters = NO_PACKETS
  private readonly levels = new VoiceLevelReader()
  private isMuted = false
  isHeld = false
  /** Sent instead of the own voice while the call is joined with others. */
  private mix: MediaStreamTrack | null = null
  /** Sent instead of everything else, for as long as it sounds. */
  private announcement: MediaStreamTrack | null = null
  /** To go back to when an offer is given up. */
  private wasHeld = false
  private isHeldRemotely = false
  private isClosed = false
  private isOutputThere = true
  private isMicrophoneLost = false
  private queue: Promise<unknown> = Promise.resolve()

  constructor(private readonly options: PeerCallOptions) {
    this.callId = options.callId
    this.pc = this.connect()
    this.speaker = new Speaker(new MediaStream())
    this.speaker.element.dataset['callId'] = options.callId
    document.body.append(this.speaker.element)
    void this.chooseOutput(options.output)
  }

  get voice(): MediaStreamTrack | null {
    return this.track
  }

  get remoteStream(): MediaStream | null {
    const stream = this.speaker.element.srcObject
    return stream instanceof MediaStream ? stream : null
  }

  /**
   * `isAnew`: the way of the sound is lost (another network, a window in the place of one that died). It is a new
   * connection's then: one that restarts ICE keeps to its last way for a second more.
   */
  createOffer(hold: boolean, isAnew: boolean): Promise<Description> {
    return this.inTurn(async () => {
      const ready = await this.openMicrophone()
      if (!ready.ok) return ready
      this.wasHeld = this.isHeld
      this.setHeld(hold)
      this.dropSuccessor()
      const pc = isAnew && this.audio() ? (this.successor = this.connect(true)) : this.pc
      await this.prepare(audioOf(pc) ?? pc.addTransceiver('audio'), this.ownDirection())
      await pc.setLocalDescription(await pc.createOffer())
      const described = await describe(pc)
      return described.ok && isAnew ? ok({ sdp: asHandshakeClient(described.value.sdp) }) : described
    })
  }

  createAnswer(offer: string, hold: boolean): Promise<Description> {
    return this.inTurn(async () => {
      const ready = await this.openMicrophone()
      if (!ready.ok) return ready
      this.wasHeld = this.isHeld
      this.setHeld(hold)
      this.dropSuccessor()
      await this.takeOffer(offer)
      this.isHeldRemotely = isHeldByOffer(offer)
      const transceiver = this.audio()
      if (!transceiver) return err(failure('noCommonCodec', 'the offer has no audio'))
      await this.prepare(transceiver, hold ? 'sendonly' : 'sendrecv')
      await this.pc.setLocalDescription(await this.pc.createAnswer())
      const described = await describe(this.pc)
      return described.ok && !hasAcceptedAudio(described.value.sdp) ? err(failure('noCommonCodec')) : described
    })
  }

  applyAnswer(answer: string, isFinal: boolean): Promise<Done> {
    return this.inTurn(async () => {
      if (!hasAcceptedAudio(answer)) return err(failure('noCommonCodec', 'the answer refuses the audio'))
      // A final answer repeats what a reliable provisional one said: it was applied then.
      const pc = this.successor ?? this.pc
      if (pc.signalingState === 'stable') return ok(null)
      await pc.setRemoteDescription({ type: isFinal ? 'answer' : 'pranswer', sdp: answer })
      if (pc === this.successor && isFinal) await this.succeed(pc)
      this.isHeldRemotely = /^a=(recvonly|inactive)\s*$/m.test(answer) && !this.isHeld
      return ok(null)
    })
  }

  rollback(): Promise<Done> {
    return this.inTurn(async () => {
      if (!this.dropSuccessor()) {
        if (this.pc.signalingState === 'stable') return ok(null)
        await this.pc.setLocalDescription({ type: 'rollback' })
      }
      this.setHeld(this.wasHeld)
      const transceiver = this.audio()
      if (transceiver) transceiver.direction = this.ownDirection()
      return ok(null)
    })
  }

  send(track: MediaStreamTrack | null): void {
    if (track === this.mix) return
    this.mix = track
    this.options.onSentChanged()
    void this.inTurn(async () => {
      await this.audio()?.sender.replaceTrack(this.sent)
      return ok(null)
    })
  }

  announce(track: MediaStreamTrack | null): void {
    this.announcement = track
    void this.inTurn(async () => {
      await this.audio()?.sender.replaceTrack(this.sent)
      return ok(null)
    })
  }

  /** What the other side hears of us: our voice, silent while muted or held, or the conference around it. */
  get heardThere(): MediaStreamTrack | null {
    return this.mix ?? this.track
  }

  setMuted(muted: boolean): void {
    this.isMuted = muted
    this.applySilence()
  }

  sendDtmf(digits: string): Done {
    const dtmf = this.audio()?.sender.dtmf
    if (!dtmf?.canInsertDTMF) return err(failure('mediaFailed', 'tones cannot be sent now'))
    dtmf.insertDTMF(dtmf.toneBuffer + digits, TONE_MS, TONE_GAP_MS)
    return ok(null)
  }

  async chooseOutput(deviceId: string | null): Promise<void> {
    const wasThere = this.isOutputThere
    this.isOutputThere = await this.speaker.choose(deviceId)
    if (wasThere !== this.isOutputThere && !this.isClosed)
      this.options.report('deviceLost', { callId: this.callId, kind: 'output', recovered: this.isOutputThere })
  }

  replaceTrack(track: MediaStreamTrack, change: 'switched' | 'fellBack' | 'lost'): void {
    this.setTrack(track)
    void this.inTurn(async () => {
      await this.audio()?.sender.replaceTrack(this.sent)
      return ok(null)
    })
    const wasLost = this.isMicrophoneLost
    this.isMicrophoneLost = change === 'lost'
    if (wasLost || change !== 'switched')
      this.options.report('deviceLost', { callId: this.callId, kind: 'input', recovered: change !== 'lost' })
  }

  /** `null` until connected. */
  async stats(): Promise<(CallStats & { readonly voice: VoiceLevels }) | null> {
    if (this.pc.connectionState !== 'connected') return null
    const entries = await collectStats(this.pc)
    const isOwnVoice = this.sent === this.track && !this.isMicrophoneLost
    return { ...readStats(entries, this.counted), voice: this.levels.read(entries, isOwnVoice) }
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.options.microphone.release(this)
    this.track?.stop()
    this.speaker.dispose()
    this.dropSuccessor()
    closeConnection(this.pc)
  }

  private connect(isAnew = false): RTCPeerConnection {
    const pc = openConnection(isAnew)
    pc.addEventListener('track', ({ track }) => {
      if (pc === this.pc) this.play(track)
    })
    pc.addEventListener('connectionstatechange', () => {
      if (pc === this.pc && !this.isClosed)
        this.options.report('connectionChanged', { callId: this.callId, state: pc.connectionState })
    })
    return pc
  }

  /** A peer that began anew (its own restart, a transfer) may offer what this connection cannot become. */
  private async takeOffer(offer: string): Promise<void> {
    if (this.pc.signalingState !== 'stable') await this.pc.setLocalDescription({ type: 'rollback' })
    try {
      await this.pc.setRemoteDescription({ type: 'offer', sdp: offer })
    } catch (error) {
      if (!this.pc.currentRemoteDescription) throw error
      await this.replace(this.connect())
      await this.pc.setRemoteDescription({ type: 'offer', sdp: offer })
    }
    for (const other of this.pc.getTransceivers()) {
      // RFC 3264, 6: what we do not speak is refused with port 0.
      if (other !== this.audio()) other.stop()
    }
  }

  private async succeed(pc: RTCPeerConnection): Promise<void> {
    this.successor = null
    await this.replace(pc)
    const audio = this.audio()
    if (!audio) return
    // What is said may have become another while the answer was on its way.
    if (audio.sender.track !== this.sent) await audio.sender.replaceTrack(this.sent)
    this.play(audio.receiver.track)
  }

  /** Its counters begin at nothing: those of the call go on. */
  private async replace(pc: RTCPeerConnection): Promise<void> {
    this.counted = readStats(await collectStats(this.pc), this.counted)
    const old = this.pc
    this.pc = pc
    closeConnection(old)
  }

  private dropSuccessor(): boolean {
    const { successor } = this
    this.successor = null
    if (successor) closeConnection(successor)
    return successor !== null
  }

  private play(track: MediaStreamTrack): void {
    this.speaker.element.srcObject = new MediaStream([track])
    this.options.onPartChanged()
  }

  private audio(): RTCRtpTransceiver | undefined {
    return audioOf(this.pc)
  }

  private async prepare(transceiver: RTCRtpTransceiver, direction: RTCRtpTransceiverDirection): Promise<void> {
    transceiver.direction = direction
    transceiver.setCodecPreferences(orderCodecs(RTCRtpReceiver.getCapabilities('audio')?.codecs ?? []))
    if (transceiver.sender.track !== this.sent) await transceiver.sender.replaceTrack(this.sent)
  }

  private async openMicrophone(): Promise<Done> {
    if (this.track) return ok(null)
    const opened = await this.options.microphone.acquire(this)
    if (!opened.ok) return opened
    this.setTrack(opened.value.track)
    if (this.isClosed) this.options.microphone.release(this)
    else if (opened.value.isFallback)
      this.options.report('deviceLost', { callId: this.callId, kind: 'input', recovered: true })
    return ok(null)
  }

  private setTrack(track: MediaStreamTrack): void {
    this.track?.stop()
    this.track = track
    if (this.isClosed) track.stop()
    this.applySilence()
    this.options.onPartChanged()
  }

  private setHeld(hold: boolean): void {
    const wasHeld = this.isHeld
    this.isHeld = hold
    this.applySilence()
    if (wasHeld !== hold) this.options.onPartChanged()
  }

  private get sent(): MediaStreamTrack | null {
    return this.announcement ?? this.heardThere
  }

  /** On hold the other side must not hear the room, whatever direction it was told. */
  private applySilence(): void {
    if (this.track) this.track.enabled = !this.isMuted && !this.isHeld
  }

  private ownDirection(): RTCRtpTransceiverDirection {
    if (!this.isHeld) return 'sendrecv'
    return this.isHeldRemotely ? 'inactive' : 'sendonly'
  }

  private inTurn<T>(step: () => Promise<Result<T, MediaFailure>>): Promise<Result<T, MediaFailure>> {
    const result = this.queue.then(async () => {
      if (this.isClosed) return err(failure('unknownCall'))
      try {
        return await step()
      } catch (error) {
        return err(negotiationFailure(error))
      }
    })
    this.queue = result
    return result
  }
}

function audioOf(pc: RTCPeerConnection): RTCRtpTransceiver | undefined {
  return pc
    .getTransceivers()
    .find(({ receiver, direction }) => receiver.track.kind === 'audio' && direction !== 'stopped')
}

async function describe(pc: RTCPeerConnection): Promise<Description> {
  await waitForCandidates(pc)
  const sdp = pc.localDescription?.sdp
  return sdp === undefined ? err(failure('mediaFailed', 'no description was made')) : ok({ sdp })
}
