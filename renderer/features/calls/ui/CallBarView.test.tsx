// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { CallPhase, CallSnapshot } from '#shared/domain/call'
import type { RecordingsNow } from '#shared/contract/ipc/recordings'
import type { CallId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'

import { aCall, NOW_MS } from '../../../testing/a-call'
import { show, type ShowOptions } from '../../../testing/show'
import { talkRecording } from '../model/recordings'
import { CallBarView } from './CallBarView'

afterEach(cleanup)

const actions = () => ({
  onAnswer: vi.fn(),
  onDecline: vi.fn(),
  onHangUp: vi.fn(),
  onMute: vi.fn(),
  onHold: vi.fn(),
  onDigit: vi.fn(),
  onOpenChat: vi.fn(),
  onRedial: vi.fn(),
  onAssign: vi.fn(),
  isRemarkOpen: false,
  onRemark: vi.fn(),
  onPad: vi.fn(),
  onChoose: vi.fn(),
  onTransferForm: vi.fn(),
  onAnswerOther: vi.fn(),
  onEndAndAnswer: vi.fn(),
  onDeclineOther: vi.fn(),
  onSwap: vi.fn(),
  onTransfer: vi.fn(async () => true),
  onConsult: vi.fn(),
  onConnect: vi.fn(),
  onJoin: vi.fn(),
  onRecording: vi.fn(),
  push: null,
})

async function showBar(
  call: CallSnapshot,
  options: ShowOptions & {
    calls?: readonly CallSnapshot[]
    others?: readonly CallSnapshot[]
    isPadOpen?: boolean
    isTransferOpen?: boolean
    recording?: RecordingsNow
  } = {},
) {
  const pressed = actions()
  await show(
    <CallBarView
      calls={options.calls ?? [call]}
      current={call}
      isLeaving={false}
      line={null}
      recordingOf={(id) => talkRecording(options.recording ?? null, id, true)}
      isPadOpen={options.isPadOpen ?? false}
      {...pressed}
      others={options.others ?? []}
      isTransferOpen={options.isTransferOpen ?? false}
      onSwap={options.calls ? pressed.onSwap : null}
      onJoin={options.calls ? pressed.onJoin : null}
    />,
    options,
  )
  return pressed
}

const REMARK = 'Комментарий к\u00a0звонку'
const names = () =>
  screen.getAllByRole('button').map((button) => button.getAttribute('aria-label') ?? button.textContent)

const BUTTONS: readonly [CallPhase, string, readonly string[]][] = [
  [{ kind: 'preparing' }, 'Готовим микрофон…', ['Отменить звонок']],
  [{ kind: 'calling' }, 'Набираем…', ['Выключить микрофон', 'Отменить звонок']],
  [{ kind: 'ringing', hasEarlyMedia: false }, 'Гудки', ['Выключить микрофон', 'Тоновый набор', 'Отменить звонок']],
  [{ kind: 'incoming' }, 'Входящий звонок', ['Ответить', 'Отклонить']],
  [
    { kind: 'active', answeredAtMs: NOW_MS },
    'Разговор',
    ['Выключить микрофон', 'Удержать', REMARK, 'Перевести звонок', 'Тоновый набор', 'Завершить звонок'],
  ],
  [{ kind: 'ended', outcome: 'busy', reason: 'busy', durationMs: 0 }, 'Занято', ['Позвонить ещё раз', REMARK]],
]

describe('[K9] the bar', () => {
  it.each(BUTTONS)('in %o says «%s» and offers %o', async (phase, words, offered) => {
    await showBar(aCall(phase))
    expect(screen.getByRole('status').textContent).toBe(words)
    expect(names()).toEqual(offered)
  })

  it('[K6] of a call into a page has neither digits nor a line, and says where the client is', async () => {
    const onPage = { route: 'page', accountId: null, number: '' } as const
    await showBar(aCall({ kind: 'active', answeredAtMs: NOW_MS }, onPage))
    expect(names()).toEqual(['Выключить микрофон', 'Удержать', REMARK, 'Завершить звонок'])
    expect(screen.getByText(/^На.странице чата$/)).toBeTruthy()
    cleanup()
    await showBar(aCall({ kind: 'active', answeredAtMs: NOW_MS }, { ...onPage, name: null, notice: 'signallingLost' }))
    expect(screen.getByText(/^На.странице чата$/).tagName).toBe('B')
    expect(screen.getByRole('alert').textContent).toMatch(/^Связь с.сервером Otklik потеряна/)
  })

  it('[K6] says in words of its own why a page was not reached, and calls again', async () => {
    const away = { kind: 'ended', outcome: 'noAnswer', reason: 'notOnPage', durationMs: 0 } as const
    const pressed = await showBar(aCall(away, { route: 'page', accountId: null, number: '' }))
    expect(screen.getByRole('status').textContent).toMatch(/^Клиент сейчас не.на.странице$/)
    fireEvent.click(screen.getByRole('button', { name: 'Позвонить ещё раз' }))
    expect(pressed.onRedial).toHaveBeenCalledOnce()
  })

  it.each([
    [
      { number: '+74951234567', note: 'Звонят по вакансии «Повар»' },
      'Клиент увидит: +7 495 123-45-67 · Звонят по вакансии «Повар»',
    ],
    [{ number: '+74951234567', note: null }, 'Клиент увидит: +7 495 123-45-67'],
    [{ number: null, note: 'Звонят' }, 'Клиент увидит номер линии и подпись: Звонят'],
  ])('[RC-21] [K4] [K5] shows the real number, and what the client sees: %o', async (presentation, words) => {
    await showBar(aCall({ kind: 'calling' }, { presentation }))
    const plain = document.body.textContent.replace(/\u00a0/g, ' ')
    expect(plain).toContain(words)
    expect(plain).toContain('+7 917 204-18-33')
    cleanup()
    await showBar(aCall({ kind: 'active', answeredAtMs: NOW_MS }, { presentation }))
    expect(document.body.textContent.replace(/\u00a0/g, ' ')).toContain(words.replace('увидит', 'видит'))
  })

  it('offers nothing while the call is being ended', async () => {
    await showBar(aCall({ kind: 'ending' }))
    expect(screen.getByRole('status').textContent).toBe('Завершаем…')
    expect(screen.queryAllByRole('button')).toEqual([])
  })

  it('counts the talk from the answer, in place', async () => {
    const clock = new ManualClock(NOW_MS)
    await showBar(aCall({ kind: 'active', answeredAtMs: NOW_MS - 134_000 }), { clock })
    expect(screen.getByRole('timer').textContent).toBe('2:14')
    act(() => {
      clock.advance(1000)
    })
    expect(screen.getByRole('timer').textContent).toBe('2:15')
  })

  it('mutes, holds and ends', async () => {
    const pressed = await showBar(aCall({ kind: 'active', answeredAtMs: NOW_MS }, { isMuted: true, isHeld: true }))
    fireEvent.click(screen.getByRole('button', { name: 'Включить микрофон' }))
    fireEvent.click(screen.getByRole('button', { name: 'Снять с удержания' }))
    fireEvent.click(screen.getByRole('button', { name: 'Завершить звонок' }))
    expect([pressed.onMute.mock.calls, pressed.onHold.mock.calls, pressed.onHangUp.mock.calls.length]).toEqual([
      [[false]],
      [[false]],
      1,
    ])
  })

  it('does not ask for a hold twice while the first is not confirmed', async () => {
    const pressed = await showBar(aCall({ kind: 'active', answeredAtMs: NOW_MS }, { isChangingHold: true }))
    const hold = screen.getByRole('button', { name: 'Удержать' })
    fireEvent.click(hold)
    expect(hold.getAttribute('aria-disabled')).toBe('true')
    expect(pressed.onHold).not.toHaveBeenCalled()
  })

  it('says what to do after a call that failed, in both languages', async () => {
    const failed = aCall({ kind: 'ended', outcome: 'failed', reason: 'noMicrophone', durationMs: 0 })
    await showBar(failed, { language: 'en' })
    expect(
      screen.getByText('Plug in a headset, check it in “Settings → Sound and headset” and call again.'),
    ).toBeTruthy()
    cleanup()
    await showBar(failed)
    expect(
      screen.getByText('Подключите гарнитуру, проверьте её в «Настройки → Звук и гарнитура» и наберите снова.'),
    ).toBeTruthy()
  })

  it('tells of a lost microphone while the call goes on', async () => {
    await showBar(aCall({ kind: 'active', answeredAtMs: NOW_MS }, { notice: 'microphoneLost' }))
    expect(screen.getByRole('alert').textContent).toContain('вас не слышно')
  })

  it('[K15] gives the quality in words', async () => {
    const quality = {
      verdict: 'fair',
      mos: 3.64,
      loss: 0.042,
      jitterMs: 31.2,
      roundTripMs: 180.4,
      isReceiving: true,
    } as const
    await showBar(aCall({ kind: 'active', answeredAtMs: NOW_MS }, { quality }))
    const said = screen.getByRole('button', { name: /^Качество связи/ }).getAttribute('aria-label')
    expect(said?.replace(/\u00a0/g, ' ')).toBe('Качество связи: Вы слышите собеседника с перебоями: теряется 4 % звука')
  })

  it('says when nothing arrives, whatever the figures', async () => {
    const quality = { verdict: 'good', mos: 4.4, loss: 0, jitterMs: 0, roundTripMs: null, isReceiving: false } as const
    await showBar(aCall({ kind: 'active', answeredAtMs: NOW_MS }, { quality }))
    expect(screen.getByLabelText(/Звук от собеседника не приходит$/)).toBeTruthy()
  })

  it('shows several calls as tabs', async () => {
    const first = aCall({ kind: 'active', answeredAtMs: NOW_MS })
    const second = aCall({ kind: 'incoming' }, { id: 'second' as CallId, name: null, number: '+78435550172' })
    const pressed = await showBar(first, { calls: [first, second] })
    const tabs = screen.getAllByRole('button', { pressed: true }).concat(screen.getAllByRole('button', { name: /843/ }))
    fireEvent.click(screen.getByRole('button', { name: /843/ }))
    expect(tabs[0]?.textContent).toContain('Петрова Анна')
    expect(pressed.onChoose).toHaveBeenCalledWith('second')
  })

  it('sends tones by mouse and by keyboard', async () => {
    const pressed = await showBar(aCall({ kind: 'active', answeredAtMs: NOW_MS }), { isPadOpen: true })
    const five = await screen.findByRole('button', { name: 'Клавиша 5' })
    fireEvent.click(five)
    fireEvent.keyDown(five, { key: '#' })
    fireEvent.keyDown(five, { key: 'x' })
    expect(pressed.onDigit.mock.calls).toEqual([['5'], ['#']])
  })
})

describe('[K9] several calls', () => {
  const talk = aCall({ kind: 'active', answeredAtMs: NOW_MS })
  const second = aCall({ kind: 'incoming' }, { id: 'second' as CallId, name: 'Игорь Галиев', number: '102' })

  it('the second one can be answered with the first on hold, or instead of it', async () => {
    const pressed = await showBar(talk, { calls: [talk, second] })
    const waiting = within(screen.getByRole('group', { name: 'Ещё один звонок: Игорь Галиев' }))
    fireEvent.click(waiting.getByRole('button', { name: 'Удержать и ответить' }))
    fireEvent.click(waiting.getByRole('button', { name: 'Завершить и ответить' }))
    fireEvent.click(waiting.getByRole('button', { name: 'Отклонить' }))
    expect(
      [pressed.onAnswerOther, pressed.onEndAndAnswer, pressed.onDeclineOther].map(({ mock }) => mock.calls),
    ).toEqual([[['second']], [['second']], [['second']]])
  })

  it('nothing to end is offered where nobody is talked to', async () => {
    const held = { ...talk, isHeld: true }
    await showBar(held, { calls: [held, second] })
    expect(screen.queryByRole('button', { name: 'Завершить и ответить' })).toBeNull()
  })

  it('the tabs say what each is doing, and the voice can be swapped', async () => {
    const held = aCall({ kind: 'active', answeredAtMs: NOW_MS }, { id: 'held' as CallId, isHeld: true, name: 'Олег' })
    const pressed = await showBar(talk, { calls: [talk, held] })
    const tabs = within(screen.getByRole('group', { name: 'Текущие звонки' }))
    expect(tabs.getByRole('button', { name: /Олег.*На удержании/ })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Переключиться на другой звонок' }))
    expect(pressed.onSwap).toHaveBeenCalledOnce()
  })
})

describe('[K9] the transfer', () => {
  const talk = aCall({ kind: 'active', answeredAtMs: NOW_MS })

  it('takes a number, and says what is wrong with another', async () => {
    const pressed = await showBar(talk, { isTransferOpen: true })
    const form = within(await screen.findByRole('dialog', { name: 'Перевести звонок', hidden: true }))
    fireEvent.click(form.getByRole('button', { name: 'Перевести сразу', hidden: true }))
    expect(pressed.onTransfer).not.toHaveBeenCalled()
    expect(form.getByText('Введите номер')).toBeTruthy()
    fireEvent.change(form.getByLabelText('Кому перевести', { selector: 'input' }), {
      target: { value: '+7 917 204-18-33' },
    })
    fireEvent.click(form.getByRole('button', { name: 'Сначала поговорить', hidden: true }))
    expect(pressed.onConsult).toHaveBeenCalledWith('+79172041833')
    await act(async () => {
      fireEvent.click(form.getByRole('button', { name: 'Перевести сразу', hidden: true }))
    })
    expect(pressed.onTransfer).toHaveBeenCalledWith('+79172041833')
    expect(pressed.onTransferForm).toHaveBeenLastCalledWith(false)
  })

  it('connects with a call that waits', async () => {
    const held = aCall({ kind: 'active', answeredAtMs: NOW_MS }, { id: 'held' as CallId, isHeld: true, name: 'Олег' })
    const pressed = await showBar(talk, { isTransferOpen: true, others: [held] })
    fireEvent.click(await screen.findByRole('button', { name: /^Соединить с: Олег$/, hidden: true }))
    expect(pressed.onConnect).toHaveBeenCalledWith('held')
  })

  it('is told while it runs, with nothing but the end to press', async () => {
    await showBar({ ...talk, isHeld: true, transfer: { kind: 'running', number: '102', isRinging: true } })
    expect(screen.getByRole('status').textContent.replace(/\u00a0/g, ' ')).toBe('Переводим на 102: гудки')
    expect(names()).toEqual([REMARK, 'Завершить звонок'])
  })

  it('that failed says why, and whose the call is', async () => {
    await showBar({ ...talk, transfer: { kind: 'failed', number: '102', reason: 'busy' } })
    expect(screen.getByRole('alert').textContent.replace(/\u00a0/g, ' ')).toBe(
      'Не удалось перевести на 102: там занято. Звонок остался у вас.',
    )
  })
})
