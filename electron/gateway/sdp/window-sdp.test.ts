import { expect, it } from 'vitest'

import { parseWindowSdp, writeWindowSdp } from './window-sdp'

const OFFER = [
  'v=0',
  'o=- 4611 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'a=extmap-allow-mixed',
  'a=msid-semantic: WMS',
  'm=audio 54609 UDP/TLS/RTP/SAVPF 111 8 0 110 126',
  'c=IN IP4 192.168.1.7',
  'a=rtcp:9 IN IP4 0.0.0.0',
  'a=candidate:1 1 udp 2122260223 192.168.1.7 54609 typ host generation 0 network-id 1',
  'a=ice-ufrag:LnQ/',
  'a=ice-pwd:zSgAPDqxwlTgYMUOZX+W3Yhd',
  'a=fingerprint:sha-256 AA:BB',
  'a=setup:actpass',
  'a=mid:0',
  'a=sendonly',
  'a=rtcp-mux',
  'a=rtpmap:111 opus/48000/2',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:110 telephone-event/48000',
  'a=rtpmap:126 telephone-event/8000',
  '',
].join('\r\n')

it('[K8] reads the way to the media window and what it speaks', () => {
  const parsed = parseWindowSdp(OFFER)
  expect(parsed).toMatchObject({
    ok: true,
    value: {
      transport: {
        user: 'LnQ/',
        password: 'zSgAPDqxwlTgYMUOZX+W3Yhd',
        fingerprint: { algorithm: 'sha-256', value: 'AA:BB' },
      },
      candidates: ['1 1 udp 2122260223 192.168.1.7 54609 typ host generation 0 network-id 1'],
      mid: '0',
      isBundled: true,
      direction: 'sendonly',
    },
  })
})

it('reads what it writes, and names only what was agreed', () => {
  const transport = { user: 'u', password: 'p', fingerprint: { algorithm: 'sha-256', value: 'CC' } }
  const payloads = {
    audio: [{ name: 'PCMU', payloadType: 0 } as const],
    events: [{ payloadType: 126, clockRate: 8_000 }],
  }
  const own = { ...transport, sessionId: '1', version: 4, ssrc: 9, candidates: ['1 1 udp 1 127.0.0.1 4000 typ host'] }
  const text = writeWindowSdp(own, {
    mid: 'x',
    isBundled: true,
    payloads,
    direction: 'inactive',
    ptime: 30,
    setup: 'passive',
  })
  expect(parseWindowSdp(text)).toEqual({
    ok: true,
    value: { transport, candidates: own.candidates, mid: 'x', isBundled: true, payloads, direction: 'inactive' },
  })
  expect(text).toContain('\r\na=setup:passive\r\n')
  expect(text).toContain('\r\na=ptime:30\r\n')
  expect(text).toContain('\r\na=ssrc:9 ')
})

it('refuses what is no WebRTC', () => {
  expect(parseWindowSdp('v=0\r\nm=audio 4000 RTP/AVP 8\r\n')).toEqual({ ok: false, error: 'notWebRtc' })
})
