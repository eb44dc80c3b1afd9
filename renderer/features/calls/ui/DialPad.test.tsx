// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import type { Dialled, DialRequest } from '#shared/domain/dial-link'

import { show } from '../../../testing/show'
import { DialPad } from './DialPad'

afterEach(cleanup)

const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Номер или имя SIP' })

async function showPad(started = true) {
  const onCall = vi.fn(async () => started)
  await show(<DialPad lines={[]} onCall={onCall} onCallOnPhone={null} />)
  const press = async (name: string | RegExp) => {
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name }))
    })
  }
  return { onCall, press }
}

it('[K1] calls the number in any written form and clears the field', async () => {
  const { onCall, press } = await showPad()
  fireEvent.change(field(), { target: { value: '+7 (917) 204-18-33' } })
  await press('Позвонить')
  expect(onCall.mock.calls).toEqual([['+79172041833', null]])
  expect(field().value).toBe('')
})

it('keeps the number when the call is refused', async () => {
  const { press } = await showPad(false)
  fireEvent.change(field(), { target: { value: '1001' } })
  await press('Позвонить')
  expect(field().value).toBe('1001')
})

it('types by its buttons and erases', async () => {
  const { press } = await showPad()
  await press('Клавиша 1')
  await press('Клавиша #')
  expect(field().value).toBe('1#')
  await press('Стереть последнюю цифру')
  expect(field().value).toBe('1')
})

it('cleans what is pasted into the empty field', async () => {
  await showPad()
  fireEvent.paste(field(), { clipboardData: { getData: () => 'тел: 8 (917) 204-18-33'.slice(5) } })
  expect(field().value).toBe('89172041833')
})

it('says what is wrong and keeps what was typed', async () => {
  const { onCall, press } = await showPad()
  await press('Позвонить')
  expect(screen.getByText('Введите номер')).toBeTruthy()
  fireEvent.change(field(), { target: { value: 'Анна Петрова' } })
  await press('Позвонить')
  expect(screen.getByText(/В «Анна Петрова» нет номера/)).toBeTruthy()
  expect([field().value, onCall.mock.calls]).toEqual(['Анна Петрова', []])
})

const asked = (dialled: Dialled, from: DialRequest['from'] = 'link'): DialRequest => ({ id: '1', from, dialled })

it('[K16] a number from outside stands in the field and waits for the Enter', async () => {
  const onCall = vi.fn(async () => true)
  const request = asked({ kind: 'number', number: '+79172041833', extension: '12' })
  await show(<DialPad lines={[]} onCallOnPhone={null} request={request} onCall={onCall} />)
  expect(field().value).toBe('+79172041833')
  expect(document.activeElement).toBe(field())
  expect(screen.getByText(/Добавочный 12/)).toBeTruthy()
  expect(onCall).not.toHaveBeenCalled()
  await act(async () => {
    fireEvent.submit(field())
  })
  expect(onCall.mock.calls).toEqual([['+79172041833', null]])
  expect(screen.queryByText(/Добавочный/)).toBeNull()
})

it.each([
  ['link', 'noNumber', 'В ссылке «tel:x» нет номера. Введите номер сами.'],
  ['link', 'broken', 'Ссылка «tel:x» повреждена. Введите номер сами.'],
  ['selection', 'noNumber', 'В тексте «tel:x» нет номера. Выделите номер целиком.'],
] as const)('[K16] says what is wrong with a %s: %s', async (from, fault, words) => {
  await show(
    <DialPad
      lines={[]}
      onCallOnPhone={null}
      request={asked({ kind: 'fault', fault, text: 'tel:x' }, from)}
      onCall={vi.fn()}
    />,
  )
  expect([field().value, screen.getByText(words)]).toEqual(['', expect.anything()])
})
