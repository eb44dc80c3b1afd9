// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { useStateOf } from './use-state-of'

afterEach(cleanup)

describe('the state of what takes turns', () => {
  it('[L1] begins anew with another key, and takes nothing of the one before', () => {
    const begin = vi.fn((key: string) => `начало ${key}`)
    const { result, rerender } = renderHook(({ key }) => useStateOf(key, () => begin(key)), {
      initialProps: { key: 'а' },
    })
    const [, setOfFirst] = result.current
    act(() => {
      setOfFirst('открыто')
    })
    expect(result.current[0]).toBe('открыто')
    rerender({ key: 'б' })
    expect(result.current[0]).toBe('начало б')
    act(() => {
      setOfFirst('поздно')
    })
    expect(result.current[0]).toBe('начало б')
    act(() => {
      result.current[1]('вовремя')
    })
    expect(result.current[0]).toBe('вовремя')
    rerender({ key: 'а' })
    expect(result.current[0]).toBe('начало а')
    expect(begin.mock.calls).toEqual([['а'], ['б'], ['а']])
  })
})
