// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'

import { LateTurn } from './LateTurn'

vi.mock('./after-paint', () => ({
  afterPaint: (action: () => void) => {
    frames.push(action)
  },
}))
const frames: (() => void)[] = []

function paint(): void {
  act(() => {
    for (const action of frames.splice(0)) action()
  })
}

afterEach(() => {
  cleanup()
  frames.length = 0
})

const shown = (of: string, words: string) => (
  <LateTurn of={of}>
    <p>{words}</p>
  </LateTurn>
)
const words = () => screen.queryByRole('paragraph', { hidden: true })?.textContent ?? null
const isGone = (container: HTMLElement) => container.querySelector('[data-gone]') !== null

it('[L1] is made in the frame after, and what stood there before is out of sight at once', () => {
  const { container, rerender } = render(shown('а', 'Анна'))
  expect(words()).toBeNull()
  paint()
  expect([words(), isGone(container)]).toEqual(['Анна', false])
  rerender(shown('б', 'Борис'))
  expect([words(), isGone(container)]).toEqual(['Анна', true])
  paint()
  expect([words(), isGone(container)]).toEqual(['Борис', false])
})

it('[L1] takes what is new of the same at once, and of a turn that was passed over nothing', () => {
  const { container, rerender } = render(shown('а', 'Анна'))
  paint()
  rerender(shown('а', 'Анна Петровна'))
  expect(words()).toBe('Анна Петровна')
  rerender(shown('б', 'Борис'))
  rerender(shown('в', 'Вера'))
  paint()
  expect([words(), isGone(container)]).toEqual(['Вера', false])
})
