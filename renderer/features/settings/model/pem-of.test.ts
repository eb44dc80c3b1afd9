import { describe, expect, it } from 'vitest'

import { pemOf } from './pem-of'

describe('[K8] the file of a certificate', () => {
  it('of text stays as it is', () => {
    expect(pemOf(new TextEncoder().encode('-----BEGIN CERTIFICATE-----\nAA'))).toBe('-----BEGIN CERTIFICATE-----\nAA')
  })

  it('as Windows exports it becomes text', () => {
    const bytes = Uint8Array.from({ length: 60 }, (_, at) => (at === 0 ? 0x30 : at === 1 ? 0x82 : 0))
    const [head, first, second, foot] = pemOf(bytes).split('\n')
    expect([head, foot]).toEqual(['-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----'])
    expect([first?.length, second?.length]).toEqual([64, 16])
    expect(Uint8Array.from(atob(`${first ?? ''}${second ?? ''}`), (char) => char.charCodeAt(0))).toEqual(bytes)
  })
})
