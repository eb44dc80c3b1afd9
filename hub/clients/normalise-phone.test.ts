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
    const moscow = [
      '+7 495 123-45-67',
      '8 (495) 123-45-67',
      '84951234567',
      '74951234567',
      '4951234567',
      '8 495 1234567',
    ]
    expect(new Set(moscow.map(normalisePhone))).toEqual(new Set(['+74951234567']))
    // The area begins with the digit of the trunk.
    expect(new Set(['+78435550172', '88435550172', '8435550172'].map(normalisePhone))).toEqual(
      new Set(['+78435550172']),
    )
  })

  it('keeps foreign numbers and refuses what is none', () => {
    expect(normalisePhone('+49 30 901820')).toBe('+4930901820')
    expect(['', '101', 'alice', '+7'].map(normalisePhone)).toEqual([null, null, null, null])
  })
})
