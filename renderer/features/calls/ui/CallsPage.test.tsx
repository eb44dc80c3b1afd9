// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import type { ChatId } from '#shared/domain/ids'

import { FakeDeskData } from '../../../data/fake-desk-data'
import { aLine, NOW_MS } from '../../../testing/a-call'
import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { CallsPage } from './CallsPage'
import { DialButton } from './DialButton'

const main = new FakeMain()
  .install()
  .answer('calls:list', () => [])
  .answer('calls:start-call', () => ({ ok: true, value: 'call' }))
  .answer('sip:list-lines', () => [])

afterEach(() => {
  cleanup()
  main.asked.length = 0
})

const CHAT = '01890000-0000-7000-8000-000000000700' as ChatId

it('[K18] marks missed calls as seen when they are opened, once', async () => {
  const { data } = await show(<CallsPage onOpenChat={vi.fn()} onOpenLines={vi.fn()} />)
  const marked = data.wishes.filter((wish) => wish.kind === 'markCallsSeen')
  expect(marked).toHaveLength(1)
  expect(marked[0]?.ids.length).toBeGreaterThan(0)
})

it('says what will appear where there are no calls and no lines', async () => {
  const onOpenLines = vi.fn()
  await show(<CallsPage onOpenChat={vi.fn()} onOpenLines={onOpenLines} />, { data: new FakeDeskData({ calls: [] }) })
  expect(screen.getByText('Здесь появятся звонки')).toBeTruthy()
  fireEvent.click(screen.getByLabelText('Пропущенные'))
  expect(screen.getByText('Пропущенных звонков нет')).toBeTruthy()
  fireEvent.click(await screen.findByRole('button', { name: 'Добавить линию' }))
  expect(onOpenLines).toHaveBeenCalledOnce()
})

it('offers the pad once there is a line', async () => {
  await show(<CallsPage onOpenChat={vi.fn()} onOpenLines={vi.fn()} />, { data: new FakeDeskData({ calls: [] }) })
  act(() => {
    main.send('sip:lines-changed', [aLine({ kind: 'registered', expiresAtMs: NOW_MS })])
  })
  expect(screen.getByRole('textbox', { name: 'Номер или имя SIP' })).toBeTruthy()
})

it('[K1] [K4] calls the client’s number from the chat', async () => {
  await show(<DialButton chatId={CHAT} phone="+79172041833" />)
  fireEvent.click(screen.getByRole('button', { name: /204-18-33/ }))
  await vi.waitFor(() => {
    expect(main.askedOf('calls:start-call')).toEqual([{ number: '+79172041833', chatId: CHAT, accountId: null }])
  })
})

it('[K1] asks for a phone where there is none, keeps it with the client and calls', async () => {
  const { data } = await show(<DialButton chatId={CHAT} phone={null} />)
  fireEvent.click(screen.getByRole('button', { name: /^Позвонить/ }))
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Телефон клиента' })
  const submit = () => {
    fireEvent.submit(field)
  }
  fireEvent.change(field, { target: { value: 'не знаю' } })
  submit()
  expect(screen.getByText(/Это не похоже на телефон/)).toBeTruthy()
  expect([field.value, main.asked]).toEqual(['не знаю', []])
  fireEvent.change(field, { target: { value: '8 (917) 204-18-33' } })
  submit()
  await vi.waitFor(() => {
    expect(main.askedOf('calls:start-call')).toEqual([{ number: '89172041833', chatId: CHAT, accountId: null }])
  })
  expect(data.wishes).toContainEqual({ kind: 'setPhone', chatId: CHAT, phone: '89172041833' })
})
