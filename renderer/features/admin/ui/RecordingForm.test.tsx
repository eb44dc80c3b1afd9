// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import { DEFAULT_RECORDING } from '#shared/domain/recording'
import { err, ok } from '#shared/lib/result'

import { show } from '../../../testing/show'
import { RecordingForm, type RecordingFormProps } from './RecordingSection'

afterEach(cleanup)

it('saves how long recordings are kept, and says what the choice means', async () => {
  const onSave = vi.fn(async () => true)
  await show(
    <RecordingForm
      policy={{ ...DEFAULT_RECORDING, mode: 'always' }}
      isBusy={false}
      onCheck={vi.fn()}
      onSave={onSave}
    />,
  )
  expect(screen.getByText(/Сотрудник видит её и не может остановить/)).toBeTruthy()
  fireEvent.click(screen.getByLabelText(/^Предупреждать о.записи$/))
  fireEvent.click(screen.getByLabelText('Удалять старые записи'))
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
  })
  expect(onSave).toHaveBeenCalledWith({ mode: 'always', isAnnounced: false, announcement: null, keepDays: null }, null)
})

it('offers no announcement where nothing is recorded', async () => {
  await show(
    <RecordingForm policy={DEFAULT_RECORDING} isBusy={false} onCheck={vi.fn()} onSave={vi.fn(async () => true)} />,
  )
  expect(screen.getByLabelText<HTMLInputElement>(/^Предупреждать о.записи$/).disabled).toBe(true)
})

it('takes a voice that can be played, and says what is wrong with another file', async () => {
  const onSave = vi.fn(async () => true)
  const onCheck = vi.fn<RecordingFormProps['onCheck']>()
  onCheck.mockResolvedValueOnce(err({ reason: 'tooLong' })).mockResolvedValueOnce(ok({ lengthMs: 4_200 }))
  const policy = { ...DEFAULT_RECORDING, mode: 'always' } as const
  const { container } = await show(<RecordingForm policy={policy} isBusy={false} onCheck={onCheck} onSave={onSave} />)
  const input = container.ownerDocument.querySelector('input[type=file]')
  if (!input) throw new Error('a file can be chosen')
  const choose = async (name: string) => {
    await act(async () => {
      fireEvent.change(input, { target: { files: [new File(['RIFF'], name)] } })
    })
  }
  await choose('гимн.wav')
  expect(await screen.findByText(/Объявление «гимн.wav» длиннее 15.секунд/)).toBeTruthy()
  expect(screen.getByText('Короткий сигнал')).toBeTruthy()
  await choose('голос.wav')
  expect(await screen.findByText('голос.wav · 0:04')).toBeTruthy()
  expect(screen.queryByText(/^Объявление/)).toBeNull()
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
  })
  expect(onSave).toHaveBeenCalledWith(
    expect.objectContaining({
      announcement: expect.objectContaining({ name: 'голос.wav', lengthMs: 4_200 }) as unknown,
    }),
    expect.objectContaining({ name: 'голос.wav', bytes: 4 }),
  )
  fireEvent.click(screen.getByRole('button', { name: 'Вернуть сигнал' }))
  expect(screen.getByText('Короткий сигнал')).toBeTruthy()
})
