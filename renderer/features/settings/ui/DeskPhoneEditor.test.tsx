// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it } from 'vitest'

import { aDeskPhone } from '../../../testing/a-desk-phone'
import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { DeskPhoneEditor } from './DeskPhoneEditor'

const PRINT = 'AA:BB:CC'
const main = new FakeMain().install().answer('deskPhone:save', () => ({ ok: true, value: null }))

afterEach(() => {
  cleanup()
  main.asked.length = 0
})

const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
  })

it('[D7] a certificate is accepted by a person who has seen its fingerprint, and for this address alone', async () => {
  main.answer('deskPhone:check', () => ({ ok: false, error: { reason: 'untrusted', model: null, fingerprint: PRINT } }))
  await show(<DeskPhoneEditor view={aDeskPhone('yealink-t31')} onRemoved={() => undefined} />)
  const address = screen.getByLabelText(/^Адрес телефона/)
  fireEvent.change(address, { target: { value: 'https://192.168.1.50' } })
  await press('Проверить связь')
  expect(screen.getByText(new RegExp(`Сверьте отпечаток .* ${PRINT}`))).toBeTruthy()
  main.answer('deskPhone:check', () => ({ ok: true, value: null }))
  await press('Доверять этому телефону')
  expect(screen.getByText('Телефон отвечает и принимает этот пароль.')).toBeTruthy()
  const saved = () => main.askedOf('deskPhone:save')
  expect(saved()).toMatchObject([
    { fingerprint: null },
    { address: '192.168.1.50', isSecure: true, fingerprint: PRINT },
  ])

  fireEvent.change(address, { target: { value: 'https://192.168.1.51' } })
  await press('Сохранить')
  expect(saved().at(-1)).toMatchObject({ address: '192.168.1.51', fingerprint: null })
})
