// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { ClockProvider, useHasCome } from './clock-context'

const DAY_MS = 86_400_000

it('[I3] a moment comes by itself, however far off, and nothing is waited for when it has', () => {
  const clock = new ManualClock()
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <ClockProvider clock={clock}>{children}</ClockProvider>
  )
  const { result, rerender } = renderHook<boolean, { readonly atMs: number | null }>(({ atMs }) => useHasCome(atMs), {
    wrapper,
    initialProps: { atMs: 0 },
  })
  expect([result.current, clock.pendingTimers]).toEqual([true, 0])
  rerender({ atMs: null })
  expect([result.current, clock.pendingTimers]).toEqual([false, 0])
  rerender({ atMs: clock.now() + DAY_MS })
  const told = Array.from({ length: 24 }, () => {
    act(() => {
      clock.advance(DAY_MS / 24)
    })
    return result.current
  })
  expect(told).toEqual([...Array<boolean>(23).fill(false), true])
  expect(clock.pendingTimers).toBe(0)
})
