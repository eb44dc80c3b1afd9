import { describe, expect, it } from 'vitest'

import { continueOrigin, originAfterRestart } from './sdp-origin'

const described = (origin: string) => `v=0\r\n${origin}\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n`
const FIRST = 'o=- 4611731400430051336 2 IN IP4 127.0.0.1'

describe('[K11] the origin of our descriptions', () => {
  it('is that of the first one, one version further each time, whoever made the next', () => {
    const first = continueOrigin(described(FIRST), null)
    expect(first.sdp).toBe(described(FIRST))
    const second = continueOrigin(described('o=otklik 77 1 IN IP6 ::1'), first.origin)
    expect(second.sdp).toBe(described(FIRST.replace(' 2 ', ' 3 ')))
    expect(continueOrigin(described(FIRST), second.origin).origin?.version).toBe(4)
  })

  it('grows beyond what may have left unnoted before a restart', () => {
    const { origin } = continueOrigin(described(FIRST), null)
    expect(continueOrigin(described(FIRST), originAfterRestart(origin)).sdp).toContain('o=- 4611731400430051336 13 IN')
    expect(originAfterRestart(null)).toBeNull()
  })

  it('leaves a description alone that has none to be read', () => {
    const origin = { session: '- 1', version: 1, address: 'IN IP4 127.0.0.1' }
    expect(continueOrigin(described('o=broken'), origin)).toEqual({ sdp: described('o=broken'), origin })
  })
})
