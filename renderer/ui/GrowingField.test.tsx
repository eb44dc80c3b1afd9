// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, it } from 'vitest'

import { GrowingField } from './GrowingField'

afterEach(cleanup)

function Written({ begins = '' }: { readonly begins?: string }) {
  const [text, setText] = useState(begins)
  return (
    <GrowingField
      aria-label="Сообщение"
      value={text}
      maxLength={4000}
      onChange={(event) => {
        setText(event.currentTarget.value)
      }}
    />
  )
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Сообщение' })
/** What makes the field as tall as its text (GrowingField.module.css). */
const mirrored = () => field().parentElement?.dataset['text']

it('stands in as many lines as are written, also when they are taken back', () => {
  render(<Written begins={'Добрый день\nЖду'} />)
  expect(mirrored()).toBe('Добрый день\nЖду')
  fireEvent.change(field(), { target: { value: 'один\nдва\nтри\n' } })
  expect([field().value, mirrored()]).toEqual(['один\nдва\nтри\n', 'один\nдва\nтри\n'])
  fireEvent.change(field(), { target: { value: '' } })
  expect(mirrored()).toBe('')
})

it('[L4] is one text field with its name and limits, and nothing beside it is read out', () => {
  render(<Written begins="Добрый день" />)
  expect(screen.getAllByRole('textbox')).toHaveLength(1)
  expect(field().maxLength).toBe(4000)
  expect(screen.queryByText('Добрый день', { ignore: 'textarea' })).toBeNull()
})
