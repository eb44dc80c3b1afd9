// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import type { NetworkQuestion } from '#shared/contract/ipc/network'

import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'

const LOGIN: NetworkQuestion = {
  kind: 'proxyLogin',
  id: 'q1',
  proxy: 'proxy.firm.ru:3128',
  realm: 'Firm',
  isOpen: true,
  isAgain: false,
}
const CERTIFICATE: NetworkQuestion = {
  kind: 'certificate',
  id: 'q2',
  host: 'hub.firm.ru:443',
  certificates: [
    { fingerprint: 'a', name: 'Anna', issuer: 'Firm CA', validUntilMs: Date.UTC(2027, 0, 2) },
    { fingerprint: 'b', name: 'Anna at home', issuer: 'Home CA', validUntilMs: Date.UTC(2028, 0, 2) },
  ],
}

beforeEach(() => {
  vi.resetModules()
})
afterEach(cleanup)

async function asked(first: NetworkQuestion | null) {
  let question = first
  const main = new FakeMain()
    .answer('network:get-question', () => question)
    .answer('network:answer-proxy-login', () => null)
    .answer('network:choose-certificate', () => null)
    .answer('network:drop-question', () => null)
    .install()
  const { NetworkDialog } = await import('./NetworkDialog')
  await show(<NetworkDialog />)
  const next = (later: NetworkQuestion | null): void => {
    question = later
    main.send('network:question-changed', null)
  }
  return { main, next }
}

it('[I4] a proxy’s question names it, says that the password travels open, and keeps nothing without a yes', async () => {
  const { main, next } = await asked(null)
  expect(screen.queryByRole('dialog')).toBeNull()
  next(LOGIN)
  const dialog = await screen.findByRole('dialog', { name: 'Вход на прокси' })
  expect(dialog.textContent).toContain('proxy.firm.ru:3128')
  expect(dialog.textContent).toContain('без шифрования')
  fireEvent.change(screen.getByRole('textbox', { name: 'Имя пользователя' }), { target: { value: 'anna' } })
  fireEvent.change(screen.getByLabelText('Пароль'), { target: { value: 'слово' } })
  fireEvent.submit(screen.getByRole('button', { name: 'Войти' }))
  await waitFor(() => {
    expect(main.askedOf('network:answer-proxy-login')).toEqual([
      { id: 'q1', user: 'anna', password: 'слово', keeps: false },
    ])
  })
  // Asked again: an empty form, and the word that it was wrong.
  next({ ...LOGIN, id: 'q3', isAgain: true, isOpen: false })
  expect(await screen.findByText(/Имя или пароль не подошли/)).toBeDefined()
  expect(screen.getByRole('textbox', { name: 'Имя пользователя' })).toHaveProperty('value', '')
  expect(screen.queryByText(/без шифрования/)).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Не сейчас' }))
  expect(main.askedOf('network:drop-question')).toEqual([{ id: 'q3' }])
  next(null)
  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

it('[I4] a server’s question shows the certificates with issuer and end, and gives the chosen one', async () => {
  const { main } = await asked(CERTIFICATE)
  const dialog = await screen.findByRole('dialog', { name: 'Сертификат для сервера' })
  expect(dialog.textContent).toContain('Выдан: Home CA, действует до 2 января 2028')
  fireEvent.click(screen.getByRole('radio', { name: 'Anna at home' }))
  fireEvent.submit(screen.getByRole('button', { name: 'Показать этот' }))
  await waitFor(() => {
    expect(main.askedOf('network:choose-certificate')).toEqual([{ id: 'q2', fingerprint: 'b' }])
  })
})
