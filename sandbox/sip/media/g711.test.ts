import { describe, expect, it } from 'vitest'
import { ManualClock } from '#shared/lib/manual-clock'
import { decodeG711, encodeG711, transcode } from './g711'
import { findTone, toneShare } from './goertzel'
import { DtmfReceiver } from './dtmf-receiver'
import { SoundAnalyser } from './sound-analyser'

function tone(hz: number, samples = 1600): Int16Array {
  return Int16Array.from({ length: samples }, (_, index) =>
    Math.round(9000 * Math.sin((2 * Math.PI * hz * index) / 8000)),
  )
}

describe.each(['PCMU', 'PCMA'] as const)('%s', (codec) => {
  it('gives back every sample within the step of its segment', () => {
    for (let sample = -32000; sample <= 32000; sample += 37) {
      const [back] = decodeG711(codec, encodeG711(codec, Int16Array.of(sample)))
      expect(Math.abs((back ?? 0) - sample)).toBeLessThanOrEqual(Math.max(16, Math.abs(sample) / 16))
    }
  })

  it('keeps every code word through decoding and encoding', () => {
    const words = Buffer.from(Array.from({ length: 256 }, (_, word) => word))
    const again = encodeG711(codec, decodeG711(codec, words))
    // µ-law has two zeros, 0x7f and 0xff, that decode to the same sample.
    const differing = [...words].filter((word) => again[word] !== word)
    expect(differing).toEqual(codec === 'PCMU' ? [0x7f] : [])
  })

  it('keeps a tone recognisable', () => {
    expect(findTone(decodeG711(codec, encodeG711(codec, tone(440))))).toBe(440)
  })
})

describe('the silence words of ITU-T G.711', () => {
  it('are 0xff in µ-law and 0xd5 in A-law', () => {
    expect([...encodeG711('PCMU', Int16Array.of(0)), ...encodeG711('PCMA', Int16Array.of(0))]).toEqual([0xff, 0xd5])
  })
})

describe('transcoding', () => {
  it('passes the same law untouched and keeps the tone in the other', () => {
    const packet = { codec: 'PCMU', payload: encodeG711('PCMU', tone(600)) } as const
    expect(transcode(packet, 'PCMU')).toBe(packet.payload)
    expect(findTone(decodeG711('PCMA', transcode(packet, 'PCMA')))).toBe(600)
  })
})

describe('tone recognition', () => {
  it('gives nearly all power to the tone that is there', () => {
    expect(toneShare(tone(440), 440)).toBeGreaterThan(0.99)
    expect(toneShare(tone(440), 600)).toBeLessThan(0.01)
  })

  it('names no tone in silence and in a mixture', () => {
    expect(findTone(new Int16Array(1600))).toBeNull()
    const [a, b, c] = [tone(300), tone(900), tone(1700)]
    expect(findTone(a.map((sample, index) => (sample + (b[index] ?? 0) + (c[index] ?? 0)) / 3))).toBeNull()
  })

  it('reports the last half second only', () => {
    const analyser = new SoundAnalyser()
    analyser.push({ codec: 'PCMA', payload: encodeG711('PCMA', tone(600, 4000)) })
    analyser.push({ codec: 'PCMA', payload: encodeG711('PCMA', tone(440, 4000)) })
    expect(analyser.report().toneHeardHz).toBe(440)
  })

  it('reports silence once no packets come', () => {
    const clock = new ManualClock()
    const analyser = new SoundAnalyser(clock)
    analyser.push({ codec: 'PCMA', payload: encodeG711('PCMA', tone(440, 4000)) })
    clock.advance(300)
    expect(analyser.report()).toMatchObject({ toneHeardHz: 440, levels: { 440: 1 } })
    clock.advance(1)
    expect(analyser.report()).toMatchObject({ toneHeardHz: null, loudness: 0, levels: { 440: 0 } })
  })
})

describe('DTMF events', () => {
  it('count one digit per timestamp, whatever the number of packets', () => {
    const receiver = new DtmfReceiver()
    for (const [event, timestamp] of [
      [5, 100],
      [5, 100],
      [5, 900],
      [11, 1700],
      [11, 1700],
    ] as const) {
      receiver.push(Buffer.from([event, 10, 0, 160]), timestamp)
    }
    expect(receiver.digits).toBe('55#')
  })
})
