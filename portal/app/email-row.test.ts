// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'

import { EmailRow } from './email-row'
import { NO_TALK, type Talk } from './talk'
import { wordsIn } from './words'

const CONVERSATION = { id: 'c', title: null, state: 'open' as const, lastAtMs: 0, lastText: '', unread: 0 }
const TALK: Talk = { ...NO_TALK, canNotify: true, conversations: [CONVERSATION] }
const onEmail = vi.fn()
let row: EmailRow

beforeEach(() => {
  onEmail.mockClear()
  row = new EmailRow(wordsIn('ru'), onEmail)
  document.body.replaceChildren(row.row)
})

const button = (name: string) =>
  [...row.row.querySelectorAll('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent) === name && each.closest('[hidden]') === null,
  )
const field = () => row.row.querySelector('input')
const note = () => row.row.querySelector('[role=alert]')?.textContent

it('[N1] is there once there is a conversation, and only where letters are sent', () => {
  row.show({ ...TALK, conversations: [] }, 'rest')
  expect(row.row.hidden).toBe(true)
  row.show({ ...TALK, canNotify: false }, 'rest')
  expect(row.row.hidden).toBe(true)
  row.show(TALK, 'rest')
  expect(row.row.hidden).toBe(false)
  expect(button('Сохранить')).toBeUndefined()
})

it('[N1] takes an address, says what is wrong with it, and shows the kept one with the way to remove it', () => {
  row.show(TALK, 'rest')
  button('Почта, чтобы узнать об ответе')?.click()
  const input = field()
  if (input) input.value = 'anna@mail'
  button('Сохранить')?.click()
  expect(onEmail).toHaveBeenLastCalledWith('anna@mail')
  row.show(TALK, 'refused')
  expect(note()).toContain('Нужен такой')
  expect(input?.getAttribute('aria-invalid')).toBe('true')
  expect(input?.value).toBe('anna@mail')
  row.show({ ...TALK, email: 'anna@mail.ru' }, 'rest')
  expect(row.row.textContent).toContain('Об ответе напишем на anna@mail.ru')
  expect([note(), button('Сохранить')]).toEqual(['', undefined])
  button('Убрать почту anna@mail.ru')?.click()
  expect(onEmail).toHaveBeenLastCalledWith(null)
})

it('[N1] an address can be removed also where letters are sent no more', () => {
  row.show({ ...TALK, canNotify: false, email: 'anna@mail.ru' }, 'rest')
  expect(button('Убрать почту anna@mail.ru')).toBeTruthy()
})

it('[N1] can be left without an address', () => {
  row.show(TALK, 'rest')
  button('Почта, чтобы узнать об ответе')?.click()
  button('Отменить')?.click()
  expect(button('Почта, чтобы узнать об ответе')).toBeTruthy()
})
