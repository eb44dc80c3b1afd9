import { expect, it } from 'vitest'

import { inOrderOf, keepCommon, merge, payloadMap, type Payloads } from './payloads'

const G711: Payloads = {
  audio: [
    { name: 'PCMA', payloadType: 8 },
    { name: 'PCMU', payloadType: 0 },
  ],
  events: [{ payloadType: 101, clockRate: 8_000 }],
}
const CHROMIUM: Payloads = {
  audio: [{ name: 'opus', payloadType: 111 }, ...G711.audio],
  events: [
    { payloadType: 110, clockRate: 48_000 },
    { payloadType: 126, clockRate: 8_000 },
  ],
}

it('[K9] finds the events of the clock that the codec has, and their number on either side', () => {
  const common = keepCommon(G711, CHROMIUM)
  expect(common).toEqual(G711)
  expect(inOrderOf(common, CHROMIUM).events).toEqual([{ payloadType: 126, clockRate: 8_000 }])
  expect([...payloadMap(CHROMIUM, common)]).toEqual([
    [8, 8],
    [0, 0],
    [126, 101],
  ])
})

it('leaves events out that are counted by another clock than the voice', () => {
  const opus: Payloads = { audio: [{ name: 'opus', payloadType: 96 }], events: G711.events }
  expect(keepCommon(opus, CHROMIUM)).toEqual({ audio: opus.audio, events: [] })
})

it('offers what was agreed first, and nothing under a number that is taken', () => {
  const agreed: Payloads = { audio: [{ name: 'opus', payloadType: 101 }], events: [] }
  expect(merge(agreed, G711)).toEqual({ audio: [...agreed.audio, ...G711.audio], events: [] })
})
