// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import { err, ok } from '#shared/lib/result'

import { demoChannel } from '../../../data/demo-rows'
import { NOW_MS } from '../../../testing/a-call'
import { show } from '../../../testing/show'
import type { HubRest } from '../model/hub-rest'
import { ConnectAvito } from './ConnectAvito'

afterEach(cleanup)

const reply = { channel: demoChannel(NOW_MS), consentUrl: 'https://avito.ru/oauth' }

async function showForm(connectChannel: HubRest['connectChannel']) {
  const onConnected = vi.fn()
  const rest: HubRest = { connectChannel, authorise: vi.fn(), disconnect: vi.fn() }
  await show(
    <ConnectAvito
      rest={rest}
      place={{ kind: 'avito' }}
      isSecond={false}
      onConnected={onConnected}
      onCancel={vi.fn()}
    />,
  )
  return onConnected
}
const field = (name: RegExp) => screen.getByLabelText<HTMLInputElement>(name, { selector: 'input' })
const fill = () => {
  fireEvent.change(field(/^Client ID/), { target: { value: 'key' } })
  fireEvent.change(field(/^Client secret/), { target: { value: 'secret' } })
}
const press = async (name: string) => {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
  })
}

it('[A1] connects with what was typed', async () => {
  const connect = vi.fn(async () => ok(reply))
  const onConnected = await showForm(connect)
  fill()
  await press('Подключить')
  expect(connect).toHaveBeenCalledWith(
    expect.objectContaining({ mode: 'own', clientId: 'key', clientSecret: 'secret' }),
  )
  expect(onConnected).toHaveBeenCalledWith(reply)
})

it('says that the hub is away and keeps what was typed', async () => {
  const onConnected = await showForm(async () => err('away'))
  fill()
  await press('Подключить')
  expect(screen.getByRole('alert').textContent).toContain('сейчас не отвечает')
  expect([field(/^Client ID/).value, field(/^Client secret/).value, onConnected.mock.calls]).toEqual([
    'key',
    'secret',
    [],
  ])
})

it('says in place what is missing', async () => {
  const connect = vi.fn(async () => ok(reply))
  await showForm(connect)
  await press('Подключить')
  expect(screen.getAllByText('Заполните это поле')).toHaveLength(2)
  expect(connect).not.toHaveBeenCalled()
})

it('[A2] offers the consent page for a partner application', async () => {
  await showForm(async () => ok(reply))
  fireEvent.click(screen.getByLabelText('Партнёрское приложение'))
  expect(screen.getByRole('button', { name: 'Авторизоваться' })).toBeTruthy()
  expect(screen.getByText(/пароль вводится только там/)).toBeTruthy()
})
