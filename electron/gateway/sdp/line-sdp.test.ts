import { describe, expect, it } from 'vitest'

import { parseLineSdp, writeLineAnswer, writeLineOffer, type LineDescription } from './line-sdp'

const KEY = Buffer.alloc(30, 7)
const OWN = { sessionId: '77', version: 3, address: '192.0.2.10', port: 16_500, key: null }
const PCMA_ONLY = {
  audio: [{ name: 'PCMA', payloadType: 8 } as const],
  events: [{ payloadType: 101, clockRate: 8_000 }],
}

function sdp(...lines: readonly string[]): string {
  return ['v=0', 'o=- 1 1 IN IP4 203.0.113.7', 's=-', 'c=IN IP4 203.0.113.7', 't=0 0', ...lines, ''].join('\r\n')
}

function read(text: string): LineDescription {
  const parsed = parseLineSdp(text)
  if (!parsed.ok) throw new Error(parsed.error)
  return parsed.value
}

describe('[K8] what telephone exchanges write', () => {
  it('reads address, ports, codecs in their order and events', () => {
    const text = sdp(
      'm=audio 19210 RTP/AVP 8 0 18 101',
      'a=rtpmap:8 PCMA/8000',
      'a=rtpmap:0 PCMU/8000',
      'a=rtpmap:18 G729/8000',
      'a=fmtp:18 annexb=no',
      'a=rtpmap:101 telephone-event/8000',
      'a=fmtp:101 0-16',
      'a=ptime:20',
      'a=sendrecv',
    )
    expect(read(text)).toEqual({
      heads: [{ kind: 'audio', port: 19_210, protocol: 'RTP/AVP', formats: ['8', '0', '18', '101'] }],
      audioIndex: 0,
      host: '203.0.113.7',
      port: 19_210,
      rtcpPort: 19_211,
      payloads: {
        audio: [
          { name: 'PCMA', payloadType: 8 },
          { name: 'PCMU', payloadType: 0 },
        ],
        events: [{ payloadType: 101, clockRate: 8_000 }],
      },
      direction: 'sendrecv',
      key: null,
      ptime: 20,
    })
  })

  it('knows the static types without a map, bare line feeds, double blanks and trailing ones', () => {
    const text = sdp('m=audio  4000 RTP/AVP 8  0 ', 'a=sendonly ').replaceAll('\r\n', '\n')
    expect(read(text)).toMatchObject({
      payloads: { audio: [{ name: 'PCMA' }, { name: 'PCMU' }], events: [] },
      direction: 'sendonly',
    })
  })

  it('takes names in any case, a channel count of one and the address of the stream', () => {
    const text = sdp(
      'm=audio 4000 RTP/AVP 8 97',
      'c=IN IP4 198.51.100.9',
      'a=rtpmap:8 pcma/8000/1',
      'a=RTPMAP:97 Telephone-Event/8000',
    )
    expect(read(text)).toMatchObject({
      host: '198.51.100.9',
      payloads: { audio: [{ name: 'PCMA', payloadType: 8 }], events: [{ payloadType: 97 }] },
    })
  })

  it('knows the hold of old telephones and a direction said for the whole session', () => {
    const old = sdp('m=audio 4000 RTP/AVP 8').replace('c=IN IP4 203.0.113.7', 'c=IN IP4 0.0.0.0')
    expect(read(old)).toMatchObject({ host: null, direction: 'sendrecv' })
    expect(read(sdp('a=inactive', 'm=audio 4000 RTP/AVP 8'))).toMatchObject({ direction: 'inactive' })
  })

  it('finds where reports go, and a stream behind refused and other ones', () => {
    const text = sdp(
      'm=audio 0 RTP/AVP 8',
      'm=video 5000 RTP/AVP 34',
      'm=audio 4000 RTP/AVP 8',
      'a=rtcp:53020 IN IP4 203.0.113.7',
    )
    expect(read(text)).toMatchObject({ audioIndex: 2, port: 4_000, rtcpPort: 53_020 })
  })

  it('takes the first stream that it speaks where clear and encrypted are offered side by side', () => {
    const crypto = `a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:${KEY.toString('base64')}|2^31`
    const both = sdp('m=audio 4000 UDP/TLS/RTP/SAVPF 8', 'm=audio 4002 RTP/SAVP 8', crypto, 'm=audio 4004 RTP/AVP 8')
    expect(read(both)).toMatchObject({ audioIndex: 1, port: 4_002, key: { tag: '2', bytes: KEY } })
  })

  it('passes over keys of other suites, of other lengths and with an index', () => {
    const good = KEY.toString('base64')
    const text = sdp(
      'm=audio 4002 RTP/SAVP 8',
      `a=crypto:1 AES_256_CM_HMAC_SHA1_80 inline:${good}`,
      `a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:${good}|2^20|1:4`,
      'a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:c2hvcnQ=',
      `a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:${good}`,
    )
    expect(read(text).key?.tag).toBe('4')
  })

  it.each([
    ['no audio', sdp('m=video 4000 RTP/AVP 34'), 'noAudio'],
    ['refused audio', sdp('m=audio 0 RTP/AVP 8'), 'noAudio'],
    ['nothing', '', 'noAudio'],
    ['a broken stream', sdp('m=audio'), 'noAudio'],
    ['a port that is none', sdp('m=audio 70000 RTP/AVP 8'), 'noAudio'],
    ['WebRTC', sdp('m=audio 9 UDP/TLS/RTP/SAVPF 8'), 'notPlain'],
    ['encryption without a key', sdp('m=audio 4000 RTP/SAVP 8'), 'noKey'],
    ['IPv6', sdp('m=audio 4000 RTP/AVP 8').replace('c=IN IP4 203.0.113.7', 'c=IN IP6 2001:db8::1'), 'noIpv4'],
    ['no address', sdp('m=audio 4000 RTP/AVP 8').replace('c=IN IP4 203.0.113.7\r\n', ''), 'noIpv4'],
  ])('refuses %s', (_what, text, error) => {
    expect(parseLineSdp(text)).toEqual({ ok: false, error })
  })
})

describe('[K8] what exchanges are told', () => {
  it('offers G.711 in clear, with nothing of WebRTC in it', () => {
    expect(writeLineOffer(OWN, PCMA_ONLY, 'sendonly')).toBe(
      [
        'v=0',
        'o=- 77 3 IN IP4 192.0.2.10',
        's=-',
        'c=IN IP4 192.0.2.10',
        't=0 0',
        'm=audio 16500 RTP/AVP 8 101',
        'a=rtpmap:8 PCMA/8000',
        'a=rtpmap:101 telephone-event/8000',
        'a=fmtp:101 0-15',
        'a=ptime:20',
        'a=sendonly',
        '',
      ].join('\r\n'),
    )
  })

  it('offers and reads back a key', () => {
    expect(read(writeLineOffer({ ...OWN, key: KEY }, PCMA_ONLY, 'sendrecv')).key).toEqual({ tag: '1', bytes: KEY })
  })

  it('answers every stream that was offered, by the tag of the key that was taken', () => {
    const crypto = `a=crypto:5 AES_CM_128_HMAC_SHA1_80 inline:${KEY.toString('base64')}`
    const offer = read(sdp('m=audio 4000 RTP/SAVP 8 101', crypto, 'a=ptime:30', 'm=video 5000 RTP/AVP 34 31'))
    const lines = writeLineAnswer({ ...OWN, key: KEY }, offer, PCMA_ONLY, 'recvonly').split('\r\n')
    expect(lines.filter((line) => line.startsWith('m='))).toEqual([
      'm=audio 16500 RTP/SAVP 8 101',
      'm=video 0 RTP/AVP 34 31',
    ])
    expect(lines).toContain(crypto)
    expect(lines).toContain('a=ptime:30')
    expect(lines).toContain('a=recvonly')
  })
})
