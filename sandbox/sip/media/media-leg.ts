/** What the far end of a call plays to the phone. */
export type Plays = 'tone' | 'echo' | 'silence'

export interface MediaStats {
  readonly kind: 'webrtc' | 'rtp' | 'none'
  readonly isConnected: boolean
  readonly codec: 'PCMU' | 'PCMA' | null
  readonly packetsSent: number
  readonly packetsReceived: number
  /** Gaps in the received sequence numbers. */
  readonly packetsLost: number
}

/** One audio packet as it came from or goes to the wire. */
export interface AudioPacket {
  readonly codec: 'PCMU' | 'PCMA'
  readonly payload: Buffer
  /** Of a packet that came, where the leg tells it (RFC 3550 §5.1). */
  readonly origin?: { readonly ssrc: number; readonly sequence: number }
}

export interface MediaLegEvents {
  audio(packet: AudioPacket): void
  telephoneEvent(payload: Buffer, timestamp: number): void
}

/** The wire side of a call's sound: WebRTC or plain RTP. Knows offers and answers, not what is played. */
export interface MediaLeg {
  /** Takes the phone's offer, first or later, and answers it. */
  answer(offerSdp: string): Promise<string>
  offer(): Promise<string>
  applyAnswer(answerSdp: string): Promise<void>
  send(packet: AudioPacket): void
  stats(): MediaStats
  close(): void
}

/** `rejected` becomes 488: there is no audio that the sandbox could speak. */
export type SdpKind = 'webrtc' | 'rtp' | 'rejected'

export function sdpKind(sdp: string): SdpKind {
  const audio = /^m=audio \d+ (\S+)/m.exec(sdp)?.[1]
  if (audio === undefined) return 'rejected'
  if (/^a=fingerprint:/m.test(sdp) && audio.includes('TLS')) return 'webrtc'
  return audio === 'RTP/AVP' || audio === 'RTP/AVPF' ? 'rtp' : 'rejected'
}

/** True while the phone takes sound: it holds the call with sendonly or inactive (RFC 3264 §8.4). */
export function phoneListens(sdp: string): boolean {
  if (/^a=(sendonly|inactive)\s*$/m.test(sdp)) return false
  return !/^c=IN IP4 0\.0\.0\.0/m.test(sdp) || sdpKind(sdp) === 'webrtc'
}
