import type { Clock } from '#shared/lib/clock'
import { DtmfReceiver } from './dtmf-receiver'
import { phoneListens, sdpKind, type MediaLeg, type MediaLegEvents, type MediaStats, type Plays } from './media-leg'
import { SoundAnalyser, type SoundReport } from './sound-analyser'
import { TonePlayer } from './tone-player'

/** Makes the wire side; a function so that the heavy WebRTC code is loaded with the first call that has sound. */
export type CreateMediaLeg = (kind: 'webrtc' | 'rtp', events: MediaLegEvents) => Promise<MediaLeg>

const NO_MEDIA: MediaStats = {
  kind: 'none',
  isConnected: false,
  codec: null,
  packetsSent: 0,
  packetsReceived: 0,
  packetsLost: 0,
}

export class NotAcceptable extends Error {
  override readonly name = 'NotAcceptable'
}

/** The far end's ear and mouth: plays a tone, an echo or nothing, and tells what it heard. */
export class MediaSession {
  private leg: MediaLeg | undefined
  private finalStats: MediaStats | undefined
  private isClosed = false
  private isHeldByPhone = false
  private isHeldBySandbox = false
  private readonly analyser: SoundAnalyser
  private finalReport: SoundReport | undefined
  private readonly dtmfReceiver = new DtmfReceiver()
  private readonly player: TonePlayer | undefined

  constructor(
    private readonly plays: Plays,
    clock: Clock,
    private readonly createLeg: CreateMediaLeg,
  ) {
    this.analyser = new SoundAnalyser(clock)
    if (plays !== 'echo') {
      this.player = new TonePlayer(clock, plays === 'tone' ? 440 : null, (packet) => {
        if (!this.isPaused) this.leg?.send(packet)
      })
    }
  }

  get isHeld(): boolean {
    return this.isHeldByPhone
  }

  get dtmf(): string {
    return this.dtmfReceiver.digits
  }

  addDigit(digit: string): void {
    this.dtmfReceiver.addDigit(digit)
  }

  async answer(offerSdp: string): Promise<string> {
    const kind = sdpKind(offerSdp)
    if (kind === 'rejected') throw new NotAcceptable('The offer has no audio that the sandbox speaks')
    const leg = await this.openLeg(kind)
    const answer = await leg.answer(offerSdp)
    this.begin(offerSdp)
    return answer
  }

  async offer(kind: 'webrtc' | 'rtp'): Promise<string> {
    return (await this.openLeg(kind)).offer()
  }

  async applyAnswer(answerSdp: string): Promise<void> {
    await this.leg?.applyAnswer(answerSdp)
    this.begin(answerSdp)
  }

  /** The far end's own hold is a new offer in which it no longer listens. */
  async offerHold(isHeld: boolean): Promise<string | undefined> {
    if (!this.leg) return undefined
    this.isHeldBySandbox = isHeld
    const sdp = await this.leg.offer()
    return isHeld ? sdp.replace(/^a=(sendrecv|recvonly)$/m, 'a=sendonly') : sdp
  }

  stats(): MediaStats {
    return this.finalStats ?? this.leg?.stats() ?? NO_MEDIA
  }

  heard(): SoundReport {
    return this.finalReport ?? this.analyser.report()
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.finalStats = this.leg?.stats()
    this.finalReport = this.analyser.report()
    this.player?.stop()
    this.leg?.close()
  }

  private get isPaused(): boolean {
    return this.isHeldByPhone || this.isHeldBySandbox
  }

  private begin(remoteSdp: string): void {
    this.isHeldByPhone = !phoneListens(remoteSdp)
    const codec = this.leg?.stats().codec
    if (codec && !this.isClosed) this.player?.start(codec)
  }

  private async openLeg(kind: 'webrtc' | 'rtp'): Promise<MediaLeg> {
    if (this.leg && this.leg.stats().kind === kind) return this.leg
    this.leg?.close()
    const leg = await this.createLeg(kind, {
      audio: (packet) => {
        this.analyser.push(packet)
        if (this.plays === 'echo' && !this.isPaused) this.leg?.send(packet)
      },
      telephoneEvent: (payload, timestamp) => {
        this.dtmfReceiver.push(payload, timestamp)
      },
    })
    this.leg = leg
    if (this.isClosed) leg.close()
    return leg
  }
}
