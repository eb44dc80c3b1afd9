import { describe, expect, it } from 'vitest'

import { formatBytes } from './bytes'

const MIB = 1024 * 1024

describe('formatBytes', () => {
  it.each([
    [24 * MIB, '24 МБ'],
    [24 * MIB + 1, '24,1 МБ'],
    [80 * MIB, '80 МБ'],
    [214 * 1024, '214 кБ'],
    [1, '1 кБ'],
  ])('shows %d bytes as %s', (bytes, shown) => {
    expect(formatBytes(bytes, 'ru').replaceAll('\u00a0', ' ')).toBe(shown)
  })

  it('speaks English', () => {
    expect(formatBytes(24 * MIB, 'en')).toBe('24 MB')
  })
})
