import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, it } from 'vitest'

import { silentLogger } from '#shared/lib/logger'
import { copyCacheAside, listKeptFiles, setCacheAside } from './kept-files'

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
    'secret.broken-5.key',
    'told.broken-4.json',
  ])
    writeFileSync(join(folder, name), '{')
  expect(listKeptFiles(folder)).toEqual([
    { what: 'database', path: join(folder, 'hub', 'database-broken-2026-11-22T08-00-00') },
    { what: 'lines', path: join(folder, 'accounts.broken-1.json') },
    { what: 'channelKeys', path: join(folder, 'hub-key.broken-3.json') },
    { what: 'passwords', path: join(folder, 'secret.broken-5.key') },
    { what: 'settings', path: join(folder, 'settings.broken-2.json') },
  ])
})

it('copies the cache whole, and says when it cannot', async () => {
  expect(await copyCacheAside(folder, 7, silentLogger)).toBe(false)
  mkdirSync(join(folder, 'IndexedDB'))
  writeFileSync(join(folder, 'IndexedDB', 'data'), 'x')
  expect(await copyCacheAside(folder, 7, silentLogger)).toBe(true)
  expect(listKeptFiles(folder)).toEqual([{ what: 'cache', path: join(folder, 'IndexedDB-broken-7') }])
  expect(readFileSync(join(folder, 'IndexedDB', 'data'), 'utf8')).toBe('x')
})

it('puts the cache aside whole, and says when it cannot', () => {
  expect(setCacheAside(folder, 7, silentLogger)).toBe(false)
  mkdirSync(join(folder, 'IndexedDB'))
  writeFileSync(join(folder, 'IndexedDB', 'data'), 'x')
  expect(setCacheAside(folder, 7, silentLogger)).toBe(true)
  expect(listKeptFiles(folder)).toEqual([{ what: 'cache', path: join(folder, 'IndexedDB-broken-7') }])
  expect(readFileSync(join(folder, 'IndexedDB-broken-7', 'data'), 'utf8')).toBe('x')
})
