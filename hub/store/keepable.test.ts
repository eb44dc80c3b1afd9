import { expect, it } from 'vitest'

import { nameDraft } from '#shared/contract/administration'

import { keepable, withPlainNames } from './keepable'

const TURNED = 'Анна\u202E (gpj.exe)\u2069'

it('[I9] leaves marks of direction out of names and titles, wherever they stand, and nothing else', () => {
  const chat = { clientName: TURNED, subject: { title: TURNED, price: null }, phones: [TURNED, '👩\u200D💻'], atMs: 7 }
  const plain = 'Анна (gpj.exe)'
  expect(withPlainNames(chat)).toEqual({
    clientName: plain,
    subject: { title: plain, price: null },
    phones: [plain, '👩\u200D💻'],
    atMs: 7,
  })
  expect(keepable({ text: TURNED })).toEqual({ text: TURNED })
})

it('[I9] an administrator’s names are as plain, and none is made of marks alone', () => {
  expect(nameDraft.parse({ name: ` ${TURNED} ` })).toEqual({ name: 'Анна (gpj.exe)' })
  expect(nameDraft.safeParse({ name: '\u202E\u2066' }).success).toBe(false)
})
