// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, it } from 'vitest'

import { NO_FILTERS } from '../../../data/chat-filters'
import { demoRows } from '../../../data/demo-rows'
import type { ChatListQuery } from '../../../data/desk-data'
import { DeskDataProvider } from '../../../data/desk-data-context'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { useListWindow } from './use-list-window'

afterEach(cleanup)

const CHATS = 500

/** Counts what is read, and knows how long the list is. */
class ReadDeskData extends FakeDeskData {
  readonly reads: string[] = []

  override observeChatList(...[query, listener]: Parameters<FakeDeskData['observeChatList']>) {
    this.reads.push(`${String(query.offset)} ${String(query.limit)}`)
    return super.observeChatList(query, listener)
  }

  override countChats(): Promise<never> {
    return Promise.resolve(CHATS as never)
  }
}

function show(filter: ChatListQuery['filter'] = 'all') {
  const data = new ReadDeskData(demoRows(0, CHATS))
  const wrapper = ({ children }: { children: ReactNode }) => <DeskDataProvider data={data}>{children}</DeskDataProvider>
  const hook = renderHook((props) => useListWindow({ ...props, search: '', filters: NO_FILTERS }), {
    wrapper,
    initialProps: { filter },
  })
  return { data, hook }
}

it('reads what is on the screen and some rows around it, wherever that is', async () => {
  const { data, hook } = show()
  expect(hook.result.current.page).toMatchObject({ offset: 0, hasMore: true })
  expect(hook.result.current.total).toBe(60)
  await act(async () => {
    hook.result.current.handleApproach()
    await Promise.resolve()
  })
  expect(hook.result.current.total).toBe(CHATS)
  act(() => {
    hook.result.current.handleRange({ startIndex: 300, endIndex: 312 })
  })
  const whole = [...demoRows(0, CHATS).chats].sort((a, b) => b.lastAtMs - a.lastAtMs)
  expect(hook.result.current.page?.offset).toBe(250)
  expect(hook.result.current.page?.rows.map(({ id }) => id)).toEqual(whole.slice(250, 363).map(({ id }) => id))
  act(() => {
    hook.result.current.handleRange({ startIndex: 310, endIndex: 322 })
  })
  expect(data.reads).toEqual(['0 60', '250 113'])
})

it('begins anew with another list', () => {
  const { data, hook } = show()
  act(() => {
    hook.result.current.handleRange({ startIndex: 300, endIndex: 312 })
  })
  hook.rerender({ filter: 'unread' })
  expect(hook.result.current.page?.offset).toBe(0)
  expect(data.reads.at(-1)).toBe('0 60')
})
