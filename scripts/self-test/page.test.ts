import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { LINE_CAUSES } from '../../shared/domain/self-test/line-causes'
import { withCauses } from './cause-tables'

const ROOT = join(import.meta.dirname, '../..')

it('[I8] the page for IT has every cause in the words of the program', () => {
  const page = readFileSync(join(ROOT, 'docs/it/self-test.md'), 'utf8')
  expect(withCauses(page)).toBe(page)
})

it.each(['ru', 'en'] as const)('[I8] a line is spoken of as by its own test (%s)', (language) => {
  const words = JSON.parse(readFileSync(join(ROOT, `renderer/i18n/${language}/calls.json`), 'utf8')) as {
    failure: Record<string, { what: string; todo: string }>
  }
  const told = Object.fromEntries(Object.entries(LINE_CAUSES).map(([reason, advice]) => [reason, advice[language]]))
  expect(told).toEqual(words.failure)
})
