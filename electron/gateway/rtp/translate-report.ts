import {
  RtcpReceiverInfo,
  RtcpRrPacket,
  RtcpSenderInfo,
  RtcpSourceDescriptionPacket,
  RtcpSrPacket,
  SourceDescriptionChunk,
  SourceDescriptionItem,
  type RtcpPacket,
} from 'werift'

import type { StreamRewriter } from './stream-rewriter'

const CNAME = 1

/**
 * Reports of one side in the numbers of the other (RFC 3550 §7.2: a translator passes them on). Times of sending stay
 * as they are, so that loss, jitter and round trip are those between the ends, and not those of a leg.
 * `said`: the stream that the reporter sends; `heard`: the one that it receives.
 */
export function translateReports(
  packets: readonly RtcpPacket[],
  said: StreamRewriter,
  heard: StreamRewriter,
): RtcpPacket[] {
  const translated = packets.flatMap((packet) => translate(packet, said, heard) ?? [])
  if (translated.length === 0) return []
  return [...translated, description(said.ssrc)]
}

function translate(packet: RtcpPacket, said: StreamRewriter, heard: StreamRewriter): RtcpPacket | null {
  if (packet instanceof RtcpSrPacket && packet.ssrc === said.sourceSsrc) {
    const { ntpTimestamp, rtpTimestamp, packetCount, octetCount } = packet.senderInfo
    return new RtcpSrPacket({
      ssrc: said.ssrc,
      senderInfo: new RtcpSenderInfo({
        ntpTimestamp,
        rtpTimestamp: said.timestampOf(rtpTimestamp),
        packetCount,
        octetCount,
      }),
      reports: reportsAbout(heard, packet.reports),
    })
  }
  if (!(packet instanceof RtcpSrPacket) && !(packet instanceof RtcpRrPacket)) return null
  const reports = reportsAbout(heard, packet.reports)
  return reports.length === 0 ? null : new RtcpRrPacket({ ssrc: said.ssrc, reports })
}

function reportsAbout(heard: StreamRewriter, reports: readonly RtcpReceiverInfo[]): RtcpReceiverInfo[] {
  const source = heard.sourceSsrc
  if (source === null) return []
  return reports
    .filter(({ ssrc }) => ssrc === heard.ssrc)
    .map(
      ({ fractionLost, packetsLost, highestSequence, jitter, lsr, dlsr }) =>
        new RtcpReceiverInfo({
          ssrc: source,
          fractionLost,
          packetsLost,
          highestSequence: heard.sourceSequenceOf(highestSequence),
          jitter,
          lsr,
          dlsr,
        }),
    )
}

/** RFC 3550 §6.1: every compound packet names its sender. */
function description(ssrc: number): RtcpPacket {
  const text = `${ssrc.toString(16)}@otklik`
  return new RtcpSourceDescriptionPacket({
    chunks: [new SourceDescriptionChunk({ source: ssrc, items: [new SourceDescriptionItem({ type: CNAME, text })] })],
  })
}
