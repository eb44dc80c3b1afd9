import { describe, expect, it } from 'vitest'

import { normalisePhone } from './normalise-phone'

describe('normalisePhone', () => {
  it('[C7] gives every form of one number the same name', () => {
    const forms = [
      '+7 917 204-18-33',
      '8 (917) 204 18 33',
      '89172041833',
      '79172041833',
      '9172041833',
      'tel:+79172041833',
    ]
    expect(new Set(forms.map(normalisePhone))).toEqual(new Set(['+79172041833']))
  })

  it('keeps foreign numbers and refuses what is none', () => {
    expect(normalisePhone('+49 30 901820')).toBe('+4930901820')
    expect(['', '101', 'alice', '+7'].map(normalisePhone)).toEqual([null, null, null, null])
  })
})
