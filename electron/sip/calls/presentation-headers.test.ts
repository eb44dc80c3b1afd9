import { describe, expect, it } from 'vitest'

import { presentationOptions, quotable } from './presentation-headers'

describe('[K5] what the called person shall see', () => {
  it('stands in the From name and in the preferred identity', () => {
    expect(presentationOptions({ number: '+74951234567', note: 'Звонят по вакансии «Повар»' }, 'pbx.test')).toEqual({
      params: { fromDisplayName: 'Звонят по вакансии «Повар»' },
      extraHeaders: ['P-Preferred-Identity: "Звонят по вакансии «Повар»" <sip:+74951234567@pbx.test>'],
    })
  })

  it.each([
    [
      'a note alone asks for no other number',
      { number: null, note: 'Звонят' },
      { params: { fromDisplayName: 'Звонят' } },
    ],
    [
      'a number alone leaves the name of the account',
      { number: '74951234567', note: null },
      { extraHeaders: ['P-Preferred-Identity: <sip:74951234567@pbx.test>'] },
    ],
    ['nothing known changes nothing', null, {}],
  ] as const)('%s', (_what, presentation, expected) => {
    expect(presentationOptions(presentation, 'pbx.test')).toEqual(expected)
  })

  it.each([
    ['ООО "Вектор"', 'ООО \\"Вектор\\"'],
    ['a\\b', 'a\\\\b'],
    ['two\r\nlines: <sip:x>', 'two lines: <sip:x>'],
    ['tab\there\u0000', 'tab here'],
    ['Ёж 🦔', 'Ёж 🦔'],
  ])('%j can stand between quotes (RFC 3261 §25.1)', (text, quoted) => {
    expect(quotable(text)).toBe(quoted)
  })
})
