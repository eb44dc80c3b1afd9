// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'

import type { ChatRow } from '../../../data/desk-data'
import { demoRows } from '../../../data/demo-rows'
import { DeskDataProvider } from '../../../data/desk-data-context'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { initI18n } from '../../../i18n/i18n'
import { Providers } from '../../../ui/Providers'
import { Conversation } from './Conversation'
import { PeopleProvider } from './names'

afterEach(cleanup)

const rows = demoRows(0)
const [one, other] = rows.chats
  .filter(({ access }) => access.kind === 'open')
  .map((chat) => ({ ...chat, draftText: null, case: { ...chat.case, state: { kind: 'idle' as const, sinceMs: 0 } } }))
if (!one || !other) throw new Error('The demo rows have too few conversations')
const [first, second]: readonly [ChatRow, ChatRow] = [one, other]

async function openFirst() {
  const data = new FakeDeskData(rows)
  const i18n = await initI18n('ru')
  const shown = (chat: ChatRow) => (
    <Providers i18n={i18n} theme="light" density="normal">
      <DeskDataProvider data={data}>
        <PeopleProvider>
          <Conversation
            chat={chat}
            channel={rows.channels.find(({ id }) => id === chat.channelId) ?? null}
            me={rows.me}
            focusRequest={0}
            onMarkUnread={vi.fn()}
            isContextOpen={false}
            onContextOpen={vi.fn()}
            onBack={null}
          />
        </PeopleProvider>
      </DeskDataProvider>
    </Providers>
  )
  const { rerender } = render(shown(first))
  const go = async (chat: ChatRow) => {
    await act(async () => {
      rerender(shown(chat))
      await Promise.resolve()
    })
  }
  const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Сообщение' })
  return { data, go, box }
}

it('[M20] [L1] from one conversation to the next the frame stays, and nothing that was typed or opened goes along', async () => {
  const { data, go, box } = await openFirst()
  const more = screen.getByRole('button', { name: 'Действия с чатом' })
  const firstBox = box()
  expect(document.activeElement).toBe(firstBox)
  fireEvent.change(firstBox, { target: { value: 'Только для первого' } })
  fireEvent.click(more)
  expect(more.getAttribute('aria-expanded')).toBe('true')

  await go(second)
  expect(screen.getByRole('button', { name: 'Действия с чатом' })).toBe(more)
  expect(more.getAttribute('aria-expanded')).toBe('false')
  expect(box()).not.toBe(firstBox)
  expect(box().value).toBe('')
  expect(document.activeElement).toBe(box())
  fireEvent.change(box(), { target: { value: 'Для второго' } })
  await act(async () => {
    fireEvent.keyDown(box(), { code: 'Enter' })
    await Promise.resolve()
  })
  const sent = data.wishes.flatMap((wish) => (wish.kind === 'send' ? [[wish.chatId, wish.content]] : []))
  expect(sent).toEqual([[second.id, { kind: 'text', text: 'Для второго' }]])

  await go(first)
  await waitFor(() => {
    expect(box().value).toBe('Только для первого')
  })
})

it('[O1] [M24] whose newest words are still to come says so, and is read once they are here', async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  const { data, go } = await openFirst()
  act(() => {
    data.setBehind(true)
  })
  await go({ ...second, unread: 3 })
  expect(await screen.findByText('Загружаем новые сообщения…')).toBeTruthy()
  act(() => {
    data.setSync({ kind: 'offline', sinceMs: 0, pending: 0 })
  })
  expect(screen.getByText('Новые сообщения покажем, когда вернётся связь.')).toBeTruthy()
  const before = data.wishes.filter(({ kind }) => kind === 'markRead').length
  act(() => {
    data.setBehind(false)
  })
  await waitFor(() => {
    expect(data.wishes.filter(({ kind }) => kind === 'markRead').length).toBeGreaterThan(before)
  })
  expect(screen.queryByText('Новые сообщения покажем, когда вернётся связь.')).toBeNull()
})
