// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'

import type { ChatId } from '#shared/domain/ids'

import { demoChannel, demoId, demoRows } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { show } from '../testing/show'
import { PeekDialog } from './PeekDialog'

afterEach(cleanup)

it.each([
  ['ru', 'Чат останется непрочитанным — и здесь, и для клиента.', 'Открыть'],
  ['en', 'The chat stays unread, here and for the client.', 'Open'],
] as const)('[M24] shows what was said last and marks nothing as read, in %s', async (language, hint, open) => {
  const data = new FakeDeskData()
  const chatId = demoId<ChatId>('chat', 3)
  data.changeChat(chatId, { unread: 2 })
  const onOpen = vi.fn()
  await show(
    <PeekDialog
      chatId={chatId}
      channels={[demoChannel(0)]}
      me={demoRows(0).me}
      onOpen={onOpen}
      onClose={() => undefined}
    />,
    { data, language },
  )
  await screen.findByText(hint)
  expect(screen.getByRole('group').textContent.length).toBeGreaterThan(20)
  expect(data.wishes).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: open }))
  expect(onOpen).toHaveBeenCalledOnce()
})
