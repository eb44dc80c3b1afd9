import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'

import { makeTestFolder, PREPARING_MS, testTemplate, type TestFolder } from '../testing/test-folder'
import { readFact, writeFact } from './facts'
import { Store } from './store'

let folder: TestFolder
beforeAll(testTemplate, PREPARING_MS)
beforeEach(() => {
  folder = makeTestFolder()
})
afterEach(() => {
  folder.remove()
})

async function open(): Promise<Store> {
  return Store.open({ dataFolder: folder.path, templateFile: await testTemplate() }, new ManualClock(), silentLogger)
}

describe('opening the database', () => {
  it('keeps what was written for the next start', async () => {
    const first = await open()
    await first.write((tx) => writeFact(tx, 'feedId', 'kept'))
    await first.close()
    const second = await open()
    expect(await second.read((view) => readFact(view, 'feedId'))).toBe('kept')
    expect(second.setAside).toBeNull()
    await second.close()
  })

  it('moves a broken one aside whole, names it and begins a new one', async () => {
    const first = await open()
    await first.write((tx) => writeFact(tx, 'feedId', 'old'))
    await first.close()
    const control = join(folder.path, 'database/global/pg_control')
    writeFileSync(control, Buffer.alloc(readFileSync(control).length, 7))

    const second = await open()
    expect(second.setAside).toBe('database-broken-2026-01-12T09-00-00')
    expect(readdirSync(folder.path).toSorted()).toEqual(['database', 'database-broken-2026-01-12T09-00-00'])
    expect(await second.read((view) => readFact(view, 'feedId'))).toBeNull()
    await second.close()
  })

  it('is not stopped by what a start that died while unpacking left', async () => {
    writeFileSync(join(folder.path, 'database-unpacking'), 'left over')
    const store = await open()
    expect(await store.read((view) => readFact(view, 'feedId'))).toBeNull()
    await store.close()
  })
})
