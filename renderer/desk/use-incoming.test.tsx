// @vitest-environment happy-dom
import { cleanup, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'

import type { ChatId, MessageId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'

import { demoId, demoMessage } from '../data/demo-rows'
import { FakeDeskData } from '../data/fake-desk-data'
import { usualSettings } from '../features/settings/testing/usual-settings'
import { FakeMain } from '../testing/fake-main'
import { show } from '../testing/show'
import { useIncoming } from './use-incoming'

const T = Date.UTC(2026, 0, 12, 8, 0, 0)
const inFront = demoId<ChatId>('chat', 2)
const numbered = (...numbers: readonly number[]) => numbers.map((number) => demoId<MessageId>('message', number))

const isChatInFront = (id: ChatId) => id === inFront
const nothing = () => undefined

let main: FakeMain
let data: FakeDeskData
let clock: ManualClock
/** What was noted as told by the time that main was asked. */
let before: (readonly MessageId[])[]

function Listener() {
  useIncoming({
    isChatInFront,
    others: null,
    shownChat: null,
    openChat: nothing,
    watchChat: nothing,
    meId: null,
    speak: nothing,
  })
  return null
}

beforeEach(async () => {
  main = new FakeMain().install()
  data = new FakeDeskData()
  clock = new ManualClock()
  before = []
  const asked = <T,>(verdict: T) => {
    before.push([...data.told])
    return verdict
  }
  main.answer('app:get-settings', () => usualSettings)
  main.answer('notices:message-arrived', () => asked('none'))
  main.answer('notices:many-arrived', () => asked({ verdict: 'none', fresh: [] }))
  await show(<Listener />, { data, clock })
})

afterEach(cleanup)

it('[N5] a message is told of once main has decided how, and not before', async () => {
  data.arrive(demoMessage(91, 1, T))
  await waitFor(() => {
    expect(data.told).toEqual(numbered(91))
  })
  expect(before).toEqual([[]])
  data.arrive(demoMessage(92, 2, T))
  await waitFor(() => {
    expect(data.told).toEqual(numbered(91, 92))
  })
  expect(before).toEqual([[], numbered(91)])
})

it('[N5] what waits to be told together is not told yet; what comes twice is asked of once', async () => {
  for (const number of [81, 82, 83]) data.arrive(demoMessage(number, 1, T))
  await waitFor(() => {
    expect(data.told).toEqual(numbered(81, 82, 83))
  })
  for (const number of [84, 85, 86, 87, 87]) data.arrive(demoMessage(number, 1, T))
  expect(main.askedOf('notices:many-arrived')).toEqual([])
  await clock.advanceAsync(5_000)
  await waitFor(() => {
    expect(new Set(data.told)).toEqual(new Set(numbered(81, 82, 83, 84, 85, 86, 87)))
  })
  const [many] = main.askedOf('notices:many-arrived') as { news: { messageId: MessageId }[] }[]
  expect(many?.news.map(({ messageId }) => messageId)).toEqual(numbered(84, 85, 86, 87))
})
