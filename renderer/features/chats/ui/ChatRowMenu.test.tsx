// @vitest-environment happy-dom
import { Menu } from '@mantine/core'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'

import type { ChatId } from '#shared/domain/ids'

import { demoId, demoRows } from '../../../data/demo-rows'
import { createChatsStore } from '../model/chats.store'
import { show } from '../testing/show'
import { ChatList } from './ChatList'
import { ChatsEnvironmentProvider } from './chats-environment'

afterEach(cleanup)

const CHAT = demoId<ChatId>('chat', 2)

async function showList() {
  const chats = createChatsStore()
  const dialled = vi.fn()
  const nothing = () => undefined
  await show(
    <ChatsEnvironmentProvider
      value={{
        openExternal: nothing,
        connectChannel: nothing,
        addLine: nothing,
        undoSendMs: 0,
        renderDial: () => null,
        openCallRemark: null,
        renderDialItems: (chat, channel) => (
          <Menu.Item onClick={() => void dialled(chat.id, channel?.name)}>Позвонить отсюда</Menu.Item>
        ),
        showContext: nothing,
        openChat: nothing,
        writeIn: nothing,
        askDeed: nothing,
      }}
    >
      <ChatList chats={chats} me={demoRows(0).me} onPainted={nothing} />
    </ChatsEnvironmentProvider>,
  )
  return { chats, dialled, list: await screen.findByRole('listbox') }
}

it('[K1] the list calls by the right button, whichever row is open', async () => {
  const { dialled, list, chats } = await showList()
  const row = list.querySelector(`[data-chat="${CHAT}"]`)
  fireEvent.contextMenu(row!, { clientX: 40, clientY: 200 })
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Позвонить отсюда' }))
  expect(dialled.mock.calls).toEqual([[CHAT, 'Мебель на Пресне']])
  expect(chats.store.getState().openId).toBeNull()
  await waitFor(() => {
    expect(screen.queryByRole('menu')).toBeNull()
  })
  expect(document.activeElement).toBe(list)
})

it('[K1] the list calls by the menu key, for the marked row', async () => {
  const { dialled, list, chats } = await showList()
  chats.point(CHAT)
  list.focus()
  // Browsers turn the menu key and Shift F10 into this event on what has the focus.
  await waitFor(() => {
    fireEvent.contextMenu(list)
    expect(screen.getByRole('menu')).toBeTruthy()
  })
  fireEvent.click(screen.getByRole('menuitem', { name: 'Позвонить отсюда' }))
  expect(dialled).toHaveBeenCalledWith(CHAT, 'Мебель на Пресне')
})

it('the same menu opens the chat and looks into it', async () => {
  const { list, chats } = await showList()
  fireEvent.contextMenu(list.querySelector(`[data-chat="${CHAT}"]`)!)
  fireEvent.click(await screen.findByRole('menuitem', { name: /^Заглянуть/ }))
  expect(await screen.findByRole('dialog')).toBeTruthy()
  cleanup()
  const again = await showList()
  fireEvent.contextMenu(again.list.querySelector(`[data-chat="${CHAT}"]`)!)
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Открыть чат' }))
  expect([chats.store.getState().openId, again.chats.store.getState().openId]).toEqual([null, CHAT])
})
