import { expect, it } from 'vitest'

import { takeKeyChoices } from '../../../ui/keys/key-table'
import { callKeyAction } from './call-keys'

const pressed = (code: string, change: object = {}) => ({
  code,
  ctrlKey: true,
  shiftKey: true,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...change,
})

it('[L3] goes by the place of the key, with both modifiers', () => {
  expect(['KeyA', 'KeyH', 'KeyM', 'KeyD', 'KeyP', 'KeyZ'].map((code) => callKeyAction(pressed(code)))).toEqual([
    'answer',
    'hangUp',
    'mute',
    'hold',
    'pad',
    null,
  ])
  expect(callKeyAction(pressed('KeyA', { shiftKey: false }))).toBeNull()
  expect(callKeyAction(pressed('KeyA', { altKey: true }))).toBeNull()
})

it('does not act again while the key is held down', () => {
  expect(callKeyAction(pressed('KeyM', { repeat: true }))).toBeNull()
})

it('[L2] goes by the key that the person gave it', () => {
  takeKeyChoices({ mute: 'Ctrl+Shift+Digit1', hold: null })
  expect(['Digit1', 'KeyM', 'KeyD'].map((code) => callKeyAction(pressed(code)))).toEqual(['mute', null, null])
  takeKeyChoices({})
})
