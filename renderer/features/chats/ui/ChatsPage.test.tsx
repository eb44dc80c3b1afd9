// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { ChatId } from '#shared/domain/ids'
import { caseLink } from '#shared/domain/own-link'

import { demoId, demoRows } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { createChatsStore, type ChatsStore } from '../model/chats.store'
import { show } from '../testing/show'
import { ChatsPage } from './ChatsPage'
// Compiled before the first test waits for them.
import './ContextPanel'
import './Conversation'

afterEach(cleanup)

const chatId = demoId<ChatId>('chat', 3)

async function showPage(
  data = new FakeDeskData(),
  place: 'chats' | 'cases' = 'chats',
): Promise<{ readonly chats: ChatsStore; readonly data: FakeDeskData }> {
  const chats = createChatsStore()
  chats.open(chatId)
  const nothing = () => undefined
  await show(
    <ChatsPage
      chats={chats}
      place={place}
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
  return { chats, data }
}

it('[O2] a memory that cannot be read is said in place of the list, which would seem to load for ever', async () => {
  const data = new FakeDeskData()
  data.observeChatList = (_query, listener) => {
    listener({ offset: 0, rows: [], hasMore: false, isFirstFill: true, isUnreadable: true })
    return { dispose: () => undefined }
  }
  await showPage(data)
  expect(await screen.findByText('Чаты здесь сейчас не прочитать')).toBeTruthy()
})

/** The window of the tests is narrow: what stands beside a conversation comes over it when it is asked for. */
const press = (code: string, held: { readonly ctrlKey?: true; readonly altKey?: true }) =>
  fireEvent.keyDown(window, { code, ...held })

it('[AV-80] [C5] «Написать» on the card opens that conversation with the cursor in its message and nothing in front', async () => {
  const data = new FakeDeskData()
  const other = demoId<ChatId>('chat', 4)
  const { channelId } = demoRows(0).chats[3]!
  data.otherConversations = [{ chatId: other, channelId, subjectTitle: 'Стол', access: { kind: 'open' } }]
  const { chats } = await showPage(data)
  press('KeyI', { ctrlKey: true })
  const button = await screen.findByRole('button', { name: 'Написать: Avito · Стол' })
  button.focus()
  fireEvent.click(button)
  expect(chats.store.getState().openId).toBe(other)
  expect(screen.queryByRole('button', { name: 'Написать: Avito · Стол' })).toBeNull()
  await waitFor(() => {
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Сообщение' }))
  })
})

describe('[L2] without a mouse, by the place of the key', () => {
  it('the tabs beside the conversation are walked, past the last comes the first', async () => {
    await showPage()
    press('PageDown', { ctrlKey: true })
    const chosen = () => screen.getByRole('tab', { selected: true }).textContent
    expect((await screen.findByRole('tab', { name: 'Клиент' })).getAttribute('aria-selected')).toBe('true')
    press('PageDown', { ctrlKey: true })
    expect(chosen()).toBe('Обращение')
    press('PageDown', { ctrlKey: true })
    press('PageDown', { ctrlKey: true })
    expect(chosen()).toBe('Клиент')
    press('PageUp', { ctrlKey: true })
    expect(chosen()).toBe('История')
  })

  it('whose focus is in a tab that goes finds it at the one that comes', async () => {
    await showPage()
    press('KeyI', { ctrlKey: true })
    ;(await screen.findByRole('button', { name: 'Заполнить карточку' })).focus()
    press('PageDown', { ctrlKey: true })
    await waitFor(() => {
      expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Обращение' }))
    })
  })

  it('the client’s card is filled in and left, the focus is not lost', async () => {
    await showPage()
    press('KeyK', { altKey: true })
    const form = await screen.findByRole('form', { name: 'Создать клиента' })
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Фамилия' }))
    fireEvent.keyDown(form, { code: 'Escape' })
    await waitFor(() => {
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Заполнить карточку' }))
    })
  })

  it('another card is chosen for the client', async () => {
    await showPage()
    press('KeyC', { altKey: true })
    expect(await screen.findByRole('dialog', { name: 'Привязать карточку' })).toBeTruthy()
    // A dialog is answered first.
    press('KeyK', { altKey: true })
    expect(screen.queryByRole('form', { name: 'Создать клиента' })).toBeNull()
  })

  it('a card that was being filled in does not take the focus in the next conversation', async () => {
    const { chats } = await showPage()
    press('KeyK', { altKey: true })
    await screen.findByRole('form', { name: 'Создать клиента' })
    chats.open(demoId<ChatId>('chat', 4))
    expect(chats.store.getState().cardDeed).toBeNull()
  })

  it('the link for colleagues is copied, and that is said', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await showPage()
    await screen.findByRole('button', { name: 'Действия с чатом' })
    press('KeyL', { altKey: true })
    expect(await screen.findByText('Ссылка скопирована: вставьте её в сообщение коллеге')).toBeTruthy()
    expect(writeText.mock.calls).toEqual([[caseLink(chatId)]])
    writeText.mockRestore()
  })

  it('the lists of cases are walked', async () => {
    const { chats } = await showPage(undefined, 'cases')
    await screen.findByRole('radio', { name: /^Мои/ })
    press('PageDown', { altKey: true })
    expect(chats.store.getState().filter).toBe('later')
    press('PageUp', { altKey: true })
    press('PageUp', { altKey: true })
    expect(chats.store.getState().filter).toBe('closed')
  })

  it('the list is saved as a view once something narrows it', async () => {
    const { chats } = await showPage()
    press('KeyS', { altKey: true })
    expect(screen.queryByRole('dialog')).toBeNull()
    act(() => {
      chats.setSearch('курьер')
    })
    press('KeyS', { altKey: true })
    expect(await screen.findByRole('dialog', { name: 'Сохранить вид' })).toBeTruthy()
  })
})
