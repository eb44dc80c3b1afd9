// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'

import type { ColleagueSnapshot } from '#shared/domain/colleague'
import type { SipAccountId } from '#shared/domain/ids'

import { aCall } from '../../../testing/a-call'
import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { ColleaguesPanel } from './ColleaguesPanel'

const LINE = '01890000-0000-7000-8000-000000000900' as SipAccountId
const lines = [{ id: LINE, name: 'Отдел подбора' }]
const colleague = (change: Partial<ColleagueSnapshot>): ColleagueSnapshot => ({
  id: change.number ?? 'c',
  accountId: LINE,
  number: '101',
  name: null,
  presence: { kind: 'free' },
  caller: null,
  canPickUp: false,
  ...change,
})
const FOUR = [
  colleague({ number: '101', name: 'Ольга' }),
  colleague({
    number: '102',
    name: 'Пётр',
    presence: { kind: 'ringing' },
    caller: { name: null, number: '+79001112233' },
    canPickUp: true,
  }),
  colleague({ number: '103', presence: { kind: 'talking' } }),
  colleague({ number: '104', presence: { kind: 'unknown', why: 'notSupported' } }),
]
let calls: unknown[] = []
let picked: unknown = { ok: true, value: 'call' }
const main = new FakeMain()
  .install()
  .answer('colleagues:list', () => FOUR)
  .answer('calls:list', () => calls)
  .answer('calls:start-call', () => ({ ok: true, value: 'call' }))
  .answer('calls:transfer', () => ({ ok: true, value: null }))
  .answer('calls:pick-up', () => picked)
  .answer('app:change-settings', () => ({}))

const tell = (list: readonly ColleagueSnapshot[]) =>
  act(async () => {
    main.send('colleagues:list-changed', list)
  })
const press = (name: string) =>
  act(async () => {
    fireEvent.click(await screen.findByRole('button', { name }))
  })
const saved = () =>
  main.askedOf('app:change-settings').map((each) => (each as { colleagues: { number: string }[] }).colleagues)

beforeEach(() => {
  calls = []
  picked = { ok: true, value: 'call' }
  main.asked.length = 0
})
afterEach(cleanup)

it('[K13] shows each with a word and not by colour alone', async () => {
  await show(<ColleaguesPanel lines={lines} />)
  await tell(FOUR)
  expect(screen.getAllByRole('listitem').map((row) => row.textContent)).toEqual([
    'Ольга101 · Свободно',
    'Пётр102 · Звонит: +79001112233',
    '103Разговор',
    '104Неизвестно: АТС не сообщает, кто занят.',
  ])
})

it('[K13] calls over the line that they are asked about by', async () => {
  await show(<ColleaguesPanel lines={lines} />)
  await tell(FOUR)
  await press('Позвонить: Ольга')
  expect(main.askedOf('calls:start-call')).toEqual([
    { number: '101', chatId: null, accountId: LINE, presentation: null },
  ])
})

it('[K13] picks up what rings, and says when somebody was quicker', async () => {
  await show(<ColleaguesPanel lines={lines} />)
  await tell(FOUR)
  expect(screen.getAllByRole('button', { name: /^Перехватить звонок/ })).toHaveLength(1)
  picked = { ok: false, error: { reason: 'nothingRings' } }
  await press('Перехватить звонок: Пётр')
  expect(main.askedOf('calls:pick-up')).toEqual([{ colleagueId: '102' }])
  expect(screen.getByRole('status').textContent).toBe('Пётр: звонок уже приняли или он закончился.')
})

it('[K13] a talk is transferred to them; without one that is not offered', async () => {
  await show(<ColleaguesPanel lines={lines} />)
  await tell(FOUR)
  expect(screen.queryByRole('button', { name: /^Перевести текущий/ })).toBeNull()
  const call = aCall({ kind: 'active', answeredAtMs: 0 })
  await act(async () => {
    main.send('calls:list-changed', [call])
  })
  await press('Перевести текущий звонок: Ольга')
  expect(main.askedOf('calls:transfer')).toEqual([{ id: call.id, number: '101' }])
})

it('[K13] the list is changed in place, and a removal taken back', async () => {
  await show(<ColleaguesPanel lines={lines} />)
  await tell(FOUR)
  await press('Добавить коллегу')
  const form = screen.getByRole('form', { name: 'Добавить коллегу' })
  const number = within(form).getByRole('textbox', { name: 'Внутренний номер' })
  const submit = (text: string) =>
    act(async () => {
      fireEvent.change(number, { target: { value: text } })
      fireEvent.submit(form)
    })
  await submit('101')
  expect(screen.getByText('Этот номер уже в списке.')).toBeTruthy()
  await submit('нет')
  expect(screen.getByText(/В «нет» нет номера/)).toBeTruthy()
  await submit('105')
  await press('Убрать из списка: 103')
  await press('Вернуть')
  expect(saved().map((list) => list.map((each) => each.number).join(' '))).toEqual([
    '101 102 103 104 105',
    '101 102 104',
    '101 102 103 104',
  ])
})
