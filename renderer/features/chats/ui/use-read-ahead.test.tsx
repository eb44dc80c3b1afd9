// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import type { ChatId } from '#shared/domain/ids'

import { demoId } from '../../../data/demo-rows'
import { DeskDataProvider } from '../../../data/desk-data-context'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { useReadAhead } from './use-read-ahead'

const IDS = Array.from({ length: 10 }, (_, at) => demoId<ChatId>('chat', at + 1))

function start() {
  const data = new FakeDeskData()
  const read: ChatId[] = []
  vi.spyOn(data, 'readAhead').mockImplementation((id: ChatId) => {
    read.push(id)
    return Promise.resolve()
  })
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <DeskDataProvider data={data}>{children}</DeskDataProvider>
  )
  const hook = renderHook(({ openId }) => useReadAhead({ ids: IDS, offset: 20, openId }), {
    wrapper,
    initialProps: { openId: null as ChatId | null },
  })
  return { ...hook, read }
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const rest = () => act(() => vi.advanceTimersByTimeAsync(1_000))

it('[F3] reads the ends of what is on the screen once somebody is in the list, and nothing while nobody is', async () => {
  const { result, read } = start()
  result.current.noteShown({ startIndex: 22, endIndex: 24 })
  await rest()
  expect(read).toEqual([])
  result.current.noteApproach()
  await rest()
  expect(read).toEqual(IDS.slice(2, 5))
})

it('[F3] reads nothing of a list that is still moving, then what it has come to', async () => {
  const { result, read } = start()
  result.current.noteApproach()
  for (const startIndex of [20, 21, 22, 23]) {
    result.current.noteShown({ startIndex, endIndex: startIndex + 1 })
    await act(() => vi.advanceTimersByTimeAsync(20))
  }
  await rest()
  expect(read).toEqual([IDS[3], IDS[4]])
})

it('[F3] looks again after each conversation that is opened, and stops when the list is gone', async () => {
  const { result, read, rerender, unmount } = start()
  result.current.noteShown({ startIndex: 20, endIndex: 21 })
  rerender({ openId: IDS[0] ?? null })
  await rest()
  expect(read).toEqual(IDS.slice(0, 2))
  result.current.noteApproach()
  unmount()
  await rest()
  expect(read).toHaveLength(2)
})
