// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import type { AgentId, ChatId } from '#shared/domain/ids'

import { demoId, demoRows } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { aLine, NOW_MS } from '../../../testing/a-call'
import { NO_DESK_PHONE } from '../../../testing/a-desk-phone'
import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { callBack } from '../model/call-back'
import { CallHistoryRow } from './CallHistoryRow'
import { CallsPage } from './CallsPage'

const main = new FakeMain()
  .install()
  .answer('calls:list', () => [])
  .answer('deskPhone:get', () => NO_DESK_PHONE)
  .answer('calls:start-call', () => ({ ok: true, value: 'call' }))
  .answer('calls:start-page-call', () => 'call')
  .answer('sip:list-lines', () => [])
  .answer('sip:list-messages', () => [])
  .answer('colleagues:list', () => [])
  .answer('recordings:find', () => [])

afterEach(() => {
  cleanup()
  main.asked.length = 0
})

const ROW = { nameOf: () => 'Анна', onRemark: vi.fn(), onCall: vi.fn(), onOpenChat: null }
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

it('[K8] shows the texts that came to the lines once there are any, and calls their sender', async () => {
  await show(<CallsPage onOpenChat={vi.fn()} onOpenLines={vi.fn()} />, { data: new FakeDeskData({ calls: [] }) })
  expect(screen.queryByLabelText('Сообщения')).toBeNull()
  const { account } = aLine({ kind: 'off' })
  const text = { id: 'm', accountId: account.id, number: '101', name: 'Иван', text: 'Код 42', receivedAtMs: NOW_MS }
  act(() => {
    main.send('sip:messages-changed', [text])
  })
  fireEvent.click(screen.getByLabelText('Сообщения'))
  expect(screen.getByText('Код 42')).toBeTruthy()
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Позвонить: Иван' }))
  })
  expect(main.askedOf('calls:start-call')).toMatchObject([{ number: '101', accountId: account.id }])
})

it('offers the pad once there is a line', async () => {
  await show(<CallsPage onOpenChat={vi.fn()} onOpenLines={vi.fn()} />, { data: new FakeDeskData({ calls: [] }) })
  act(() => {
    main.send('sip:lines-changed', [aLine({ kind: 'registered', expiresAtMs: NOW_MS })])
  })
  expect(screen.getByRole('textbox', { name: 'Номер или имя SIP' })).toBeTruthy()
})

it('[K6] calls back the way it was, from the history', async () => {
  const page = { ...demoRows(NOW_MS).calls[3]!, route: 'page', number: '', chatId: CHAT } as const
  await callBack(new FakeDeskData(), page)
  await callBack(new FakeDeskData(), { ...page, route: undefined, number: '101' })
  expect(main.askedOf('calls:start-page-call')).toEqual([{ chatId: CHAT, presentation: null }])
  expect(main.askedOf('calls:start-call')).toEqual([
    { number: '101', chatId: CHAT, accountId: null, presentation: null },
  ])
})

it('[K6] says «на странице чата» where there is no number', async () => {
  const [record] = demoRows(NOW_MS).calls
  if (!record) throw new Error('The demo has calls.')
  const row = { nowMs: NOW_MS, isNew: false, parts: 0, ...ROW }
  await show(<CallHistoryRow {...row} call={{ ...record, route: 'page', number: '', name: null }} />)
  expect(screen.getAllByRole('button', { name: /^Позвонить: На.странице чата$/ })).toHaveLength(1)
  cleanup()
  await show(<CallHistoryRow {...row} call={{ ...record, route: 'page', number: '', name: 'Анна' }} />)
  expect(screen.getByText(/На.странице чата/)).toBeTruthy()
})

it('plays the recording of a call in place and shows it in its folder', async () => {
  URL.createObjectURL = () => 'blob:recording'
  URL.revokeObjectURL = () => undefined
  const read = vi.fn((args: { part: number }) => (args.part === 1 ? Uint8Array.from([1]) : null))
  main
    .answer('recordings:read', (args) => read(args as { part: number }))
    .answer('recordings:show-in-folder', () => true)
  const [call] = demoRows(NOW_MS).calls
  if (!call) throw new Error('The demo has calls.')
  const row = { call, nowMs: NOW_MS, isNew: false, ...ROW }
  await show(<CallHistoryRow {...row} parts={0} />)
  expect(screen.queryByRole('button', { name: /^Прослушать запись/ })).toBeNull()
  cleanup()
  await show(<CallHistoryRow {...row} parts={2} />)
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: /^Прослушать запись/ }))
  })
  expect((await screen.findByLabelText('Запись разговора, часть 1 из 2')).getAttribute('src')).toBe('blob:recording')
  expect(screen.getByText('Этого файла больше нет.')).toBeTruthy()
  fireEvent.click(screen.getByText('Показать в папке'))
  expect(main.askedOf('recordings:show-in-folder')).toHaveLength(1)
})

it('[K10] shows what was written about a call, and by whom where there are several', async () => {
  const [call] = demoRows(NOW_MS).calls
  if (!call) throw new Error('The demo has calls.')
  const remark = (number: number, text: string) => ({
    agentId: demoId<AgentId>('agent', number),
    text,
    writtenAtMs: NOW_MS,
  })
  const row = { ...ROW, call, nowMs: NOW_MS, isNew: false, parts: 0 }
  await show(<CallHistoryRow {...row} call={{ ...call, remarks: [remark(1, 'перезвонить в среду')] }} />)
  expect(screen.getByTitle('перезвонить в среду').textContent).toBe('перезвонить в среду')
  fireEvent.click(screen.getByRole('button', { name: /^Комментарий к.звонку$/ }))
  expect(ROW.onRemark).toHaveBeenCalledOnce()
  cleanup()
  const both = [remark(1, 'перезвонить в среду'), remark(2, 'перезвонила')]
  await show(<CallHistoryRow {...row} call={{ ...call, remarks: both }} />)
  expect(screen.getByTitle('перезвонила').textContent).toBe('Анна: перезвонила')
})
