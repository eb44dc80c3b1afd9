// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { clientNameOf } from '#shared/domain/client-name'
import type { ChatId } from '#shared/domain/ids'

import { demoRows } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { aCall, NOW_MS } from '../../../testing/a-call'
import { show } from '../../../testing/show'
import { keepNumber } from '../model/keep-number'
import { CallerForm } from './CallerForm'

afterEach(cleanup)

const stranger = aCall(
  { kind: 'active', answeredAtMs: NOW_MS },
  { direction: 'incoming', name: null, number: '88435550172' },
)
const CARD = {
  id: 'card' as never,
  lastName: 'Ковалёва',
  firstName: 'Анна',
  patronymic: '',
  phones: ['+79172041833'],
  emails: [],
  position: '',
  comment: '',
}

describe('[C8] whose call it is', () => {
  it('is chosen by name, and the number is kept with the client', async () => {
    const [chat] = demoRows(NOW_MS).chats
    if (!chat) throw new Error('The demo has chats.')
    const data = new FakeDeskData({ chats: [{ ...chat, card: null, clientPhone: null }] })
    const onAssign = vi.fn()
    await show(<CallerForm call={stranger} onAssign={onAssign} />, { data })
    expect(screen.queryByRole('list')).toBeNull()
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: clientNameOf(chat).slice(0, 4) } })
    fireEvent.click(screen.getByRole('button', { name: new RegExp(`^${clientNameOf(chat)}`) }))
    expect(onAssign).toHaveBeenCalledWith(chat.id)
    await vi.waitFor(() => {
      expect(data.wishes).toEqual([{ kind: 'setPhone', chatId: chat.id, phone: '+78435550172' }])
    })
  })

  it('says so when nobody is found', async () => {
    await show(<CallerForm call={stranger} onAssign={vi.fn()} />)
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'щщщщ' } })
    expect(screen.getByText(/^Никого не.нашли/)).toBeTruthy()
  })

  it('is offered at once of those who have the number', async () => {
    const callers = [
      { chatId: 'one' as ChatId, name: 'Пётр' },
      { chatId: 'two' as ChatId, name: null },
    ]
    const onAssign = vi.fn()
    await show(<CallerForm call={{ ...stranger, chatId: 'one' as ChatId, callers }} onAssign={onAssign} />)
    expect(screen.queryByText('Пётр')).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Клиент без имени' }))
    expect(onAssign).toHaveBeenCalledWith('two')
  })

  it('adds the number to a card, once, and takes no extension for a telephone', async () => {
    const [chat] = demoRows(NOW_MS).chats
    if (!chat) throw new Error('The demo has chats.')
    const kept = { saveClientCard: vi.fn(), setClientPhone: vi.fn() }
    const client = { ...chat, clientPhone: null, card: CARD }
    await keepNumber(kept, client, '8 843 555-01-72')
    await keepNumber(kept, client, '89172041833')
    await keepNumber(kept, client, '101')
    await keepNumber(kept, { ...client, card: null, clientPhone: '+79990000000' }, '88435550172')
    const { id: cardId, ...rest } = CARD
    expect(kept.saveClientCard.mock.calls).toEqual([
      [chat.id, cardId, { ...rest, phones: ['+79172041833', '+78435550172'] }],
    ])
    expect(kept.setClientPhone).not.toHaveBeenCalled()
  })
})
