// @vitest-environment happy-dom
import { cleanup, createEvent, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'

import { demoRows } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { createChatsStore } from '../model/chats.store'
import { show } from '../testing/show'
import { ChatList } from './ChatList'

afterEach(cleanup)

const [first, second] = demoRows(0).chats.filter(({ clientName }) => clientName !== '')

async function search(typed: string) {
  const chats = createChatsStore()
  if (!first) throw new Error('The demo has chats')
  chats.open(first.id)
  await show(<ChatList chats={chats} me={demoRows(0).me} onPainted={() => undefined} />, { data: new FakeDeskData() })
  const box = await screen.findByRole('searchbox')
  box.focus()
  fireEvent.change(box, { target: { value: typed } })
  const enter = createEvent.keyDown(box, { code: 'Enter', key: 'Enter' })
  fireEvent(box, enter)
  return { chats, enter }
}

it('[F1] Enter pressed before the list has the answer opens what is found, not what stood there', async () => {
  const { chats, enter } = await search(second?.clientName ?? '')
  // Else the message field, which gets the focus, would get a new line with it.
  expect(enter.defaultPrevented).toBe(true)
  await waitFor(() => {
    expect(chats.store.getState().openId).toBe(second?.id)
  })
})
