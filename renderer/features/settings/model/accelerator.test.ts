import { expect, it } from 'vitest'

import { acceleratorLabel, acceleratorOf } from './accelerator'

const key = (code: string, modifiers = '') => ({
  code,
  ctrlKey: modifiers.includes('C'),
  altKey: modifiers.includes('A'),
  shiftKey: modifiers.includes('S'),
  metaKey: modifiers.includes('M'),
})

it.each([
  [key('KeyA', 'CS'), 'CommandOrControl+Shift+A'],
  [key('Digit1', 'A'), 'Alt+1'],
  [key('KeyA', 'M'), 'CommandOrControl+A'],
  [key('F9'), 'F9'],
  [key('F9', 'S'), 'Shift+F9'],
  [key('KeyA'), null],
  [key('KeyA', 'S'), null],
  [key('Space', 'C'), null],
])('%o is %s', (event, accelerator) => {
  expect(acceleratorOf(event)).toBe(accelerator)
})

it('is shown as keys are written', () => {
  expect(acceleratorLabel('CommandOrControl+Shift+A')).toBe('Ctrl Shift A')
})
