import { RtcpReceiverInfo, RtcpRrPacket, RtcpSenderInfo, RtcpSourceDescriptionPacket, RtcpSrPacket } from 'werift'
import { expect, it } from 'vitest'

import { StreamRewriter } from './stream-rewriter'
import { translateReports } from './translate-report'

const LINE_SOURCE = 7
const WINDOW_SOURCE = 8

function streams() {
  const toWindow = new StreamRewriter({ ssrc: 70, sequenceNumber: 1_000, timestamp: 10_000 })
  const toLine = new StreamRewriter({ ssrc: 80, sequenceNumber: 2_000, timestamp: 20_000 })
  toWindow.rewrite({ ssrc: LINE_SOURCE, sequenceNumber: 10, timestamp: 100, marker: false }, 0)
  toLine.rewrite({ ssrc: WINDOW_SOURCE, sequenceNumber: 20, timestamp: 200, marker: false }, 0)
  return { toWindow, toLine }
}

function report(ssrc: number): RtcpReceiverInfo {
  return new RtcpReceiverInfo({
    ssrc,
    fractionLost: 25,
    packetsLost: 3,
    highestSequence: 2_005,
    jitter: 12,
    lsr: 55,
    dlsr: 66,
  })
}

it('[K8] tells the window of the exchange’s stream and of its own in its own numbers', () => {
  const { toWindow, toLine } = streams()
  const said = new RtcpSrPacket({
    ssrc: LINE_SOURCE,
    senderInfo: new RtcpSenderInfo({ ntpTimestamp: 5n, rtpTimestamp: 260, packetCount: 4, octetCount: 640 }),
    reports: [report(80), report(999)],
  })
  const [sender, name] = translateReports([said], toWindow, toLine)
  expect(sender).toEqual(
    new RtcpSrPacket({
      ssrc: 70,
      senderInfo: new RtcpSenderInfo({ ntpTimestamp: 5n, rtpTimestamp: 10_160, packetCount: 4, octetCount: 640 }),
      // Times stay: the round trip is that between the ends.
      reports: [new RtcpReceiverInfo({ ...report(WINDOW_SOURCE), highestSequence: 25 })],
    }),
  )
  expect(name).toBeInstanceOf(RtcpSourceDescriptionPacket)
})

it('says nothing where nothing is about this call', () => {
  const { toWindow, toLine } = streams()
  expect(translateReports([new RtcpRrPacket({ ssrc: 1, reports: [report(999)] })], toWindow, toLine)).toEqual([])
  const silent = new StreamRewriter({ ssrc: 80, sequenceNumber: 0, timestamp: 0 })
  expect(translateReports([new RtcpRrPacket({ ssrc: 1, reports: [report(80)] })], toWindow, silent)).toEqual([])
})
