import { describe, expect, it } from 'vitest'

import { addressOf } from './portal-guard'

describe('whose patience is counted', () => {
  it.each([
    ['127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['::1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['::ffff:127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '  ', '127.0.0.1'],
    ['127.0.0.1', 'x'.repeat(65), '127.0.0.1'],
  ])('a proxy on this computer (%s) is believed: %s', (remote, forwardedFor, address) => {
    expect(addressOf(remote, forwardedFor)).toBe(address)
  })

  it.each(['203.0.113.9', '::ffff:203.0.113.9', '127.0.0.1.example', '2001:db8::1'])(
    'whoever asks from elsewhere (%s) is counted by where it asks from, whatever it says',
    (remote) => {
      expect(addressOf(remote, '127.0.0.1')).toBe(remote)
    },
  )

  it('a line without an address is counted as one', () => {
    expect(addressOf(undefined, '203.0.113.7')).toBe('unknown')
  })
})
