import { expect, it } from 'vitest'

import { textLimit } from './text-limit'

it.each([
  ['а'.repeat(899), { kind: 'fine' }],
  ['а'.repeat(900), { kind: 'near', left: 100 }],
  ['а'.repeat(1000), { kind: 'near', left: 0 }],
  ['а'.repeat(1037), { kind: 'over', by: 37, limit: 1000 }],
  ['😀'.repeat(1000), { kind: 'near', left: 0 }],
  [`${'а'.repeat(899)}${' '.repeat(300)}`, { kind: 'fine' }],
])('counts what will be sent, in characters (%#)', (text, expected) => {
  expect(textLimit(text, 1000)).toEqual(expected)
})
