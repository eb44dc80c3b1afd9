import { describe, expect, it } from 'vitest'

import { scaleAfter } from './scale'

const press = (code: string, more: object = {}) => ({
  ...{ type: 'keyDown', code, control: true, meta: false, alt: false, shift: false },
  ...more,
})

describe('[L5] Ctrl with +, − and 0', () => {
  it.each([
    ['Equal', 100, 110],
    ['NumpadAdd', 100, 110],
    ['Equal', 103, 110],
    ['Equal', 200, 200],
    ['Minus', 100, 90],
    ['NumpadSubtract', 80, 80],
    ['Digit0', 175, 100],
    ['Numpad0', 100, 100],
    ['KeyK', 100, null],
  ])('%s at %i %% makes it %s', (code, present, next) => {
    expect(scaleAfter(press(code), present)).toBe(next)
  })

  it('needs Ctrl or ⌘, and nothing besides but the shift of «+»', () => {
    expect(scaleAfter(press('Equal', { shift: true }), 100)).toBe(110)
    expect(scaleAfter(press('Minus', { control: false, meta: true }), 100)).toBe(90)
    for (const other of [{ control: false }, { alt: true }, { type: 'keyUp' }])
      expect(scaleAfter(press('Minus', other), 100)).toBeNull()
    expect(scaleAfter(press('Digit0', { shift: true }), 100)).toBeNull()
  })
})
