// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { demoMessage, demoRows } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { show } from '../../../testing/show'
import type { PaletteCommand } from '../model/palette-rows'
import { Palette } from './Palette'

afterEach(cleanup)

const COMMANDS: readonly PaletteCommand[] = [
  { id: 'settings', label: 'Настройки', place: null, keys: 'Ctrl ,', run: vi.fn() },
  { id: 'sound', label: 'Звук и гарнитура', place: 'Настройки', keys: null, run: vi.fn() },
]

async function open(data = new FakeDeskData(), language: 'ru' | 'en' = 'ru') {
  const asked = { onOpenChat: vi.fn(), onOpenMessage: vi.fn(), onClose: vi.fn() }
  await show(<Palette commands={COMMANDS} {...asked} />, { data, language })
  const box = await screen.findByRole('combobox')
  const type = (text: string) => fireEvent.change(box, { target: { value: text } })
  const press = (code: string) => fireEvent.keyDown(box, { code })
  return { data, box, type, press, ...asked }
}

const selected = () => screen.getByRole('option', { selected: true })

describe('[F4] the one box', () => {
  it('begins with the last chats and all commands, the first one chosen', async () => {
    const { box } = await open()
    expect(await screen.findByRole('group', { name: 'Недавние чаты' })).toBeDefined()
    expect(screen.getByRole('group', { name: 'Команды' })).toBeDefined()
    expect(box.getAttribute('aria-activedescendant')).toBe(selected().id)
  })

  it('[F3] finds what was said by another form of the word, marks it and opens it there', async () => {
    const rows = demoRows(0)
    const chat = rows.chats[1]!
    const said = demoMessage(900, 2, 5, { content: { kind: 'text', text: 'Пришлите договоры, пожалуйста' } })
    const data = new FakeDeskData({ chats: rows.chats, messages: [...rows.messages, { ...said, chatId: chat.id }] })
    const { type, press, onOpenMessage, onClose } = await open(data)
    type('договором')
    expect((await screen.findByText('договоры')).tagName).toBe('MARK')
    await waitFor(() => {
      press('Enter')
      expect(onOpenMessage).toHaveBeenCalledWith(chat.id, said.id, 'договором')
    })
    expect(onClose).toHaveBeenCalled()
  })

  it('finds commands by their beginning, also in the wrong layout, and does them', async () => {
    const { type, press } = await open()
    type('yfcn')
    await screen.findByText('Звук и гарнитура')
    press('ArrowDown')
    await waitFor(() => {
      press('Enter')
      expect(COMMANDS[1]!.run).toHaveBeenCalled()
    })
  })

  it('walks by the arrows over all kinds and stays at the ends', async () => {
    const { press } = await open()
    await screen.findByRole('group', { name: 'Недавние чаты' })
    const all = screen.getAllByRole('option')
    press('ArrowUp')
    expect(selected()).toBe(all[0])
    for (let step = 0; step < all.length + 3; step += 1) press('ArrowDown')
    expect(selected().id).toBe(all.at(-1)?.id)
  })

  it('opens a person by the last digits of the phone', async () => {
    const rows = demoRows(0)
    const chat = { ...rows.chats[2]!, clientPhone: '+79172041855' }
    const data = new FakeDeskData({ chats: [rows.chats[0]!, chat] })
    const { type, press, onOpenChat } = await open(data)
    type('204-18-55')
    await screen.findByText(/\+7.917.204-18-55/)
    await waitFor(() => {
      press('Enter')
      expect(onOpenChat).toHaveBeenCalledWith(chat.id)
    })
  })

  it('says when there is nothing, in both languages', async () => {
    const { type } = await open(new FakeDeskData(), 'en')
    type('zzzqqqxxx')
    expect((await screen.findAllByText('Nothing found')).length).toBeGreaterThan(0)
    expect(screen.queryAllByRole('option')).toHaveLength(0)
  })

  it.each([
    [{ kind: 'building', share: 0.4 }, /готово 40/],
    [{ kind: 'unavailable' }, /сейчас недоступен/],
  ] as const)('says how whole the answer is: %o', async (index, words) => {
    const data = new FakeDeskData()
    data.textIndex = index
    await open(data)
    expect(await screen.findByText(words)).toBeDefined()
  })

  it('[L4] tells how much was found once it is known', async () => {
    const { type } = await open()
    type('настройки')
    await waitFor(() => {
      expect(screen.getByRole('status').textContent).toMatch(/^Найдено|^Найден/)
    })
  })
})
