import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, it } from 'vitest'

import { listKeptFiles } from './kept-files'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-kept-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

it('names what was kept, the database first, and nothing else', () => {
  expect(listKeptFiles(folder)).toEqual([])
  mkdirSync(join(folder, 'hub', 'database-broken-2026-11-22T08-00-00'), { recursive: true })
  mkdirSync(join(folder, 'hub', 'database'))
  for (const name of [
    'accounts.json',
    'accounts.broken-1.json',
    'settings.broken-2.json',
    'hub-key.broken-3.json',
    'told.broken-4.json',
  ])
    writeFileSync(join(folder, name), '{')
  expect(listKeptFiles(folder)).toEqual([
    { what: 'database', path: join(folder, 'hub', 'database-broken-2026-11-22T08-00-00') },
    { what: 'lines', path: join(folder, 'accounts.broken-1.json') },
    { what: 'channelKeys', path: join(folder, 'hub-key.broken-3.json') },
    { what: 'settings', path: join(folder, 'settings.broken-2.json') },
  ])
})
