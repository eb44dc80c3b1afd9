// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { PlatformKind } from '#shared/domain/channel-platform'
import { err, ok } from '#shared/lib/result'

import { demoChannel } from '../../../data/demo-rows'
import type { Language } from '../../../i18n/i18n'
import { NOW_MS } from '../../../testing/a-call'
import { show } from '../../../testing/show'
import type { HubRest } from '../model/hub-rest'
import { ConnectChannel } from './ConnectChannel'

afterEach(cleanup)

const reply = { channel: demoChannel(NOW_MS), consentUrl: 'https://avito.ru/oauth' }

interface Given {
  readonly kind?: PlatformKind
  readonly language?: Language
}

async function showForm(connectChannel: HubRest['connectChannel'], { kind = 'avito', language = 'ru' }: Given = {}) {
  const onConnected = vi.fn()
  const rest: HubRest = { connectChannel, authorise: vi.fn(), correctKeys: vi.fn(), disconnect: vi.fn() }
  await show(
    <ConnectChannel rest={rest} place={{ kind }} isSecond={false} onConnected={onConnected} onCancel={vi.fn()} />,
    { language },
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

describe.each([
  {
    kind: 'avito',
    language: 'ru',
    mode: 'Партнёрское приложение',
    asked: /читать, отправлять и удалять сообщения/,
    password: /пароль вводится только там/,
  },
  {
    kind: 'avitoJobs',
    language: 'ru',
    mode: 'Партнёрское приложение',
    asked: /об обработке персональных данных кандидатов/,
    password: /пароль вводится только там/,
  },
  {
    kind: 'avito',
    language: 'en',
    mode: 'Partner application',
    asked: /read, sent and deleted/,
    password: /password is typed only there/,
  },
  {
    kind: 'avitoJobs',
    language: 'en',
    mode: 'Partner application',
    asked: /candidates’ personal data/,
    password: /password is typed only there/,
  },
] as const)('before the consent page of $kind ($language)', ({ kind, language, mode, asked, password }) => {
  it('[AV-09] [AV-44] [AV-45] [A2] [A4] says what it will ask for, and has no field for the password of the account', async () => {
    await showForm(async () => ok(reply), { kind, language })
    expect(screen.queryByText(asked)).toBeNull()
    fireEvent.click(screen.getByLabelText(mode))
    expect(screen.getByText(asked)).toBeTruthy()
    expect(screen.getByText(password)).toBeTruthy()
    const secrets = [...document.querySelectorAll('input[type="password"]')]
    expect(secrets.map((input) => (input as HTMLInputElement).labels?.[0]?.textContent)).toEqual([
      expect.stringMatching(/^Client secret/),
    ])
    expect(screen.queryByLabelText(/парол|логин|^password|login/i)).toBeNull()
  })
})

it('[A2] asks for a contact where the platform wants one, and for an application only', async () => {
  const connect = vi.fn(async () => ok(reply))
  await showForm(connect, { kind: 'hh' })
  expect(screen.queryByText('Ключи моего аккаунта')).toBeNull()
  expect(screen.getByText(/dev\.hh\.ru/)).toBeTruthy()
  fill()
  await press('Авторизоваться')
  expect(connect).not.toHaveBeenCalled()
  fireEvent.change(field(/^Почта для связи/), { target: { value: 'hr@romashka.example' } })
  await press('Авторизоваться')
  expect(connect).toHaveBeenCalledWith(
    expect.objectContaining({ kind: 'hh', mode: 'partner', contactEmail: 'hr@romashka.example' }),
  )
})
