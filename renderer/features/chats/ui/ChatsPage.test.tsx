// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'

import type { ChatId } from '#shared/domain/ids'

import { demoId, demoRows } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { createChatsStore } from '../model/chats.store'
import { show } from '../testing/show'
import { ChatsPage } from './ChatsPage'

afterEach(cleanup)

it('[AV-80] [C5] «Написать» on the card opens that conversation with the cursor in its message and nothing in front', async () => {
  const data = new FakeDeskData()
  const other = demoId<ChatId>('chat', 4)
  const { channelId } = demoRows(0).chats[3]!
  data.otherConversations = [{ chatId: other, channelId, subjectTitle: 'Стол', access: { kind: 'open' } }]
  const chats = createChatsStore()
  chats.open(demoId<ChatId>('chat', 3))
  const nothing = () => undefined
  await show(
    <ChatsPage
      chats={chats}
      place="chats"
      me={demoRows(0).me}
      environment={{
        openExternal: nothing,
        connectChannel: nothing,
        addLine: nothing,
        undoSendMs: 0,
        renderDial: () => null,
        renderDialItems: null,
        openCallRemark: null,
      }}
      listWidth={300}
      isContextOpen
      onListWidth={nothing}
      onContextOpen={nothing}
      onListPainted={nothing}
      callBar={null}
    />,
    { data },
  )
  // The window of the tests is narrow: the card comes over the conversation, and must not stay there.
  fireEvent.keyDown(window, { code: 'KeyI', ctrlKey: true })
  const button = await screen.findByRole('button', { name: 'Написать: Avito · Стол' })
  button.focus()
  fireEvent.click(button)
  expect(chats.store.getState().openId).toBe(other)
  expect(screen.queryByRole('button', { name: 'Написать: Avito · Стол' })).toBeNull()
  await waitFor(() => {
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Сообщение' }))
  })
})
