// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import type { FileId } from '#shared/domain/ids'

import { show } from '../../../../testing/show'
import type { FormFile } from '../../model/template-files'
import { TemplateForm, type TemplateWords } from './TemplateForm'

afterEach(cleanup)

const kept: FormFile = { fileId: 'kept' as FileId, name: 'Схема.png', bytes: 2048, blob: null }

async function form(initial: TemplateWords, isNamed = true) {
  const onSave = vi.fn(async (_words: TemplateWords) => true)
  const onCancel = vi.fn()
  const { container } = await show(
    <TemplateForm initial={initial} isNamed={isNamed} onSave={onSave} onCancel={onCancel} />,
  )
  return { onSave, onCancel, picker: () => container.querySelector('input[type=file]') }
}
const pick = (picker: Element | null, files: readonly File[]) => {
  if (picker) fireEvent.change(picker, { target: { files } })
}
const click = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
  })

it('[M21] tells the limits, takes files in and out, and saves a template of files alone', async () => {
  const { onSave, onCancel, picker } = await form({ name: 'Прайс', text: '', files: [kept] })
  expect(screen.getByRole('button', { name: 'Добавить файлы' }).getAttribute('aria-describedby')).toBe(
    screen.getByText(/^До 10 файлов, каждый до 24/).id,
  )
  pick(picker(), [new File(['x'], 'Прайс.pdf'), new File([], 'пусто.txt')])
  expect(screen.getByRole('alert').textContent).toBe('пусто.txt: файл пустой, он не добавлен.')
  await click('Удалить: Схема.png')
  fireEvent.keyDown(screen.getByRole('textbox', { name: 'Текст' }), { key: 'Escape' })
  expect(onCancel).not.toHaveBeenCalled()
  await click('Сохранить')
  expect(onSave.mock.calls.map(([{ text, files }]) => [text, files.map(({ name }) => name)])).toEqual([
    ['', ['Прайс.pdf']],
  ])
})

it('[M13] a text of a stage goes as the channel takes it: without files', async () => {
  const { picker } = await form({ name: 'Этап', text: 'Ждём вас', files: [] }, false)
  expect(picker()).toBeNull()
})
