// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'

import { show } from '../../testing/show'
import { takeKeyChoices } from '../../ui/keys/key-table'
import { CheatSheet } from './CheatSheet'
import { sheetOrder } from './sheet-order'

afterEach(() => {
  cleanup()
  takeKeyChoices({})
})

const headings = () => screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)

it('[L2] shows the keys in force, what can be done here first', async () => {
  takeKeyChoices({ hold: 'F8', mute: null })
  const onChangeKeys = vi.fn()
  await show(
    <CheatSheet
      where={{ page: 'chats', isChatOpen: true, hasCall: true }}
      isOffered={(action) => action !== 'bigScreen' && action !== 'leaveBigScreen'}
      onChangeKeys={onChangeKeys}
      onClose={vi.fn()}
    />,
  )
  expect(headings()).toEqual([
    'Звонокздесь и сейчас',
    'Поле сообщенияздесь и сейчас',
    'Переписка и обращениездесь и сейчас',
    'Выбранное сообщениездесь и сейчас',
    'Списокздесь и сейчас',
    'Везде',
  ])
  const call = within(screen.getByRole('region', { name: 'Звонок' }))
  expect(call.getByText('Удержать или снять с удержания').nextElementSibling?.textContent).toBe('F8')
  expect(call.queryByText('Выключить или включить микрофон')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Изменить клавиши' }))
  expect(onChangeKeys).toHaveBeenCalledTimes(1)
})

it('orders by where one is', () => {
  const away = { isChatOpen: false, hasCall: false }
  expect(sheetOrder({ page: 'calls', ...away })[0]).toBe('call')
  expect(sheetOrder({ page: 'supervisor', ...away })[0]).toBe('supervisor')
  expect(sheetOrder({ page: 'cases', ...away })[0]).toBe('list')
  expect(sheetOrder({ page: 'settings', ...away })[0]).toBe('desk')
})
