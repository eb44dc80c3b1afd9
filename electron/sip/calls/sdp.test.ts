import { describe, expect, it } from 'vitest'

import { directionOf, hasAudio, hasTelephoneEvent, isHoldingUs } from './sdp'

function sdp(session: string[], audio: string[], port = 4000): string {
  return [
    'v=0',
    'o=- 1 1 IN IP4 192.0.2.1',
    's=-',
    ...session,
    't=0 0',
    `m=audio ${String(port)} RTP/AVP 8 101`,
    ...audio,
    '',
  ].join('\r\n')
}

describe('direction', () => {
  it.each([
    ['the stream says', sdp([], ['a=sendonly']), 'sendonly'],
    ['the session says', sdp(['a=inactive'], []), 'inactive'],
    ['the stream overrules the session', sdp(['a=inactive'], ['a=recvonly']), 'recvonly'],
    ['nobody says', sdp([], []), 'sendrecv'],
  ])('%s', (_name, text, expected) => {
    expect(directionOf(text)).toBe(expected)
  })
})

it.each([
  ['sendonly', sdp([], ['a=sendonly']), true],
  ['inactive', sdp([], ['a=inactive']), true],
  ['address 0.0.0.0 of RFC 2543', sdp(['c=IN IP4 0.0.0.0'], []), true],
  ['address 0.0.0.0 beside ICE', sdp(['c=IN IP4 0.0.0.0'], ['a=ice-ufrag:x', 'a=sendrecv']), false],
  ['recvonly', sdp([], ['a=recvonly']), false],
  ['sendrecv', sdp(['c=IN IP4 192.0.2.1'], ['a=sendrecv']), false],
])('[K9] %s holds us: %#', (_name, text, expected) => {
  expect(isHoldingUs(text)).toBe(expected)
})

it('sees telephone events and a refused stream', () => {
  expect(hasTelephoneEvent(sdp([], ['a=rtpmap:101 telephone-event/8000']))).toBe(true)
  expect(hasTelephoneEvent(sdp([], []))).toBe(false)
  expect([hasAudio(sdp([], [])), hasAudio(sdp([], [], 0))]).toEqual([true, false])
})
