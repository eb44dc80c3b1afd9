// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import type { Chat } from '#shared/domain/chat'
import type { ChatId } from '#shared/domain/ids'

import { NO_FILTERS } from '../../../../data/chat-filters'
import { demoId, demoRows } from '../../../../data/demo-rows'
import { FakeDeskData } from '../../../../data/fake-desk-data'
import type { Language } from '../../../../i18n/i18n'
import { createChatsStore } from '../../model/chats.store'
import { show } from '../../testing/show'
import { ChatList } from '../ChatList'
import { PeopleProvider } from '../names'
// Loaded when they are opened: here before, so that no test waits for the machine.
import './FilterForm'
import './ManageViewsDialog'
import './SaveViewDialog'

afterEach(cleanup)

const AD = { kind: 'vacancy', price: null, url: null, imageUrl: null } as const

async function showList(language: Language = 'ru') {
  const [demo] = demoRows(0, 1).chats
  const chat = (number: number, clientName: string, title: string, change: Partial<Chat> = {}): Chat => ({
    ...demo!,
    id: demoId<ChatId>('chat', number),
    clientName,
    subject: { ...AD, title },
    unread: 0,
    lastAtMs: number,
    ...change,
  })
  const chats = [
    chat(1, 'Щербакова Юлия', 'Курьер'),
    chat(2, 'Иванов Пётр', 'Курьер', { unread: 2 }),
    chat(3, 'Петров Олег', 'Повар', { unread: 1 }),
  ]
  const data = new FakeDeskData({ chats })
  const store = createChatsStore()
  await show(
    <PeopleProvider>
      <ChatList chats={store} me={null} onPainted={() => undefined} />
    </PeopleProvider>,
    { data, language },
  )
  return { data, store }
}

function listed(): readonly string[] {
  // The fields of the filters have options too.
  return screen.queryAllByRole('option', { hidden: true }).flatMap((row) => row.dataset['chat'] ?? [])
}

const ids = (...numbers: readonly number[]) => numbers.map((number) => demoId<ChatId>('chat', number))
const setFilters = (store: ReturnType<typeof createChatsStore>) => {
  store.setFilters({ ...NO_FILTERS, isUnread: true, subjects: ['Курьер'] })
}

describe('filters of the list', () => {
  it('[F2] open by key, narrow the list at once and close with Escape', async () => {
    const { store } = await showList()
    fireEvent.keyDown(window, { code: 'KeyF', ctrlKey: true, shiftKey: true })
    const dialog = await screen.findByRole('dialog', { name: 'Фильтры списка' })
    const unread = await within(dialog).findByRole('checkbox', { name: 'Только непрочитанные', hidden: true })
    expect(listed()).toEqual(ids(3, 2, 1))
    fireEvent.click(unread)
    expect(store.store.getState().filters.isUnread).toBe(true)
    await waitFor(() => {
      expect(listed()).toEqual(ids(3, 2))
    })
    const from = within(dialog).getByLabelText<HTMLInputElement>('Последнее сообщение: С')
    expect(from.compareDocumentPosition(within(dialog).getByText('С'))).toBe(Node.DOCUMENT_POSITION_PRECEDING)
    expect(from.placeholder).toBe('ДД.ММ.ГГГГ')
    fireEvent.change(from, { target: { value: '01.11.2026' } })
    expect(store.store.getState().filters.fromDay).toBe('2026-11-01')
    fireEvent.blur(from)
    expect(from.value).toBe('01.11.2026')
    fireEvent.change(from, { target: { value: '' } })
    expect(store.store.getState().filters.fromDay).toBeNull()
    fireEvent.keyDown(dialog, { key: 'Escape', code: 'Escape' })
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull()
    })
  })

  it('[F2] offer the vacancies that chats have, with their number', async () => {
    const { store } = await showList()
    fireEvent.click(screen.getByRole('button', { name: 'Фильтры' }))
    fireEvent.click(await screen.findByRole('combobox', { name: 'Вакансия или объявление' }))
    fireEvent.click(await screen.findByRole('option', { name: 'Курьер · 2', hidden: true }))
    expect(store.store.getState().filters.subjects).toEqual(['Курьер'])
    await screen.findByRole('button', { name: 'Фильтры: 1 фильтр', hidden: true })
  })

  it('[F2] stand as chips that take themselves away, and all at once', async () => {
    const { store } = await showList()
    setFilters(store)
    await waitFor(() => {
      expect(listed()).toEqual(ids(2))
    })
    fireEvent.click(screen.getByRole('button', { name: 'Убрать: Курьер' }))
    await waitFor(() => {
      expect(listed()).toEqual(ids(3, 2))
    })
    fireEvent.click(screen.getByRole('button', { name: 'Сбросить всё' }))
    await waitFor(() => {
      expect(listed()).toEqual(ids(3, 2, 1))
    })
    expect(screen.queryByRole('group', { name: 'Что задано' })).toBeNull()
  })

  it('[F1] [F2] say what is set when nothing fits, and clear it', async () => {
    const { store } = await showList()
    setFilters(store)
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'shcherbakova' } })
    await screen.findByText('Ищем «shcherbakova» и только там, где подходит: Курьер; Непрочитанные.')
    fireEvent.click(screen.getAllByRole('button', { name: 'Сбросить всё' }).at(-1)!)
    await waitFor(() => {
      expect(listed()).toEqual(ids(3, 2, 1))
    })
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'shcherbakova' } })
    await waitFor(() => {
      expect(listed()).toEqual(ids(1))
    })
  })

  it('[F2] [L1] speak English', async () => {
    const { store } = await showList('en')
    store.setFilters({ ...NO_FILTERS, isUnread: true, toDay: '2026-11-28', states: ['closed'] })
    await screen.findByText('Set: Closed; Unread; to Nov 28, 2026.')
    screen.getByRole('button', { name: 'Filters: 3 filters' })
  })
})

describe('saved views', () => {
  it('[F2] are saved under a name and picked by key', async () => {
    const { data, store } = await showList()
    setFilters(store)
    fireEvent.click(await screen.findByRole('button', { name: 'Сохранённые виды' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: /^Сохранить текущий вид…/ }))
    const name = await screen.findByRole('textbox', { name: 'Название' })
    expect(name).toHaveProperty('value', 'Курьер, Непрочитанные')
    fireEvent.change(name, { target: { value: '  ' } })
    fireEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
    await screen.findByText('Введите название')
    fireEvent.change(name, { target: { value: 'Без ответа' } })
    fireEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
    await waitFor(() => {
      expect(screen.queryByRole('textbox', { name: 'Название' })).toBeNull()
    })

    store.clearAll()
    fireEvent.keyDown(window, { code: 'KeyG', ctrlKey: true, shiftKey: true })
    const menu = await screen.findByRole('menu', { hidden: true })
    within(menu).getByRole('menuitem', { name: /Без ответа/, hidden: true })
    fireEvent.keyDown(menu, { code: 'Digit1', key: '1' })
    expect(store.store.getState().filters).toEqual({ ...NO_FILTERS, isUnread: true, subjects: ['Курьер'] })
    data.observeViews((views) => {
      expect(views.map((view) => view.name)).toEqual(['Без ответа'])
    })
  })

  it('[F2] are renamed and deleted', async () => {
    const { data } = await showList()
    const view = { place: 'chats', filter: 'all', search: '', filters: { ...NO_FILTERS, isUnread: true } } as const
    await data.saveView({ ...view, id: 'a', name: 'Первый', savedAtMs: 1 })
    await data.saveView({ ...view, id: 'b', name: 'Второй', savedAtMs: 2 })
    await data.saveView({ ...view, id: 'c', name: 'Обращения', place: 'cases', savedAtMs: 3 })
    const names: string[] = []
    data.observeViews((views) => {
      names.splice(0, names.length, ...views.map(({ name }) => name))
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Сохранённые виды' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Изменить виды…' }))
    const first = await screen.findByRole('textbox', { name: 'Название вида «Первый»' })
    fireEvent.change(first, { target: { value: 'второй' } })
    await screen.findByText('Вид с таким названием уже есть')
    fireEvent.change(first, { target: { value: 'Мой' } })
    fireEvent.blur(first)
    await waitFor(() => {
      expect(names).toEqual(['Мой', 'Второй', 'Обращения'])
    })
    fireEvent.click(screen.getByRole('button', { name: 'Удалить вид «Второй»' }))
    await waitFor(() => {
      expect(names).toEqual(['Мой', 'Обращения'])
    })
  })
})
