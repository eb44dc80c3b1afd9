// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'

import { initI18n } from '../i18n/i18n'
import { IconButton } from './IconButton'
import { Providers } from './Providers'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** Without a layout the library holds every button for scrolled away. */
const HIDDEN = { hidden: true }
const drawn = vi.fn()
function Glyph({ size }: { readonly size: number }) {
  drawn(size)
  return <svg width={size} />
}

async function show() {
  const i18n = await initI18n('ru')
  const pressed: string[] = []
  const within = (of: string, label: string, size: number) => (
    <Providers i18n={i18n} theme="light" density="normal" withNotifications={false}>
      <IconButton
        label={label}
        onClick={() => {
          pressed.push(of)
        }}
      >
        <Glyph size={size} />
      </IconButton>
    </Providers>
  )
  const { rerender } = render(within('Анна', 'Позвонить', 20))
  return {
    pressed,
    again: (of: string, label: string, size: number) => {
      rerender(within(of, label, size))
    },
  }
}

it('[L1] is drawn again when it looks different, and does what it was last told in any case', async () => {
  drawn.mockClear()
  const { pressed, again } = await show()
  again('Борис', 'Позвонить', 20)
  fireEvent.click(screen.getByRole('button', { name: 'Позвонить' }))
  expect([pressed, drawn.mock.calls.length]).toEqual([['Борис'], 1])
  again('Борис', 'Позвонить', 16)
  again('Борис', 'Перезвонить', 16)
  expect(drawn.mock.calls.map(([size]) => size as number)).toEqual([20, 16, 16])
  expect(screen.getByRole('button', { name: 'Перезвонить' })).toBeTruthy()
})

it('[L1] says its name to whoever points at it for a moment, until the pointer leaves or Escape is pressed', async () => {
  await show()
  const button = screen.getByRole('button', { name: 'Позвонить' })
  fireEvent.mouseEnter(button)
  expect(screen.queryByRole('tooltip', HIDDEN)).toBeNull()
  expect((await screen.findByRole('tooltip', HIDDEN)).textContent).toBe('Позвонить')
  fireEvent.keyDown(window, { code: 'Escape', key: 'Escape' })
  await vi.waitFor(() => {
    expect(screen.queryByRole('tooltip', HIDDEN)).toBeNull()
  })
  fireEvent.mouseEnter(button)
  await screen.findByRole('tooltip', HIDDEN)
  fireEvent.mouseLeave(button)
  await vi.waitFor(() => {
    expect(screen.queryByRole('tooltip', HIDDEN)).toBeNull()
  })
})
