import type { Certificate } from 'electron'
import { describe, expect, it } from 'vitest'

import { chooseCertificate } from './choose-certificate'

const NOW_S = 1_800_000_000
const of = (fingerprint: string, issuerName: string, validExpiry = NOW_S + 100, validStart = 0) =>
  // Of a certificate only these are looked at.
  ({ fingerprint, issuerName, validExpiry, validStart }) as Certificate
const among = (offered: readonly Certificate[], issuer?: string, chosen: string | null = null) =>
  chooseCertificate(offered, { issuer, chosen, nowMs: NOW_S * 1000 })

describe('[I4] which certificate a server is shown', () => {
  const [firm, other] = [of('a', 'Firm CA'), of('b', 'Other CA')]

  it('by the company’s rule: of that authority, the latest, and no other', () => {
    const later = of('c', 'Firm CA', NOW_S + 200)
    expect(among([firm, other, later], 'Firm CA')).toEqual({ kind: 'given', certificate: later })
    expect(among([other], 'Firm CA')).toEqual({ kind: 'none' })
    expect(among([other], 'Firm CA', 'b')).toEqual({ kind: 'none' })
    expect(among([of('d', 'Firm CA NOT')], 'Firm CA')).toEqual({ kind: 'none' })
  })

  it('without a rule by the person, also where there is but one', () => {
    expect(among([firm])).toEqual({ kind: 'ask', among: [firm] })
    expect(among([firm, other], undefined, 'b')).toEqual({ kind: 'given', certificate: other })
    expect(among([firm], undefined, 'gone')).toEqual({ kind: 'ask', among: [firm] })
  })

  it('none that is out of its time', () => {
    const [over, early] = [of('e', 'Firm CA', NOW_S), of('f', 'Firm CA', NOW_S + 100, NOW_S + 50)]
    expect(among([over, early])).toEqual({ kind: 'none' })
    expect(among([over, early], 'Firm CA')).toEqual({ kind: 'none' })
    expect(among([])).toEqual({ kind: 'none' })
  })
})
