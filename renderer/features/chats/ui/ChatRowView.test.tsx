// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { ChatId, MessageId } from '#shared/domain/ids'

import { demoId, demoRows } from '../../../data/demo-rows'
import type { ChatRow } from '../../../data/desk-data'
import { show } from '../testing/show'
import { ChatRowView } from './ChatRowView'

afterEach(cleanup)

const NOW = new Date(2026, 10, 14, 14, 5).getTime()

function row(change: Partial<ChatRow> = {}): ChatRow {
  const chat = demoRows(NOW).chats[0]
  if (!chat) throw new Error('the demo rows have no chat')
  return {
    ...chat,
    id: demoId<ChatId>('chat', 1),
    clientName: 'Анна Ковалёва',
    unread: 0,
    draftText: null,
    lastAtMs: NOW,
    lastMessage: {
      id: demoId<MessageId>('message', 1),
      atMs: NOW,
      direction: 'out',
      content: { kind: 'text', text: 'Ждём вас' },
      delivery: { state: 'sent' },
    },
    ...change,
  }
}

async function showRow(change: Partial<ChatRow> = {}, onOpen = vi.fn(), onPeek = vi.fn()) {
  await show(
    <ChatRowView
      at={1}
      of={1}
      row={row(change)}
      channelKind="avito"
      isOpen={false}
      isActive={false}
      nowMs={NOW}
      meId={demoId('agent', 1)}
      onOpen={onOpen}
      onPeek={onPeek}
      onDial={null}
    />,
  )
  return screen.getByRole('option')
}

describe('a row of the chat list', () => {
  it('[M1] says who, about what, through which channel, the last line and its state', async () => {
    const option = await showRow()
    expect(option.textContent).toContain('Анна Ковалёва')
    expect(option.textContent).toContain('Вы: Ждём вас')
    expect(option.textContent).toContain('14:05')
    expect(screen.getByRole('img', { name: 'Avito' })).toBeTruthy()
    expect(screen.getByRole('img', { name: 'Отправлено' })).toBeTruthy()
  })

  it('[M20] shows the draft instead of the last line', async () => {
    const option = await showRow({ draftText: 'Завтра в 11' })
    expect(option.textContent).toContain('Черновик: Завтра в 11')
    expect(option.textContent).not.toContain('Ждём вас')
  })

  it('calls an unnamed writer a guest and counts the unread in words', async () => {
    const option = await showRow({ clientName: '', unread: 5 })
    expect(option.textContent).toContain('Гость')
    expect(screen.getByLabelText('5 непрочитанных').textContent).toBe('5')
  })

  it('names what has no words of its own', async () => {
    const shown = row()
    if (!shown.lastMessage) throw new Error('the row has a last message')
    const option = await showRow({
      lastMessage: {
        ...shown.lastMessage,
        direction: 'in',
        delivery: null,
        content: { kind: 'voice', fileId: null, state: 'fetching' },
      },
    })
    expect(option.textContent).toContain('Голосовое сообщение')
  })

  it('[M24] is peeked into by its eye without being opened', async () => {
    const onOpen = vi.fn()
    const onPeek = vi.fn()
    await showRow({}, onOpen, onPeek)
    fireEvent.pointerEnter(screen.getByRole('option'))
    fireEvent.click(screen.getByTitle('Заглянуть, не отмечая прочитанным · Alt Enter'))
    expect(onPeek).toHaveBeenCalledExactlyOnceWith(demoId<ChatId>('chat', 1))
    expect(onOpen).not.toHaveBeenCalled()
  })

  it('opens by a click', async () => {
    const onOpen = vi.fn()
    fireEvent.click(await showRow({}, onOpen))
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(demoId<ChatId>('chat', 1))
  })

  it('[M1] is what its list names as marked while it is drawn and marked, and no longer', async () => {
    const given = {
      at: 1,
      of: 1,
      row: row(),
      channelKind: null,
      isOpen: false,
      nowMs: NOW,
      meId: null,
      onOpen: vi.fn(),
      onPeek: vi.fn(),
      onDial: null,
    }
    function List() {
      const [isActive, setActive] = useState<boolean | null>(true)
      return (
        <div role="listbox" onKeyDown={({ key }) => void setActive(key === 'd' ? null : key === 'm')}>
          {isActive !== null && <ChatRowView {...given} isActive={isActive} />}
        </div>
      )
    }
    await show(<List />)
    const named = () => screen.getByRole('listbox').getAttribute('aria-activedescendant')
    const press = (key: string) => fireEvent.keyDown(screen.getByRole('listbox'), { key })
    expect(named()).toBe(screen.getByRole('option').id)
    press('x')
    expect(named()).toBeNull()
    press('m')
    expect(named()).not.toBeNull()
    press('d')
    expect(named()).toBeNull()
  })
})
