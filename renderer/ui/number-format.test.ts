import { expect, it } from 'vitest'

import { numberFormat } from './number-format'

it('[L3] makes a formatter once for a language and its options', () => {
  expect(numberFormat('ru')).toBe(numberFormat('ru'))
  expect(numberFormat('ru')).not.toBe(numberFormat('en'))
  expect(numberFormat('en').format(12_345)).toBe('12,345')
  expect(numberFormat('en', { style: 'percent' }).format(0.5)).toBe('50%')
})
