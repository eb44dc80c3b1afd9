// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'

import { wordsIn } from '../words'
import { PushRow } from './push-row'

const onToggle = vi.fn()
let row: PushRow

beforeEach(() => {
  onToggle.mockClear()
  row = new PushRow(wordsIn('ru'), onToggle)
})

const control = () => row.element.querySelector('button')
const said = () => [
  row.element.hidden,
  control()?.getAttribute('aria-checked'),
  control()?.getAttribute('aria-disabled') === 'true',
  row.element.querySelector('[role=status]')?.textContent !== '',
]

it('[N1] is a switch with a name, on, off, or out of reach with the reason', () => {
  expect(control()?.textContent).toBe('Сообщать о новых сообщениях')
  const shown = (['hidden', 'off', 'working', 'on', 'blocked', 'unsupported', 'insecure', 'failed'] as const).map(
    (state) => {
      row.show(state)
      return [state, ...said()]
    },
  )
  expect(shown).toEqual([
    ['hidden', true, 'false', false, false],
    ['off', false, 'false', false, false],
    ['working', false, 'false', true, true],
    ['on', false, 'true', false, true],
    ['blocked', false, 'false', true, true],
    ['unsupported', false, 'false', true, true],
    ['insecure', false, 'false', true, true],
    ['failed', false, 'false', false, true],
  ])
})

it('[N1] is not moved where it cannot be', () => {
  row.show('blocked')
  control()?.click()
  expect(onToggle).not.toHaveBeenCalled()
  row.show('off')
  control()?.click()
  expect(onToggle).toHaveBeenCalledTimes(1)
})
