// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import { show } from '../../../testing/show'
import { KeysDialog, type KeysDialogProps } from './KeysDialog'

afterEach(cleanup)

async function dialog(onSave: KeysDialogProps['onSave']) {
  const onClose = vi.fn()
  await show(<KeysDialog name="Мебель" platform="Avito" onSave={onSave} onClose={onClose} />)
  return onClose
}
const type = (name: RegExp, value: string) => {
  fireEvent.change(screen.getByLabelText(name, { selector: 'input' }), { target: { value } })
}
const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
  })

it('[A21] takes both keys, without what was pasted around them', async () => {
  const onSave = vi.fn<KeysDialogProps['onSave']>(async () => null)
  const onClose = await dialog(onSave)
  type(/^Client ID/, ' key ')
  expect(screen.getByRole('button', { name: 'Сохранить ключи' }).hasAttribute('disabled')).toBe(true)
  type(/^Client secret/, 'secret\t')
  await press('Сохранить ключи')
  expect(onSave).toHaveBeenCalledWith({ clientId: 'key', clientSecret: 'secret' })
  expect(onClose).toHaveBeenCalledOnce()
})

it('[A21] what the hub refuses stays typed, and says why', async () => {
  const onClose = await dialog(async () => 'sameAccount')
  type(/^Client ID/, 'key')
  type(/^Client secret/, 'secret')
  await press('Сохранить ключи')
  expect(screen.getByText(/уже работает другой канал/)).toBeTruthy()
  expect(screen.getByDisplayValue('key')).toBeTruthy()
  expect(onClose).not.toHaveBeenCalled()
})
