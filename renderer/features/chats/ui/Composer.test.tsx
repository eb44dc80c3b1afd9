// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { ChatId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'

import { demoChannel, demoId } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { createComposer } from '../model/composer.store'
import { show } from '../testing/show'
import { Composer } from './Composer'

afterEach(cleanup)

const chatId = demoId<ChatId>('chat', 3)

async function setUp() {
  const data = new FakeDeskData()
  const channel = demoChannel(0)
  const clock = new ManualClock()
  const composer = createComposer(chatId, {
    data,
    clock,
    measure: () => Promise.resolve({ width: 9, height: 9 }),
    fetchFile: () => Promise.resolve(null),
  })
  composer.setCapabilities(channel.capabilities)
  const onLeaveUp = vi.fn()
  await show(
    <Composer
      composer={composer}
      channel={channel}
      focusRequest={0}
      facts={{}}
      silence={null}
      hint={null}
      onLeaveUp={onLeaveUp}
      onUndo={vi.fn()}
      onSendHeld={vi.fn()}
    />,
    { data },
  )
  const box = screen.getByRole('textbox', { name: 'Сообщение' })
  const type = (text: string) => fireEvent.change(box, { target: { value: text } })
  const press = async (code: string, more: object = {}) => {
    await act(async () => {
      fireEvent.keyDown(box, { code, ...more })
      await Promise.resolve()
    })
  }
  const sent = () =>
    data.wishes.flatMap((wish) => (wish.kind === 'send' && wish.content.kind === 'text' ? [wish.content.text] : []))
  return { box: box as HTMLTextAreaElement, type, press, sent, composer, onLeaveUp }
}

describe('the composer', () => {
  it('[L3] sends by the Enter keys and Ctrl+Enter, breaks the line by Shift+Enter', async () => {
    const { type, press, sent, box } = await setUp()
    for (const [code, more] of [
      ['Enter', {}],
      ['NumpadEnter', {}],
      ['Enter', { ctrlKey: true }],
      ['Enter', { shiftKey: true }],
    ] as const) {
      type(`по ${code} ${JSON.stringify(more)}`)
      await press(code, more)
    }
    expect(sent()).toEqual(['по Enter {}', 'по NumpadEnter {}', 'по Enter {"ctrlKey":true}'])
    expect(box.value).toBe('по Enter {"shiftKey":true}')
  })

  it('says how much is too much, sends nothing and keeps the text', async () => {
    const { type, press, sent, box } = await setUp()
    type('а'.repeat(1037))
    await press('Enter')
    const note = document.getElementById('composer-note')
    expect(note?.textContent.replace(/\s/g, ' ')).toBe('Длиннее 1 000 знаков, сократите на 37')
    expect([sent(), box.value.length]).toEqual([[], 1037])
    expect([box.getAttribute('aria-invalid'), box.getAttribute('aria-describedby')]).toEqual(['true', 'composer-note'])
  })

  it('[L4] counts down near the limit, and speaks of it once', async () => {
    const { type } = await setUp()
    const note = () => document.getElementById('composer-note')?.textContent
    const spoken = () => screen.getAllByRole('status').map(({ textContent }) => textContent)
    type('а'.repeat(998))
    expect([note(), spoken()]).toEqual(['Осталось 2 знака', ['Осталось 2 знака']])
    type('а'.repeat(999))
    expect([note(), spoken()]).toEqual(['Остался 1 знак', ['Осталось 2 знака']])
    type('а'.repeat(10))
    expect(spoken()).toEqual([''])
  })

  it('[L2] says why Send cannot be used', async () => {
    await setUp()
    const button = screen.getByRole('button', { name: /^Отправить(?! позже)/ })
    expect([button.getAttribute('aria-disabled'), button.title]).toEqual([
      'true',
      'Напишите сообщение или добавьте изображение',
    ])
  })

  it('[M15] shows a pasted image, says that it goes separately, and lets it be removed', async () => {
    const { type, box, composer } = await setUp()
    type('Вот фото')
    const file = new File(['x'], 'стол.png', { type: 'image/png' })
    await act(async () => {
      fireEvent.paste(box, { clipboardData: { files: [file] } })
      await new Promise<void>((resolve) => {
        const stop = composer.store.subscribe(({ checking }) => {
          if (checking > 0) return
          stop()
          resolve()
        })
      })
    })
    expect(screen.getByText('Уйдут двумя сообщениями')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Убрать изображение стол.png' }))
    expect(screen.queryByRole('list', { name: 'Изображения к сообщению' })).toBeNull()
    expect(box.value).toBe('Вот фото')
  })

  it('[L2] leads up to the messages from an empty box only', async () => {
    const { type, press, onLeaveUp } = await setUp()
    type('текст')
    await press('ArrowUp')
    expect(onLeaveUp).not.toHaveBeenCalled()
    type('')
    await press('ArrowUp')
    expect(onLeaveUp).toHaveBeenCalledOnce()
  })
})
