import {
  candidateFromIce,
  IceCandidate,
  RTCDtlsFingerprint,
  RTCDtlsParameters,
  RTCDtlsTransport,
  RTCIceGatherer,
  RTCIceParameters,
  RTCIceTransport,
  type RtcpPacket,
  type RtpPacket,
} from 'werift'

import type { Disposable } from '#shared/lib/disposable'
import { describeError } from '#shared/lib/logger'
import type { WindowDescription, WindowTransport } from './sdp/window-sdp'

export interface WindowLegEvents {
  readonly rtp: (packet: RtpPacket) => void
  readonly reports: (packets: readonly RtcpPacket[]) => void
  readonly failed: (reason: string) => void
}

const LOOPBACK = '127.0.0.1'
/** SRTP_AES128_CM_HMAC_SHA1_80 (RFC 5764 §4.1.2), which every WebRTC end has. */
const SRTP_PROFILE = 1

/**
 * The side of the media window: ICE and DTLS-SRTP within this computer. The library's transports are used without its
 * peer connection, because what was agreed about payload types is agreed with the exchange and not here.
 */
export class WindowLeg implements Disposable {
  private readonly ice: RTCIceTransport
  private readonly dtls: RTCDtlsTransport
  private known: WindowTransport | null = null
  private isClosed = false
  private connection: Promise<void> = Promise.resolve()

  private constructor(
    private readonly gatherer: RTCIceGatherer,
    certificate: RTCDtlsTransport['localCertificate'],
    isOfferer: boolean,
    private readonly events: WindowLegEvents,
  ) {
    this.ice = new RTCIceTransport(gatherer)
    this.ice.connection.iceControlling = isOfferer
    this.dtls = new RTCDtlsTransport({}, this.ice, certificate, [SRTP_PROFILE])
    // The window begins the handshake: our descriptions say `actpass` or `passive`.
    this.dtls.role = 'server'
    this.dtls.onRtp.subscribe(events.rtp)
    this.dtls.onRtcp.subscribe((packet) => {
      events.reports([packet])
    })
  }

  static async open(isOfferer: boolean, events: WindowLegEvents): Promise<WindowLeg> {
    const gatherer = new RTCIceGatherer({
      useIpv4: true,
      useIpv6: false,
      additionalHostAddresses: [LOOPBACK],
    })
    // Left alone, the library asks a public server how we look from the internet.
    delete gatherer.connection.stunServer
    const [certificate] = await Promise.all([RTCDtlsTransport.SetupCertificate(), gatherer.gather()])
    return new WindowLeg(gatherer, certificate, isOfferer, events)
  }

  get transport(): WindowTransport {
    const { usernameFragment, password } = this.gatherer.localParameters
    const [fingerprint] = this.dtls.localParameters.fingerprints
    if (!fingerprint) throw new Error('The gateway has no certificate.')
    return { user: usernameFragment, password, fingerprint }
  }

  get candidates(): readonly string[] {
    return this.ice.connection.localCandidates.map((candidate) =>
      candidateFromIce(candidate)
        .toJSON()
        .candidate.replace(/^candidate:/, ''),
    )
  }

  /** `false`: a description of another peer connection, which this leg cannot serve. */
  isFor(description: WindowDescription): boolean {
    const { transport } = description
    return (
      this.known === null ||
      (this.known.user === transport.user && this.known.fingerprint.value === transport.fingerprint.value)
    )
  }

  /** Looks for the way and waits for the handshake; said again for the same peer connection it changes nothing. */
  connect({ transport, candidates }: WindowDescription): void {
    if (this.known || this.isClosed) return
    this.known = transport
    this.connection = this.run(transport, candidates).catch((error: unknown) => {
      if (!this.isClosed) this.events.failed(describeError(error))
    })
  }

  /** Settles when the way stands or cannot be found. */
  get connected(): Promise<void> {
    return this.connection
  }

  sendRtp({ payload, header }: RtpPacket): void {
    if (this.dtls.state === 'connected') void this.dtls.sendRtp(payload, header)
  }

  sendReports(packets: readonly RtcpPacket[]): void {
    if (packets.length > 0 && this.dtls.state === 'connected') void this.dtls.sendRtcp([...packets])
  }

  dispose(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.dtls.stop().catch((error: unknown) => {
      this.events.failed(describeError(error))
    })
  }

  private async run(remote: WindowTransport, candidates: readonly string[]): Promise<void> {
    const { algorithm, value } = remote.fingerprint
    this.ice.setRemoteParams(new RTCIceParameters({ usernameFragment: remote.user, password: remote.password }))
    this.dtls.setRemoteParams(new RTCDtlsParameters([new RTCDtlsFingerprint(algorithm, value)], 'client'))
    for (const candidate of candidates.filter(isUsable)) {
      const read = IceCandidate.fromJSON({ candidate: `candidate:${candidate}`, sdpMLineIndex: 0 })
      if (read) await this.ice.addRemoteCandidate(read)
    }
    await this.ice.addRemoteCandidate(undefined)
    await this.ice.start()
    await this.dtls.start()
  }
}

/** UDP over IPv4 from this computer: nothing else can be the window. */
function isUsable(candidate: string): boolean {
  return /^\S+ \d+ udp \d+ \d+\.\d+\.\d+\.\d+ \d+ typ host\b/i.test(candidate)
}
