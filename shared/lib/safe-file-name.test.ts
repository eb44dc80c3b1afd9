import fc from 'fast-check'
import { expect, it } from 'vitest'

import { randomRuns } from '../testing/random-runs'

import { safeFileName } from './safe-file-name'

it.each([
  ['Резюме Иванов.pdf', 'Резюме Иванов.pdf'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['C:\\Windows\\evil.exe', 'C__Windows_evil.exe'],
  ['счёт\u202Egpj.exe', 'счётgpj.exe'],
  ['a\u0000b\nc.txt', 'abc.txt'],
  ['  ...  ', 'file'],
  ['', 'file'],
  ['con', '_con'],
  ['LPT1.txt', '_LPT1.txt'],
  ['отчёт. ', 'отчёт'],
  [`${'я'.repeat(300)}.docx`, `${'я'.repeat(145)}.docx`],
])('[M15] %j is saved as %j', (name, expected) => {
  expect(safeFileName(name)).toBe(expected)
})

it('[M15] whatever it is called, it can be saved and hides nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const safe = safeFileName(name)
      expect(safe).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cf}]|^\.|[.\s]$|^$/u)
      expect(safeFileName(safe)).toBe(safe)
    }),
    randomRuns(),
  )
})
