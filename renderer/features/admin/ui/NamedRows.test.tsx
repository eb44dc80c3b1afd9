// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act, useState } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import { show } from '../../../testing/show'
import { NamedRows, type NamedRow } from './NamedRows'

afterEach(cleanup)

const ROWS: readonly NamedRow[] = [
  { id: 'a', name: 'Продажи' },
  { id: 'b', name: 'Подбор' },
]
const WORDS = { add: 'Добавить команду', name: 'Название', empty: 'Пусто', consequence: 'Ничего' }

const rowsOf = (rows: readonly NamedRow[], onSave: (id: string | null, name: string) => Promise<boolean>) => (
  <NamedRows words={WORDS} rows={rows} onSave={onSave} onRemove={vi.fn()} />
)
const type = (name: string) => {
  fireEvent.change(field(), { target: { value: name } })
}
const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Название' })
const click = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
  })

it('[A17] a name that was begun survives Escape and the wish to rename another one', async () => {
  await show(rowsOf(ROWS, vi.fn()))
  await click('Переименовать: Продажи')
  type('Продажи и')
  fireEvent.keyDown(field(), { key: 'Escape' })
  expect(field().value).toBe('Продажи и')
  await click('Переименовать: Подбор')
  expect(field().value).toBe('Продажи и')
  await click('Отменить')
  expect(screen.queryByRole('textbox')).toBeNull()
})

it('[A17] what was not changed gives way', async () => {
  await show(rowsOf(ROWS, vi.fn()))
  await click('Переименовать: Продажи')
  await click('Переименовать: Подбор')
  expect(field().value).toBe('Подбор')
  fireEvent.keyDown(field(), { key: 'Escape' })
  expect(screen.queryByRole('textbox')).toBeNull()
})

it('[A17] a name whose row a colleague removed meanwhile stays, and becomes a new one', async () => {
  const onSave = vi.fn(async () => true)
  let change = (_rows: readonly NamedRow[]): void => undefined
  function Host() {
    const [rows, setRows] = useState(ROWS)
    change = setRows
    return rowsOf(rows, onSave)
  }
  await show(<Host />)
  await click('Переименовать: Продажи')
  type('Продажи и сервис')
  act(() => {
    change(ROWS.slice(1))
  })
  expect(field().value).toBe('Продажи и сервис')
  await click('Сохранить')
  expect(onSave).toHaveBeenCalledExactlyOnceWith(null, 'Продажи и сервис')
})

it('[A17] what is typed while it is being saved stays', async () => {
  let answer = (_isSaved: boolean): void => undefined
  const onSave = () =>
    new Promise<boolean>((resolve) => {
      answer = resolve
    })
  await show(rowsOf(ROWS, onSave))
  await click('Переименовать: Продажи')
  type('Продажи 1')
  await click('Сохранить')
  type('Продажи 12')
  await act(async () => {
    answer(true)
  })
  expect(field().value).toBe('Продажи 12')
})
