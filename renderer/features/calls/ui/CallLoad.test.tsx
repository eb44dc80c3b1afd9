// @vitest-environment happy-dom
import { cleanup } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it } from 'vitest'

import type { CallSnapshot } from '#shared/domain/call'
import { ManualClock } from '#shared/lib/manual-clock'

import { FakeDeskData } from '../../../data/fake-desk-data'
import { aCall, NOW_MS } from '../../../testing/a-call'
import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { CallLoad } from './CallLoad'

const main = new FakeMain().install().answer('calls:list', () => [])
const tell = (...calls: CallSnapshot[]) => {
  act(() => {
    main.send('calls:list-changed', calls)
  })
}
afterEach(() => {
  tell()
  cleanup()
})

async function showLoad() {
  const clock = new ManualClock()
  const data = new FakeDeskData()
  await show(<CallLoad by={null} />, { data, clock })
  const told = () => data.wishes.flatMap((wish) => (wish.kind === 'calls' ? [wish.count] : [])).at(-1)
  return { clock, told }
}

it('[Q25] a talk counts until the hub knows what follows it', async () => {
  const { clock, told } = await showLoad()
  tell(aCall({ kind: 'active', answeredAtMs: NOW_MS }))
  expect(told()).toBe(1)
  tell()
  expect(told()).toBe(1)
  act(() => {
    clock.advance(2_000)
  })
  expect(told()).toBe(0)
})

it('[Q19] a call that nobody took is over at once', async () => {
  const { told } = await showLoad()
  tell(aCall({ kind: 'incoming' }))
  expect(told()).toBe(1)
  tell()
  expect(told()).toBe(0)
})
