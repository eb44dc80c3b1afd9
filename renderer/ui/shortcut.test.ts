import { describe, expect, it } from 'vitest'

import { matchesShortcut, shortcutLabel, type KeyLike } from './shortcut'

function press(code: string, change: Partial<KeyLike> = {}): KeyLike {
  return { code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...change }
}

describe('shortcuts', () => {
  it('[L3] knows a key by its place, whatever letter the layout writes there', () => {
    const inRussianLayout = { ...press('KeyK', { ctrlKey: true }), key: 'л' }
    expect(matchesShortcut(inRussianLayout, 'Ctrl+KeyK')).toBe(true)
    const sameLetterElsewhere = { ...press('KeyR', { ctrlKey: true }), key: 'k' }
    expect(matchesShortcut(sameLetterElsewhere, 'Ctrl+KeyK')).toBe(false)
  })

  it('wants exactly the named modifiers', () => {
    expect(matchesShortcut(press('KeyK'), 'Ctrl+KeyK')).toBe(false)
    expect(matchesShortcut(press('KeyK', { ctrlKey: true, shiftKey: true }), 'Ctrl+KeyK')).toBe(false)
    expect(matchesShortcut(press('KeyK', { metaKey: true }), 'Ctrl+KeyK')).toBe(true)
    expect(matchesShortcut(press('ArrowUp', { altKey: true }), 'Alt+ArrowUp')).toBe(true)
  })

  it('takes both Enter keys', () => {
    expect(matchesShortcut(press('NumpadEnter'), 'Enter')).toBe(true)
  })

  it('[L2] writes the key as a person reads it', () => {
    expect(['Ctrl+KeyK', 'Alt+ArrowUp', 'Escape', 'Ctrl+Digit1'].map(shortcutLabel)).toEqual([
      'Ctrl K',
      'Alt ↑',
      'Esc',
      'Ctrl 1',
    ])
  })
})
