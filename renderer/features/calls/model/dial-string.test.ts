import { describe, expect, it } from 'vitest'

import { cleanForField, isDtmf, parseDialString } from './dial-string'

describe('[K1] what was typed or pasted becomes one dialable string', () => {
  it.each([
    ['+7 (917) 204-18-33', '+79172041833'],
    ['8 917 204 18 33', '89172041833'],
    ['8(917)204‑18‑33', '89172041833'],
    ['+7\u00a0917\u00a0204–18–33', '+79172041833'],
    ['tel:+79172041833', '+79172041833'],
    ['callto:+7-917-204-18-33', '+79172041833'],
    ['8 917 204 18 33 доб. 12', '89172041833'],
    ['+7 917 204 18 33 ext 4', '+79172041833'],
    ['+79172041833;ext=12', '+79172041833'],
    ['00 7 917 204 18 33', '+79172041833'],
    ['\u200e+7 917 204 18 33', '+79172041833'],
    ['101', '101'],
    ['*98#', '*98#'],
    ['  112 ', '112'],
  ])('%s is the phone %s', (text, value) => {
    expect(parseDialString(text)).toEqual({ kind: 'phone', value })
  })

  it.each([
    ['echo', 'echo'],
    ['sip:echo@pbx.local', 'echo@pbx.local'],
    ['sips:anna.petrova@sip.example.ru:5061;transport=tls', 'anna.petrova@sip.example.ru:5061'],
    ['anna@sip.example.ru', 'anna@sip.example.ru'],
  ])('%s is the SIP address %s', (text, value) => {
    expect(parseDialString(text)).toEqual({ kind: 'sip', value })
  })

  it.each(['', '   ', '+', 'tel:', 'позвоните мне', 'Анна Петрова', 'anna@', '123456789012345678901'])(
    '«%s» cannot be dialled',
    (text) => {
      expect(parseDialString(text)).toBeNull()
    },
  )

  it('leaves in the field what it cannot clean', () => {
    expect([cleanForField(' 8 (917) 204 '), cleanForField(' Анна Петрова ')]).toEqual(['8917204', 'Анна Петрова'])
  })

  it('[K9] knows the tones of a call', () => {
    expect(['0', '9', '*', '#', '+', 'A', 'x', 'Enter'].filter(isDtmf)).toEqual(['0', '9', '*', '#', 'A'])
  })
})
