// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { ChatId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { ManualClock } from '#shared/lib/manual-clock'

import { demoChannel, demoId, demoRows } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { ClockProvider } from '../../../ui/clock-context'
import { createComposer } from '../model/composer.store'
import { lastUndoable } from '../model/revision'
import { show } from '../testing/show'
import { Composer } from './Composer'
import { ScheduledNote } from './ScheduledNote'

afterEach(cleanup)

// A Monday afternoon by this computer's clock.
const MONDAY = new Date(2026, 10, 23, 14, 0).getTime()
const rows = demoRows(MONDAY)
const text = rows.messages.find(({ direction, content }) => direction === 'out' && content.kind === 'text')
if (!text) throw new Error('the demo rows lack an own text')

function kept(forMs: number): Message {
  const delivery = { state: 'scheduled', sendAtMs: MONDAY + forMs } as const
  return { ...(text as Message), author: { kind: 'agent', agentId: rows.me.id }, atMs: MONDAY, delivery }
}

async function note(forMs: number, language: 'ru' | 'en' = 'ru') {
  const clock = new ManualClock(MONDAY)
  const onTakeBack = vi.fn()
  const message = kept(forMs)
  const shown = await show(
    <ClockProvider clock={clock}>
      <ScheduledNote message={message} sendAtMs={MONDAY + forMs} onTakeBack={onTakeBack} />
    </ClockProvider>,
    { language },
  )
  return { ...shown, clock, onTakeBack, message }
}

describe('a message that has not left yet', () => {
  it('[M22] [M23] counts the seconds in which it can be taken back', async () => {
    const { clock, onTakeBack, message } = await note(5000)
    expect(screen.getByRole('status').textContent).toContain('Уйдёт через 5 с')
    act(() => {
      clock.advance(2000)
    })
    expect(screen.getByRole('status').textContent).toContain('Уйдёт через 3 с')
    fireEvent.click(screen.getByRole('button', { name: /Вернуть/ }))
    expect(onTakeBack).toHaveBeenCalledExactlyOnceWith(message)
    expect(screen.queryByRole('button', { name: 'Отправить сейчас' })).toBeNull()
  })

  it.each([
    ['ru', 'Уйдёт: 24 ноября, вторник, 09:00', 'Отправить сейчас'],
    ['en', 'Leaves: Tuesday, 24 November, 09:00', 'Send now'],
  ] as const)('[M22] [M23] says the day and the time, and can leave now, in %s', async (language, words, now) => {
    const { data, message } = await note(19 * 3_600_000, language)
    expect(screen.getByRole('status').textContent).toContain(words)
    fireEvent.click(screen.getByRole('button', { name: now }))
    expect(data.wishes).toEqual([{ kind: 'retry', messageId: message.id }])
  })

  it('[M22] Ctrl+Z finds only what was just sent', () => {
    expect(lastUndoable([kept(5000)], rows.me)?.id).toBe(text.id)
    expect(lastUndoable([kept(19 * 3_600_000)], rows.me)).toBeNull()
  })
})

async function composerShown() {
  const data = new FakeDeskData({}, () => MONDAY)
  const clock = new ManualClock(MONDAY)
  const channel = demoChannel(MONDAY)
  const composer = createComposer(demoId<ChatId>('chat', 3), {
    data,
    clock,
    measure: () => Promise.resolve(null),
    fetchFile: () => Promise.resolve(null),
  })
  composer.setCapabilities(channel.capabilities)
  const onUndo = vi.fn()
  await show(
    <ClockProvider clock={clock}>
      <Composer
        composer={composer}
        channel={channel}
        focusRequest={0}
        facts={{}}
        silence={null}
        hint={null}
        onLeaveUp={vi.fn()}
        onUndo={onUndo}
        onSendHeld={vi.fn()}
      />
    </ClockProvider>,
    { data },
  )
  const box = screen.getByRole('textbox', { name: 'Сообщение' })
  const sent = () => data.wishes.flatMap((wish) => (wish.kind === 'send' ? [wish.sendAtMs ?? null] : []))
  return { data, composer, box, onUndo, sent }
}

describe('the composer', () => {
  it('[M22] sends later by Ctrl+Shift+Enter and a time from the menu', async () => {
    const { box, sent } = await composerShown()
    fireEvent.change(box, { target: { value: 'Напомнить' } })
    fireEvent.keyDown(box, { code: 'Enter', ctrlKey: true, shiftKey: true })
    const item = await screen.findByRole('menuitem', { name: 'Завтра в 09:00' }, { timeout: 10_000 })
    expect(
      [...(item.closest('[role=menu]')?.querySelectorAll('[role=menuitem]') ?? [])].map((one) => one.textContent),
    ).toEqual([
      'Через час, в 15:00',
      'Сегодня в 18:00',
      'Завтра в 09:00',
      '30 ноября, понедельник, 09:00',
      'Выбрать день и время…',
    ])
    fireEvent.click(item)
    await screen.findByPlaceholderText('Написать сообщение')
    expect(sent()).toEqual([new Date(2026, 10, 24, 9, 0).getTime()])
  }, 20_000)

  it('[M22] keeps each message for the moment that is set, and at once where it is none', async () => {
    const { composer, sent } = await composerShown()
    composer.setText('раз')
    await composer.send()
    composer.setUndoWindow(10_000)
    composer.setText('два')
    await composer.send()
    expect(sent()).toEqual([null, MONDAY + 10_000])
  })

  it('[M22] undoes by Ctrl+Z in an empty box only, and what comes back stands in front', async () => {
    const { box, composer, onUndo } = await composerShown()
    fireEvent.keyDown(box, { code: 'KeyZ', ctrlKey: true })
    expect(onUndo).toHaveBeenCalledOnce()
    act(() => {
      composer.setText('дальше')
    })
    fireEvent.keyDown(box, { code: 'KeyZ', ctrlKey: true })
    expect(onUndo).toHaveBeenCalledOnce()
    act(() => {
      composer.takeBack('вернулось')
    })
    expect(composer.store.getState().text).toBe('вернулось\nдальше')
  })

  it('[M22] picks any day and time in a dialog', async () => {
    const { box, sent } = await composerShown()
    fireEvent.change(box, { target: { value: 'Напомнить' } })
    fireEvent.keyDown(box, { code: 'Enter', ctrlKey: true, shiftKey: true })
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Выбрать день и время…' }, { timeout: 10_000 }))
    const dialog = await screen.findByRole('dialog', {}, { timeout: 10_000 })
    expect(dialog.textContent).toContain('24 ноября 2026, 09:00')
    const buttons = screen.getAllByRole('button', { name: 'Отправить позже' })
    fireEvent.click(buttons.find((button) => dialog.contains(button)) ?? dialog)
    await screen.findByPlaceholderText('Написать сообщение')
    expect(sent()).toEqual([new Date(2026, 10, 24, 9, 0).getTime()])
  }, 20_000)
})
