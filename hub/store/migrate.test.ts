import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { makeTestFolder, PREPARING_MS, testTemplate } from '../testing/test-folder'
import { migrate } from './migrate'
import { migrations } from './migrations/list'
import { START_PARAMETERS } from './start-parameters'
import { unpackFolder } from './template'

const folder = makeTestFolder()
let database: PGlite

beforeAll(async () => {
  const dataDir = join(folder.path, 'database')
  unpackFolder(readFileSync(await testTemplate()), dataDir)
  database = await PGlite.create({ dataDir, startParams: START_PARAMETERS })
}, PREPARING_MS)
afterAll(async () => {
  await database.close()
  folder.remove()
})

async function ledger() {
  return (await database.query('select number, name from migrations order by number')).rows
}

describe('migrate', () => {
  it('builds everything from an empty database and records each step', async () => {
    const applied = await migrate(database, migrations, 5)
    expect(applied).toEqual(migrations.map((migration) => migration.name))
    expect(await ledger()).toEqual(migrations.map(({ number, name }) => ({ number, name })))
  })

  it('does nothing the second time', async () => {
    expect(await migrate(database, migrations, 6)).toEqual([])
  })

  it('leaves nothing behind of a step that fails', async () => {
    const broken = { number: 9_000, name: 'broken', sql: 'create table half (a int); select no_such_thing;' }
    await expect(migrate(database, [...migrations, broken], 7)).rejects.toThrow(/no_such_thing/)
    const { rows } = await database.query("select to_regclass('half') as found")
    expect(rows).toEqual([{ found: null }])
    expect(await ledger()).toHaveLength(migrations.length)
  })

  it('refuses a database that a newer hub has changed', async () => {
    await migrate(database, [...migrations, { number: 9_001, name: 'newer', sql: 'select 1' }], 8)
    await expect(migrate(database, migrations, 9)).rejects.toThrow(/newer/)
  })

  it('numbers migrations in ascending order', () => {
    const numbers = migrations.map((migration) => migration.number)
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expect(new Set(numbers).size).toBe(numbers.length)
  })
})
