// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import type { Registration } from '#shared/domain/sip-account'
import { ManualClock } from '#shared/lib/manual-clock'

import { aLine, NOW_MS } from '../../../testing/a-call'
import { show } from '../../../testing/show'
import { LineState } from './LineState'
import { RegistrationIndicatorView } from './RegistrationIndicator'

afterEach(cleanup)

it('names the state of all lines and opens their settings', async () => {
  const onOpenLines = vi.fn()
  await show(
    <RegistrationIndicatorView
      lines={[aLine({ kind: 'registered', expiresAtMs: NOW_MS })]}
      onOpenLines={onOpenLines}
      onRetry={vi.fn()}
    />,
  )
  fireEvent.click(screen.getByRole('button', { name: 'Телефон: на связи' }))
  expect(onOpenLines).toHaveBeenCalledOnce()
})

it('counts down while it waits and connects now when asked', async () => {
  const clock = new ManualClock(NOW_MS)
  const onRetry = vi.fn()
  const waiting: Registration = { kind: 'waiting', reason: 'timedOut', detail: null, retryAtMs: NOW_MS + 8000 }
  await show(<LineState registration={waiting} onRetry={onRetry} />, { clock })
  expect(
    screen.getByText(
      'Нет связи. Сервер не отвечает. Проверьте адрес и порт; возможно, соединение закрывает сетевой экран. Попробуем снова через 8 с.',
    ),
  ).toBeTruthy()
  act(() => {
    clock.advance(3000)
  })
  expect(
    screen.getByText(
      'Нет связи. Сервер не отвечает. Проверьте адрес и порт; возможно, соединение закрывает сетевой экран. Попробуем снова через 5 с.',
    ),
  ).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Подключить сейчас' }))
  expect(onRetry).toHaveBeenCalledOnce()
})

it('says what to do where trying again cannot help', async () => {
  await show(<LineState registration={{ kind: 'stopped', reason: 'wrongPassword', detail: null }} onRetry={vi.fn()} />)
  expect(
    screen.getByText(
      'Не подключена. Сервер не принял имя или пароль. Введите их заново; возьмите из личного кабинета АТС.',
    ),
  ).toBeTruthy()
  expect(screen.queryByRole('button')).toBeNull()
})
