import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { AudioPacket, MediaLeg, MediaLegEvents, MediaStats } from './media-leg'
import { transcode } from './g711'
import { parseRtp } from './rtp-packet'
import { RtpReceiver } from './rtp-receiver'
import { RtpSender } from './rtp-sender'

const LOOPBACK = '127.0.0.1'
const STATIC_TYPES: Readonly<Record<number, AudioPacket['codec']>> = { 0: 'PCMU', 8: 'PCMA' }
const OFFERED_EVENT_TYPE = 101

interface Agreed {
  readonly payloadType: 0 | 8
  readonly eventType: number | undefined
  readonly address: string
  readonly port: number
}

/** RTP/AVP on a UDP socket, as ordinary PBXs and SIPp speak it. */
export class PlainRtpLeg implements MediaLeg {
  private readonly sender = new RtpSender()
  private readonly receiver = new RtpReceiver()
  private agreed: Agreed | undefined
  private remote: { address: string; port: number } | undefined
  private version = 1
  private isClosed = false

  static async open(events: MediaLegEvents, host: string = LOOPBACK): Promise<PlainRtpLeg> {
    const socket = createSocket('udp4')
    socket.bind(0, host)
    await once(socket, 'listening')
    return new PlainRtpLeg(socket, events, host)
  }

  private constructor(
    private readonly socket: Socket,
    private readonly events: MediaLegEvents,
    private readonly host: string,
  ) {
    socket.on('message', (datagram, from) => {
      // Symmetric RTP: answer to where the sound really comes from (RFC 4961).
      this.remote = from
      this.handleDatagram(datagram)
    })
  }

  async answer(offerSdp: string): Promise<string> {
    this.agree(offerSdp)
    const direction = /^a=(sendonly|inactive|recvonly)\s*$/m.exec(offerSdp)?.[1]
    const own = { sendonly: 'recvonly', recvonly: 'sendonly', inactive: 'inactive' }[direction ?? ''] ?? 'sendrecv'
    return this.describe([this.agreed?.payloadType ?? 8], this.agreed?.eventType, own)
  }

  async offer(): Promise<string> {
    return this.describe([8, 0], this.agreed?.eventType ?? OFFERED_EVENT_TYPE, 'sendrecv')
  }

  async applyAnswer(answerSdp: string): Promise<void> {
    this.agree(answerSdp)
  }

  send(packet: AudioPacket): void {
    if (!this.agreed || !this.remote || this.isClosed || this.remote.port === 0) return
    const codec = STATIC_TYPES[this.agreed.payloadType] ?? 'PCMA'
    const datagram = this.sender.next(this.agreed.payloadType, transcode(packet, codec))
    this.socket.send(datagram, this.remote.port, this.remote.address)
  }

  stats(): MediaStats {
    return {
      kind: 'rtp',
      isConnected: this.receiver.received > 0,
      codec: this.agreed ? (STATIC_TYPES[this.agreed.payloadType] ?? null) : null,
      packetsSent: this.sender.sent,
      packetsReceived: this.receiver.received,
      packetsLost: this.receiver.lost,
    }
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.socket.close()
  }

  private agree(sdp: string): void {
    const media = /^m=audio (\d+) \S+ ([\d ]+)/m.exec(sdp)
    const types = (media?.[2] ?? '').trim().split(/\s+/).map(Number)
    const payloadType = types.find((type): type is 0 | 8 => type === 0 || type === 8)
    if (!media?.[1] || payloadType === undefined) throw new Error('Expected PCMU or PCMA in the description')
    const eventType = /^a=rtpmap:(\d+) telephone-event\/8000/im.exec(sdp)?.[1]
    const address = /^c=IN IP4 (\S+)/m.exec(sdp)?.[1] ?? this.host
    const port = Number(media[1])
    this.agreed = { payloadType, eventType: eventType === undefined ? undefined : Number(eventType), address, port }
    this.remote = { address: address === '0.0.0.0' ? this.host : address, port }
  }

  private describe(types: readonly number[], eventType: number | undefined, direction: string): string {
    const all = eventType === undefined ? types : [...types, eventType]
    const lines = [
      'v=0',
      `o=- 1 ${this.version++} IN IP4 ${this.host}`,
      's=-',
      `c=IN IP4 ${this.host}`,
      't=0 0',
      `m=audio ${this.socket.address().port} RTP/AVP ${all.join(' ')}`,
      ...types.map((type) => `a=rtpmap:${type} ${STATIC_TYPES[type] ?? ''}/8000`),
      ...(eventType === undefined ? [] : [`a=rtpmap:${eventType} telephone-event/8000`, `a=fmtp:${eventType} 0-15`]),
      'a=ptime:20',
      `a=${direction}`,
    ]
    return lines.map((line) => `${line}\r\n`).join('')
  }

  private handleDatagram(datagram: Buffer): void {
    const packet = parseRtp(datagram)
    if (!packet) return
    this.receiver.count(packet.sequence)
    const codec = STATIC_TYPES[packet.payloadType]
    const { payload, ssrc, sequence } = packet
    if (codec) this.events.audio({ codec, payload, origin: { ssrc, sequence } })
    else if (packet.payloadType === this.agreed?.eventType) this.events.telephoneEvent(packet.payload, packet.timestamp)
  }
}
