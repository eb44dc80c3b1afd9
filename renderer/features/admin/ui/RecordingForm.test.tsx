// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import { DEFAULT_RECORDING } from '#shared/domain/recording'

import { show } from '../../../testing/show'
import { RecordingForm } from './RecordingSection'

afterEach(cleanup)

it('saves how long recordings are kept, and says what the choice means', async () => {
  const onSave = vi.fn(async () => true)
  await show(<RecordingForm policy={{ ...DEFAULT_RECORDING, mode: 'always' }} isBusy={false} onSave={onSave} />)
  expect(screen.getByText(/Сотрудник видит её и не может остановить/)).toBeTruthy()
  fireEvent.click(screen.getByLabelText('Предупреждать сигналом'))
  fireEvent.click(screen.getByLabelText('Удалять старые записи'))
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
  })
  expect(onSave).toHaveBeenCalledWith({ mode: 'always', isAnnounced: false, keepDays: null })
})

it('offers no tone where nothing is recorded', async () => {
  await show(<RecordingForm policy={DEFAULT_RECORDING} isBusy={false} onSave={vi.fn(async () => true)} />)
  expect(screen.getByLabelText<HTMLInputElement>('Предупреждать сигналом').disabled).toBe(true)
})
