import { RtcpPacketConverter, RtpPacket, type RtcpPacket } from 'werift'

import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { createCipher, PLAIN, type LineCipher } from './line-crypto'
import { resolveHost } from './line-address'
import type { PortPair } from './port-pair'
import { SourceLock, type Endpoint } from './rtp/source-lock'
import type { LineDescription } from './sdp/line-sdp'

export interface LineLegEvents {
  readonly rtp: (packet: RtpPacket) => void
  readonly reports: (packets: readonly RtcpPacket[]) => void
  readonly failed: (error: Error) => void
}

const HEADER_BYTES = 12
/** RFC 6263 §4.1: opens the way through address translators and is no media to anybody. */
const NOTHING = Buffer.alloc(0)

/** The side of the exchange: two sockets, RTP and RTCP, in clear or by a key of the descriptions. */
export class LineLeg implements Disposable {
  private readonly owned = new DisposableStore()
  private readonly media = new SourceLock()
  private readonly control = new SourceLock()
  private outgoing: LineCipher = PLAIN
  private incoming: LineCipher = PLAIN
  private sealedBy: Buffer | null = null
  private openedBy: Buffer | null = null
  private expected: ReadonlySet<number> = new Set()
  private sentAtMs = 0

  constructor(
    readonly address: string,
    private readonly pair: PortPair,
    private readonly events: LineLegEvents,
  ) {
    pair.rtp.on('message', (data, source) => {
      this.handleRtp(data, source)
    })
    pair.rtcp.on('message', (data, source) => {
      this.handleReports(data, source)
    })
    for (const socket of [pair.rtp, pair.rtcp]) {
      socket.on('error', events.failed)
      this.owned.defer(() => socket.close())
    }
  }

  get port(): number {
    return this.pair.port
  }

  get lastSentAtMs(): number {
    return this.sentAtMs
  }

  /** Whom to talk to from now on. `ownKey`: what our own description named, where it is encrypted. */
  async follow(
    remote: Pick<LineDescription, 'host' | 'port' | 'rtcpPort' | 'key'>,
    ownKey: Buffer | null,
    payloadTypes: ReadonlySet<number>,
  ): Promise<void> {
    this.expected = payloadTypes
    this.setKeys(remote.key ? ownKey : null, remote.key?.bytes ?? null)
    const address = remote.host === null ? null : await resolveHost(remote.host)
    this.media.expect(address === null ? null : { address, port: remote.port })
    this.control.expect(address === null ? null : { address, port: remote.rtcpPort })
  }

  sendRtp(packet: RtpPacket, nowMs: number): void {
    const { target } = this.media
    if (!target || this.owned.isDisposed) return
    this.sentAtMs = nowMs
    this.pair.rtp.send(this.outgoing.seal(packet), target.port, target.address)
  }

  sendReports(packets: readonly RtcpPacket[]): void {
    const target = this.controlTarget()
    if (!target || packets.length === 0 || this.owned.isDisposed) return
    const reports = Buffer.concat(packets.map((packet) => packet.serialize()))
    this.pair.rtcp.send(this.outgoing.sealReports(reports), target.port, target.address)
  }

  keepAlive(nowMs: number): void {
    const media = this.media.target
    const control = this.controlTarget()
    if (this.owned.isDisposed) return
    this.sentAtMs = nowMs
    if (media) this.pair.rtp.send(NOTHING, media.port, media.address)
    if (control) this.pair.rtcp.send(NOTHING, control.port, control.address)
  }

  dispose(): void {
    this.owned.dispose()
  }

  /** A key that stays keeps its count of packets, without which nothing could be opened any more. */
  private setKeys(own: Buffer | null, theirs: Buffer | null): void {
    if (!isSameKey(own, this.sealedBy)) this.outgoing = own ? createCipher(own) : PLAIN
    if (!isSameKey(theirs, this.openedBy)) this.incoming = theirs ? createCipher(theirs) : PLAIN
    this.sealedBy = own
    this.openedBy = theirs
  }

  /** Where RTP was moved by a translator, RTCP will have been too: the next port is the best guess until it is seen. */
  private controlTarget(): Endpoint | null {
    if (this.control.isLocked || !this.media.isLocked) return this.control.target
    const { target } = this.media
    const named = this.control.target
    if (!target || target.address === named?.address) return named
    return { address: target.address, port: target.port + 1 }
  }

  private handleRtp(data: Buffer, source: Endpoint): void {
    if (!this.media.mayComeFrom(source) || !isRtp(data)) return
    if (!this.expected.has((data[1] ?? 0) & 0x7f)) return
    const opened = this.incoming.open(data)
    const packet = opened && read(() => RtpPacket.deSerialize(opened))
    if (!packet) return
    this.media.confirm({ address: source.address, port: source.port })
    this.events.rtp(packet)
  }

  private handleReports(data: Buffer, source: Endpoint): void {
    // Reports alone prove nothing: only those from where the voice comes from, or was said to come from.
    const heard = this.media.target
    if (source.address !== heard?.address || !this.control.mayComeFrom(source)) return
    const opened = data.length < 8 ? null : this.incoming.openReports(data)
    const packets = opened && read(() => RtcpPacketConverter.deSerialize(opened))
    if (!packets || packets.length === 0) return
    this.control.confirm({ address: source.address, port: source.port })
    this.events.reports(packets)
  }
}

function isRtp(data: Buffer): boolean {
  return data.length > HEADER_BYTES && (data[0] ?? 0) >> 6 === 2
}

function isSameKey(one: Buffer | null, other: Buffer | null): boolean {
  return one === other || (one !== null && other !== null && one.equals(other))
}

function read<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch {
    // Malformed by the sender; there is nobody to tell.
    return null
  }
}
