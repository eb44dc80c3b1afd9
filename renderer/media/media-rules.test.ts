import { RINGS } from '#shared/domain/sounds'
import { describe, expect, it } from 'vitest'

import { asHandshakeClient, hasAcceptedAudio, hasCandidates, isHeldByOffer, orderCodecs } from './audio-sdp'
import { NO_PACKETS, readStats } from './call-stats'
import { devicesWished, toDeviceList } from './device-list'
import { failure, microphoneFailure } from './media-failure'
import { rootMeanSquare } from './meter'
import { RECIPES, renderSound } from './sound-recipes'

describe('[I2] devices by name', () => {
  it('are those of their kind that are there now, never the system’s aliases', () => {
    const found = [
      { deviceId: 'default', label: 'Default - Jabra', kind: 'audioinput' },
      { deviceId: 'm', label: 'Jabra', kind: 'audioinput' },
      { deviceId: 'o', label: 'Jabra', kind: 'audiooutput' },
    ] as const
    expect(devicesWished(found, { input: 'name:jabra', output: 'name:jabra', ring: 'name:Poly' })).toEqual({
      input: 'm',
      output: 'o',
      ring: null,
    })
  })
})

describe('audio in SDP', () => {
  it('is accepted when its port is not 0', () => {
    expect(hasAcceptedAudio('v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n')).toBe(true)
    expect(hasAcceptedAudio('v=0\r\nm=audio 0 UDP/TLS/RTP/SAVPF 111\r\n')).toBe(false)
    expect(hasAcceptedAudio('v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n')).toBe(false)
  })

  it('is held by sendonly and inactive', () => {
    expect(
      ['sendonly', 'inactive', 'sendrecv', 'recvonly'].map((word) => isHeldByOffer(`m=audio 9\r\na=${word}\r\n`)),
    ).toEqual([true, true, false, false])
  })

  it('[K11] of a replaced window begins the handshake itself', () => {
    expect(asHandshakeClient('a=mid:0\r\na=setup:actpass\r\n')).toBe('a=mid:0\r\na=setup:active\r\n')
  })

  it('knows whether candidates were gathered', () => {
    expect([hasCandidates('a=candidate:1 1 udp 1 127.0.0.1 9 typ host'), hasCandidates('a=mid:0')]).toEqual([
      true,
      false,
    ])
  })

  it('offers Opus, A-law, µ-law and tones, in this order, and nothing else', () => {
    const found = [
      'audio/PCMU',
      'audio/red',
      'audio/opus',
      'audio/CN',
      'audio/telephone-event',
      'audio/G722',
      'audio/PCMA',
    ]
    expect(orderCodecs(found.map((mimeType) => ({ mimeType })))).toEqual(
      ['audio/opus', 'audio/PCMA', 'audio/PCMU', 'audio/telephone-event'].map((mimeType) => ({ mimeType })),
    )
  })
})

describe('a microphone that cannot be opened', () => {
  it.each([
    ['NotAllowedError', 'microphoneRefused'],
    ['SecurityError', 'microphoneRefused'],
    ['NotFoundError', 'noMicrophone'],
    ['OverconstrainedError', 'noMicrophone'],
    ['NotReadableError', 'mediaFailed'],
  ] as const)('%s means %s', (name, reason) => {
    expect(microphoneFailure(Object.assign(new Error('x'), { name }))).toEqual(failure(reason, name))
  })
})

describe('figures of a call', () => {
  const entries = [
    {
      id: 'in',
      type: 'inbound-rtp',
      kind: 'audio',
      packetsReceived: 100,
      packetsLost: 2,
      jitter: 0.0123,
      codecId: 'c',
    },
    { id: 'out', type: 'outbound-rtp', kind: 'audio', packetsSent: 90, codecId: 'c' },
    { id: 'far', type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.05 },
    { id: 'pair', type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.02 },
    { id: 'c', type: 'codec', mimeType: 'audio/opus' },
  ]

  it('[K15] are read in milliseconds and counted on over a new connection', () => {
    expect(readStats(entries, { packetsSent: 10, packetsReceived: 20, packetsLost: 1 })).toEqual({
      packetsSent: 100,
      packetsReceived: 120,
      packetsLost: 3,
      jitterMs: 12.3,
      roundTripMs: 50,
      codec: 'opus',
    })
  })

  it('fall back on the path’s round trip, and on nothing', () => {
    expect(readStats(entries.slice(3), NO_PACKETS).roundTripMs).toBe(20)
    expect(readStats([], NO_PACKETS)).toEqual({
      ...NO_PACKETS,
      jitterMs: 0,
      roundTripMs: null,
      codec: null,
    })
  })

  it('never count lost packets below zero, as duplicates make Chromium do', () => {
    expect(readStats([{ id: 'in', type: 'inbound-rtp', packetsLost: -3 }], NO_PACKETS).packetsLost).toBe(0)
  })
})

describe('the list of devices', () => {
  const device = (kind: MediaDeviceKind, deviceId: string) => ({ kind, deviceId, label: `${kind} ${deviceId}` })

  it('names each device once and no camera', () => {
    const found = [
      device('audioinput', 'default'),
      device('audioinput', 'a'),
      device('audiooutput', 'communications'),
      device('audiooutput', 'b'),
      device('videoinput', 'c'),
    ]
    expect(toDeviceList(found, null)).toEqual({
      devices: [
        { deviceId: 'a', label: 'audioinput a', kind: 'input' },
        { deviceId: 'b', label: 'audiooutput b', kind: 'output' },
      ],
      microphone: 'available',
    })
  })

  it('says when there is no microphone or it is refused', () => {
    expect(toDeviceList([device('audiooutput', 'b')], null).microphone).toBe('none')
    expect(toDeviceList([device('audioinput', 'a')], failure('microphoneRefused')).microphone).toBe('refused')
  })
})

describe('sounds', () => {
  it.each(Object.entries(RECIPES))(
    '%s is heard, never louder than full scale, and begins and ends softly',
    (_name, recipe) => {
      const samples = renderSound(recipe, 8_000)
      expect(samples).toHaveLength((recipe.lengthMs / 1_000) * 8_000)
      expect(Math.max(...samples.map(Math.abs))).toBeLessThanOrEqual(1)
      expect(rootMeanSquare(samples)).toBeGreaterThan(0.05)
      expect([samples[0], Math.abs(samples.at(-1) ?? 1) < 0.05]).toEqual([0, true])
    },
  )

  it('rings on the ringing device alone', () => {
    const onRing = Object.entries(RECIPES).filter(([, { on }]) => on === 'ring')
    expect(onRing.map(([name]) => name)).toEqual([...RINGS])
  })
})
