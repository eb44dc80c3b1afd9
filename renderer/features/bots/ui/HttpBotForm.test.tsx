// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { BotId } from '#shared/domain/ids'

import { show } from '../../../testing/show'
import { HttpBotForm } from './HttpBotForm'
import { SecretPanel } from './SecretPanel'

const NEW = {
  kind: 'http',
  id: '0199d3a0-0000-7000-8000-000000000001' as BotId,
  name: '',
  url: '',
  timeoutMs: 5000,
} as const

afterEach(cleanup)

const type = (name: string, value: string) => {
  fireEvent.change(screen.getByLabelText(name), { target: { value } })
}
const click = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
  })

describe('[Q5] a bot over HTTP', () => {
  it('is saved with an address that is safe and a time-out in seconds', async () => {
    const onSave = vi.fn(async () => true)
    await show(<HttpBotForm bot={NEW} isNew isBusy={false} onSave={onSave} />)
    type('Название', 'Склад')
    type('Адрес', 'http://shop.example/bot')
    expect(screen.getByText(/Нужен адрес, который начинается с https/)).toBeTruthy()
    await click('Сохранить')
    expect(onSave).not.toHaveBeenCalled()
    type('Адрес', 'https://shop.example/bot')
    type('Ждать ответа, секунд', '31')
    expect(screen.getByText('Нужно число от 0,2 до 30')).toBeTruthy()
    type('Ждать ответа, секунд', '1,5')
    await click('Сохранить')
    expect(onSave.mock.calls).toEqual([[{ ...NEW, name: 'Склад', url: 'https://shop.example/bot', timeoutMs: 1500 }]])
  })

  it('shows the secret with a way to copy it', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const onDone = vi.fn()
    await show(<SecretPanel name="Склад" secret="s3cret" onDone={onDone} />)
    expect(screen.getByDisplayValue('s3cret')).toBeTruthy()
    await click('Скопировать')
    expect(writeText).toHaveBeenCalledWith('s3cret')
    expect(screen.getByRole('status').textContent).toBe('Скопировано')
    await click('Секрет сохранён')
    expect(onDone).toHaveBeenCalledOnce()
    writeText.mockRestore()
  })
})
