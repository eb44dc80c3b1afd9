import { expect, it } from 'vitest'

import { withoutTurning } from './without-turning'

it.each([
  ['שלום Анна', 'שלום Анна'],
  ['счёт\u202Egpj.exe', 'счётgpj.exe'],
  ['\u202Dа\u202Cб\u2067в\u2069', 'абв'],
  ['👩\u200D💻 Анна', '👩\u200D💻 Анна'],
])('[I9] of %j leaves %j', (text, left) => {
  expect(withoutTurning(text)).toBe(left)
})
