import { describe, expect, it } from 'vitest'

import { StreamRewriter, type StreamHeader } from './stream-rewriter'

const START = { ssrc: 0xabc, sequenceNumber: 65_534, timestamp: 4_294_967_200 }

function packet(sequenceNumber: number, timestamp: number, ssrc = 1, marker = false): StreamHeader {
  return { ssrc, sequenceNumber, timestamp, marker }
}

describe('[K8] one stream for the receiver', () => {
  it('keeps order, losses and clock of a source, over the end of every counter', () => {
    const stream = new StreamRewriter(START)
    const sent = [
      stream.rewrite(packet(65_535, 4_294_967_280), 0),
      stream.rewrite(packet(0, 144), 20),
      // Two are lost here, and the receiver must see it.
      stream.rewrite(packet(3, 624), 80),
      stream.rewrite(packet(2, 464), 81),
    ]
    expect(sent.map(({ sequenceNumber }) => sequenceNumber)).toEqual([65_534, 65_535, 2, 1])
    expect(sent.map(({ timestamp }) => timestamp)).toEqual([4_294_967_200, 64, 544, 384])
    expect(sent.every(({ ssrc, marker }) => ssrc === START.ssrc && !marker)).toBe(true)
  })

  it('goes on where it was when the source changes, and marks the place', () => {
    const stream = new StreamRewriter({ ...START, sequenceNumber: 10, timestamp: 1_000 })
    stream.rewrite(packet(500, 90_000), 0)
    const first = stream.rewrite(packet(7, 5, 2), 40)
    expect(first).toEqual({ ssrc: START.ssrc, sequenceNumber: 11, timestamp: 1_320, marker: true })
    expect(stream.rewrite(packet(8, 165, 2), 60)).toMatchObject({ sequenceNumber: 12, timestamp: 1_480, marker: false })
    expect(stream.sourceSsrc).toBe(2)
  })

  it('takes a source that counts anew under the same SSRC for another one', () => {
    const stream = new StreamRewriter({ ...START, sequenceNumber: 10, timestamp: 1_000 })
    stream.rewrite(packet(40_000, 0), 0)
    expect(stream.rewrite(packet(3, 999_999), 20)).toMatchObject({ sequenceNumber: 11, timestamp: 1_160, marker: true })
  })

  it('smooths a clock that was set anew, not the silence of a hold', () => {
    const stream = new StreamRewriter({ ...START, sequenceNumber: 10, timestamp: 0 })
    stream.rewrite(packet(1, 0), 0)
    expect(stream.rewrite(packet(2, 3_000_000), 20).timestamp).toBe(160)
    // A minute on hold that the source's clock counted.
    expect(stream.rewrite(packet(3, 3_480_160), 60_040).timestamp).toBe(480_320)
  })

  it('tells reports in the numbers of the source', () => {
    const stream = new StreamRewriter({ ...START, sequenceNumber: 100, timestamp: 1_000 })
    stream.rewrite(packet(50, 200), 0)
    expect(stream.timestampOf(360)).toBe(1_160)
    expect(stream.sourceSequenceOf(130)).toBe(80)
    expect(stream.sourceSequenceOf(0x10000 + 10)).toBe(0xffff - 39)
    expect(stream.sourceSequenceOf(10)).toBe(0xffff - 39)
  })
})
