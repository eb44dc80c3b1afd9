// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { CallId, ChatId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'

import { aCall, NOW_MS } from '../testing/a-call'
import { show } from '../testing/show'
import { IncomingCalls } from './IncomingCalls'

afterEach(cleanup)

const first = aCall(
  { kind: 'incoming' },
  {
    id: 'first' as CallId,
    chatId: 'chat' as ChatId,
    subject: 'Водитель',
    lastLine: 'Перезвоните после трёх',
    startedAtMs: NOW_MS - 4000,
  },
)
const stranger = aCall(
  { kind: 'incoming' },
  { id: 'stranger' as CallId, name: null, number: '+78435550172', startedAtMs: NOW_MS - 1000 },
)

async function showCalls(calls: Parameters<typeof IncomingCalls>[0]['calls']) {
  const actions = { onAnswer: vi.fn(), onEndAndAnswer: vi.fn(), onDecline: vi.fn(), onOpenChat: vi.fn() }
  await show(<IncomingCalls calls={calls} {...actions} />, { clock: new ManualClock(NOW_MS) })
  return actions
}

describe('[N6] the incoming call window', () => {
  it('says who calls, about what, and how long', async () => {
    await showCalls([first])
    const call = within(screen.getByRole('article', { name: 'Входящий звонок: Петрова Анна' }))
    expect(call.getByText('+7 917 204-18-33 · Водитель')).toBeTruthy()
    expect(call.getByText('«Перезвоните после трёх»')).toBeTruthy()
    expect(call.getByRole('timer').textContent).toBe('0:04')
  })

  it('[C8] names the others who have the same number', async () => {
    const callers = [
      { chatId: 'chat' as ChatId, name: 'Петрова Анна' },
      { chatId: 'other' as ChatId, name: 'Петров Олег' },
    ]
    await showCalls([{ ...first, callers }])
    expect(screen.getByText(/^Этот номер есть и у.других: Петров Олег$/)).toBeTruthy()
  })

  it('answers, declines and opens the chat of the call that was meant', async () => {
    const actions = await showCalls([stranger, first])
    const [known, unknown] = screen.getAllByRole('article')
    if (!known || !unknown) throw new Error('two calls are shown')
    fireEvent.click(within(known).getByRole('button', { name: 'Открыть чат' }))
    fireEvent.click(within(known).getByRole('button', { name: 'Ответить' }))
    fireEvent.click(within(unknown).getByRole('button', { name: 'Отклонить' }))
    expect([actions.onOpenChat.mock.calls, actions.onAnswer.mock.calls, actions.onDecline.mock.calls]).toEqual([
      [['first']],
      [['first']],
      [['stranger']],
    ])
    expect(within(unknown).queryByRole('button', { name: 'Открыть чат' })).toBeNull()
  })

  it('takes no focus when it appears', async () => {
    await showCalls([first])
    expect(document.activeElement).toBe(document.body)
  })

  it('says what becomes of the present call', async () => {
    await showCalls([first, aCall({ kind: 'active', answeredAtMs: NOW_MS })])
    expect(screen.getByText('Если ответите, текущий разговор встанет на удержание.')).toBeTruthy()
    expect(screen.getAllByRole('article')).toHaveLength(1)
  })
})
