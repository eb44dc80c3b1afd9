import { describe, expect, it } from 'vitest'

import { partsOf } from './say'

describe('a long text', () => {
  it('goes in parts between words, none longer than a channel takes, and nothing is lost', () => {
    const text = `שלום 👩‍👩‍👧‍👦 ${'слово '.repeat(400)}конец`
    const parts = partsOf(text)
    expect(parts.every((part) => [...part].length <= 1000)).toBe(true)
    expect(parts.join(' ')).toBe(text)
  })

  it('is cut where it has no place to be parted, never within a character', () => {
    const parts = partsOf('👍'.repeat(2001))
    expect(parts.map((part) => [...part].length)).toEqual([1000, 1000, 1])
  })

  it('stays whole where it is short', () => {
    expect(partsOf(' да ')).toEqual(['да'])
  })
})
