import { describe, expect, it } from 'vitest'

import { matchesShortcut, partsOf, shortcutOf, type KeyLike } from './shortcut'

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

  it('writes what is pressed, and nothing while only modifiers are down', () => {
    expect([
      shortcutOf(press('KeyB', { ctrlKey: true, altKey: true, shiftKey: true })),
      shortcutOf(press('F7')),
      shortcutOf(press('ControlLeft', { ctrlKey: true })),
      shortcutOf(press('')),
    ]).toEqual(['Ctrl+Alt+Shift+KeyB', 'F7', null, null])
  })

  it.each(['', 'Ctrl', 'KeyK+Ctrl', 'Shift+Ctrl+KeyK', 'Ctrl+KeyЛ', 'Ctrl+k', 'Ctrl++', 'constructor'])(
    '«%s» is not written as a shortcut is',
    (text) => {
      expect(partsOf(text)).toBeNull()
    },
  )
})
