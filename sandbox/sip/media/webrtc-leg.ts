import { RTCPeerConnection, RTCRtpCodecParameters, MediaStreamTrack, type RtpPacket } from 'werift'
import { transcode } from './g711'
import type { AudioPacket, MediaLeg, MediaLegEvents, MediaStats } from './media-leg'
import { RtpReceiver } from './rtp-receiver'
import { RtpSender } from './rtp-sender'
import { isSamePeer, keepG711, keepLoopbackCandidates, peerIdentity, type PeerIdentity } from './webrtc-sdp'

const HOST = '127.0.0.1'
const EVENT_TYPE = 126
const CODEC_OF_TYPE: Readonly<Record<number, AudioPacket['codec']>> = { 0: 'PCMU', 8: 'PCMA' }

/** DTLS-SRTP with ICE and rtcp-mux, as Chromium speaks it. */
export class WebRtcLeg implements MediaLeg {
  private peer: Peer | undefined
  private readonly sender = new RtpSender()
  private readonly receiver = new RtpReceiver()

  static open(events: MediaLegEvents): WebRtcLeg {
    return new WebRtcLeg(events)
  }

  private constructor(private readonly events: MediaLegEvents) {}

  async answer(offerSdp: string): Promise<string> {
    const identity = peerIdentity(offerSdp)
    // Another peer connection at the phone: its media window was started anew.
    if (this.peer?.remoteIdentity && !isSamePeer(this.peer.remoteIdentity, identity)) {
      this.peer.close()
      this.peer = undefined
    }
    const peer = this.openPeer()
    peer.remoteIdentity = identity
    await peer.connection.setRemoteDescription({ type: 'offer', sdp: keepG711(offerSdp) })
    await peer.connection.setLocalDescription(await peer.connection.createAnswer())
    return localSdp(peer)
  }

  async offer(): Promise<string> {
    const peer = this.openPeer()
    await peer.connection.setLocalDescription(await peer.connection.createOffer())
    return localSdp(peer)
  }

  async applyAnswer(answerSdp: string): Promise<void> {
    const peer = this.openPeer()
    peer.remoteIdentity = peerIdentity(answerSdp)
    await peer.connection.setRemoteDescription({ type: 'answer', sdp: keepG711(answerSdp) })
  }

  send(packet: AudioPacket): void {
    const { peer } = this
    const codec = this.codec()
    if (!peer || !codec || this.state !== 'connected') return
    // The payload type is set again by the sender to what was agreed.
    peer.track.writeRtp(this.sender.next(codec === 'PCMU' ? 0 : 8, transcode(packet, codec)))
  }

  /** Of the connection, as WebRTC names it: one that is `failed` stays so. */
  get state(): string {
    return this.peer?.connection.connectionState ?? 'new'
  }

  stats(): MediaStats {
    return {
      kind: 'webrtc',
      isConnected: this.state === 'connected',
      codec: this.codec() ?? null,
      packetsSent: this.sender.sent,
      packetsReceived: this.receiver.received,
      packetsLost: this.receiver.lost,
    }
  }

  close(): void {
    this.peer?.close()
  }

  private codec(): AudioPacket['codec'] | undefined {
    return CODEC_OF_TYPE[this.peer?.connection.getSenders()[0]?.codec?.payloadType ?? -1]
  }

  private openPeer(): Peer {
    this.peer ??= new Peer((packet) => {
      this.handlePacket(packet)
    })
    return this.peer
  }

  private handlePacket({ header, payload }: RtpPacket): void {
    this.receiver.count(header.sequenceNumber)
    const codec = CODEC_OF_TYPE[header.payloadType]
    if (codec) this.events.audio({ codec, payload })
    else this.events.telephoneEvent(payload, header.timestamp)
  }
}

/** One peer connection and the track that it sends. */
class Peer {
  readonly connection = new RTCPeerConnection({
    codecs: {
      audio: [
        new RTCRtpCodecParameters({ mimeType: 'audio/PCMA', clockRate: 8000, channels: 1, payloadType: 8 }),
        new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 }),
        new RTCRtpCodecParameters({
          mimeType: 'audio/telephone-event',
          clockRate: 8000,
          channels: 1,
          payloadType: EVENT_TYPE,
          parameters: '0-15',
        }),
      ],
    },
    headerExtensions: { audio: [] },
    iceServers: [],
    iceUseIpv6: false,
    iceUseTcp: false,
    iceTcpPassive: false,
    iceAdditionalHostAddresses: [HOST],
  })
  readonly track = new MediaStreamTrack({ kind: 'audio' })
  remoteIdentity: PeerIdentity | undefined

  constructor(onPacket: (packet: RtpPacket) => void) {
    const transceiver = this.connection.addTransceiver(this.track, { direction: 'sendrecv' })
    transceiver.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe(onPacket)
    })
  }

  close(): void {
    this.track.stop()
    void this.connection.close()
  }
}

function localSdp(peer: Peer): string {
  const description = peer.connection.localDescription
  if (!description) throw new Error('Expected a local description after it was set')
  return keepLoopbackCandidates(description.sdp)
}
