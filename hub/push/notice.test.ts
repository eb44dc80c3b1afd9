import { expect, it } from 'vitest'

import { noticeOf } from './notice'

const notice = (patch: Partial<Parameters<typeof noticeOf>[0]>) =>
  noticeOf({ company: 'Ромашка', language: 'ru', count: 1, missedCalls: 0, conversationId: 'c', ...patch })

it('[N1] counts in both languages', () => {
  expect([1, 2, 5, 21].map((count) => notice({ count }).body)).toEqual([
    '1 новое сообщение',
    '2 новых сообщения',
    '5 новых сообщений',
    '21 новое сообщение',
  ])
  expect([1, 2].map((count) => notice({ language: 'en', count }).body)).toEqual(['1 new message', '2 new messages'])
  expect(notice({ language: null })).toMatchObject({ language: 'ru' })
})

it('[K7] says that somebody called, alone and beside what was written', () => {
  expect(notice({ count: 2, missedCalls: 2 }).body).toBe('Вам звонили')
  expect(notice({ language: 'en', count: 3, missedCalls: 1 }).body).toBe('You had a call · 2 new messages')
})

it('[N1] bears the company’s name in one line', () => {
  expect(notice({ company: ' Ромашка\r\n\u202E и Ко ' }).title).toBe('Ромашка и Ко')
})
