// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, describe, expect, it } from 'vitest'

import type { CallSnapshot } from '#shared/domain/call'
import { ManualClock } from '#shared/lib/manual-clock'

import { demoRows } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { aCall, aLine, NOW_MS } from '../../../testing/a-call'
import { NO_DESK_PHONE } from '../../../testing/a-desk-phone'
import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { getCallsStore } from '../model/calls'
import { CallBar } from './CallBar'

const done = () => ({ ok: true, value: null })
const main = new FakeMain()
  .install()
  .answer('calls:list', () => [])
  .answer('deskPhone:get', () => NO_DESK_PHONE)
  .answer('sip:list-lines', () => [aLine({ kind: 'registered', expiresAtMs: NOW_MS })])
main.answer('recordings:get-now', () => ({ mode: 'off', calls: [] }))
for (const name of ['start', 'pause', 'resume', 'stop']) main.answer(`recordings:${name}`, done)
for (const name of ['answer', 'decline', 'hang-up', 'hold', 'resume', 'set-muted']) main.answer(`calls:${name}`, done)

const tell = (...calls: CallSnapshot[]) => {
  act(() => {
    main.send('calls:list-changed', calls)
  })
}

afterEach(() => {
  tell()
  cleanup()
  main.asked.length = 0
})

const press = (code: string) => {
  fireEvent.keyDown(window, { code, ctrlKey: true, shiftKey: true })
}
const active = aCall({ kind: 'active', answeredAtMs: NOW_MS })
const askedCalls = () => main.asked.filter((each) => each.channel.startsWith('calls:') && each.channel !== 'calls:list')

describe('[L2] the keys of the phone', () => {
  it('answer what rings, and decline it', async () => {
    await show(<CallBar />)
    tell(aCall({ kind: 'incoming' }))
    press('KeyA')
    press('KeyH')
    expect(askedCalls()).toEqual([
      { channel: 'calls:answer', args: { id: active.id } },
      { channel: 'calls:decline', args: { id: active.id } },
    ])
  })

  it('mute, hold and end the talk', async () => {
    await show(<CallBar />)
    tell(active)
    press('KeyM')
    press('KeyD')
    press('KeyH')
    expect(askedCalls()).toEqual([
      { channel: 'calls:set-muted', args: { id: active.id, muted: true } },
      { channel: 'calls:hold', args: { id: active.id } },
      { channel: 'calls:hang-up', args: { id: active.id } },
    ])
  })

  it('open and close the box for a comment on the call', async () => {
    await show(<CallBar />)
    tell(active)
    press('Digit6')
    expect(getCallsStore().getState().remarkOf).toBe(active.id)
    press('Digit6')
    expect(getCallsStore().getState().remarkOf).toBeNull()
  })

  it('do nothing that the call does not offer', async () => {
    await show(<CallBar />)
    tell(aCall({ kind: 'preparing' }))
    press('KeyA')
    press('KeyM')
    press('KeyD')
    expect(askedCalls()).toEqual([])
  })

  it('open and close the pad', async () => {
    await show(<CallBar />)
    tell(active)
    press('KeyP')
    expect(screen.getByRole('button', { name: 'Тоновый набор' }).getAttribute('aria-expanded')).toBe('true')
    press('KeyP')
    expect(screen.getByRole('button', { name: 'Тоновый набор' }).getAttribute('aria-expanded')).toBe('false')
  })
})

it('fades away after the last call', async () => {
  const clock = new ManualClock(NOW_MS)
  await show(<CallBar />, { clock })
  tell(aCall({ kind: 'ended', outcome: 'answered', reason: 'hungUpThere', durationMs: 61_000 }))
  expect(screen.getByRole('region', { name: 'Звонки' }).textContent).toContain('Собеседник завершил звонок')
  tell()
  expect(document.querySelector('[data-leaving]')).not.toBeNull()
  act(() => {
    clock.advance(200)
  })
  expect(document.querySelector('section')).toBeNull()
})

it('[K1] says why no call came of an attempt, and where to mend it', async () => {
  main.answer('calls:start-call', () => ({ ok: false, error: { reason: 'noAccount' } }))
  let opened = 0
  await show(<CallBar onOpenLines={() => (opened += 1)} />)
  await act(async () => {
    await getCallsStore().startCall('101')
  })
  expect(screen.getByRole('alert').textContent).toContain('Нет ни одной телефонной линии')
  fireEvent.click(screen.getByRole('button', { name: 'Открыть линии' }))
  expect(opened).toBe(1)
  fireEvent.click(screen.getByRole('button', { name: 'Скрыть' }))
  expect(screen.queryByRole('alert')).toBeNull()
})

describe('the recording of a talk', () => {
  const askedRecordings = () =>
    main.asked.filter(({ channel }) => channel.startsWith('recordings:') && channel !== 'recordings:get-now')
  const rule = (mode: string, ...states: object[]) => {
    act(() => {
      main.send('recordings:now-changed', {
        mode,
        calls: states.map((state) => ({ callId: active.id, mode: mode === 'off' ? 'onDemand' : mode, state })),
      })
    })
  }

  it('is begun, paused, resumed and ended by key where the agent decides', async () => {
    await show(<CallBar />)
    tell(active)
    rule('onDemand')
    press('KeyR')
    rule('onDemand', { kind: 'recording' })
    expect(screen.getByText('Идёт запись')).toBeTruthy()
    press('KeyR')
    rule('onDemand', { kind: 'paused' })
    expect(screen.getByText('Запись на паузе')).toBeTruthy()
    press('KeyR')
    press('KeyI')
    expect(askedRecordings()).toEqual(
      ['start', 'pause', 'resume', 'stop'].map((what) => ({
        channel: `recordings:${what}`,
        args: { callId: active.id },
      })),
    )
  })

  it('is seen and cannot be stopped where everything is recorded', async () => {
    await show(<CallBar />)
    tell(active)
    rule('always', { kind: 'recording' })
    expect(screen.getByTitle('Так решил администратор: запись нельзя остановить.').textContent).toBe(
      'Идёт запись (всегда)',
    )
    expect(screen.queryByRole('button', { name: /запись/i })).toBeNull()
    press('KeyR')
    press('KeyI')
    expect(askedRecordings()).toEqual([])
  })

  it('says why it stopped, and is not offered where nothing is recorded', async () => {
    await show(<CallBar />)
    tell(active)
    rule('onDemand', { kind: 'failed', reason: 'noSpace' })
    expect(screen.getByText(/на диске нет места/)).toBeTruthy()
    rule('off')
    expect(screen.queryByRole('button', { name: /запис/i })).toBeNull()
  })
})

it('the last number is called again by key, also while nothing is on the line', async () => {
  main.answer('calls:start-call', () => ({ ok: true, value: 'call' }))
  const calls = demoRows(NOW_MS).calls
  await show(<CallBar />, { data: new FakeDeskData({ calls }) })
  await act(async () => {
    press('Digit7')
  })
  const last = calls.find(({ direction }) => direction === 'outgoing')
  expect(main.askedOf('calls:start-call')).toMatchObject([{ number: last?.number, chatId: last?.chatId }])
})

it('nothing is called where nobody was', async () => {
  await show(<CallBar />, { data: new FakeDeskData({ calls: [] }) })
  await act(async () => {
    press('Digit7')
  })
  expect(askedCalls()).toEqual([])
})
