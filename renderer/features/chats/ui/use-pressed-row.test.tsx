// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'

import type { ChatId } from '#shared/domain/ids'

import { usePressedRow } from './use-pressed-row'

afterEach(cleanup)

function Rows({ onOpen }: { readonly onOpen: (id: ChatId) => void }) {
  return (
    <div {...usePressedRow({ onOpen })}>
      <div data-chat="first">
        Первый <span data-deed>Взглянуть</span>
      </div>
      <div data-chat="second">Второй</div>
    </div>
  )
}

function showRows() {
  const onOpen = vi.fn()
  render(<Rows onOpen={onOpen} />)
  return { onOpen, first: screen.getByText('Первый'), second: screen.getByText('Второй') }
}

const AT = { button: 0, clientX: 40, clientY: 60 }

it('[M1] opens the row that was pressed though the list has moved under the pointer', () => {
  const { onOpen, first, second } = showRows()
  fireEvent.pointerDown(first, AT)
  fireEvent.pointerUp(second, AT)
  expect(onOpen.mock.calls).toEqual([['first']])
})

it('[M1] leaves a press and a release on one row to the click', () => {
  const { onOpen, first } = showRows()
  fireEvent.pointerDown(first, AT)
  fireEvent.pointerUp(first, AT)
  expect(onOpen).not.toHaveBeenCalled()
})

it('[M1] opens nothing for a drag, the other button, or what a row has of its own to press', () => {
  const { onOpen, first, second } = showRows()
  fireEvent.pointerDown(first, AT)
  fireEvent.pointerUp(second, { ...AT, clientY: 130 })
  fireEvent.pointerDown(first, { ...AT, button: 2 })
  fireEvent.pointerUp(second, { ...AT, button: 2 })
  fireEvent.pointerDown(screen.getByText('Взглянуть'), AT)
  fireEvent.pointerUp(second, AT)
  expect(onOpen).not.toHaveBeenCalled()
})
