const HEADER_BYTES = 12

export interface RtpPacket {
  readonly payloadType: number
  readonly marker: boolean
  readonly sequence: number
  readonly timestamp: number
  readonly ssrc: number
  readonly payload: Buffer
}

/** RFC 3550 §5.1, without contributing sources on the way out. */
export function serialiseRtp(packet: RtpPacket): Buffer {
  const out = Buffer.allocUnsafe(HEADER_BYTES + packet.payload.length)
  out[0] = 0x80
  out[1] = (packet.marker ? 0x80 : 0) | packet.payloadType
  out.writeUInt16BE(packet.sequence & 0xffff, 2)
  out.writeUInt32BE(packet.timestamp >>> 0, 4)
  out.writeUInt32BE(packet.ssrc >>> 0, 8)
  packet.payload.copy(out, HEADER_BYTES)
  return out
}

export function parseRtp(datagram: Buffer): RtpPacket | undefined {
  const first = datagram[0] ?? 0
  const second = datagram[1] ?? 0
  if (datagram.length < HEADER_BYTES || first >> 6 !== 2) return undefined
  let start = HEADER_BYTES + (first & 0x0f) * 4
  if (first & 0x10) {
    if (datagram.length < start + 4) return undefined
    start += 4 + datagram.readUInt16BE(start + 2) * 4
  }
  const padding = first & 0x20 ? (datagram.at(-1) ?? 0) : 0
  if (datagram.length - padding < start) return undefined
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: datagram.readUInt16BE(2),
    timestamp: datagram.readUInt32BE(4),
    ssrc: datagram.readUInt32BE(8),
    payload: datagram.subarray(start, datagram.length - padding),
  }
}
