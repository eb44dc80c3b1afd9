import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { defaultCalls } from '#shared/domain/channel-calls'

import { makeTestFolder, PREPARING_MS, templateWithoutTables } from '../testing/test-folder'
import { migrate } from './migrate'
import { migrations } from './migrations/list'
import { readMigrations } from './migrations/read-folder'
import { START_PARAMETERS } from './start-parameters'
import { unpackFolder } from './template'

const folder = makeTestFolder()
let database: PGlite

beforeAll(async () => {
  database = await empty('database')
}, PREPARING_MS)
afterAll(async () => {
  await database.close()
  folder.remove()
})

async function empty(name: string): Promise<PGlite> {
  const dataDir = join(folder.path, name)
  unpackFolder(readFileSync(await templateWithoutTables()), dataDir)
  return PGlite.create({ dataDir, startParams: START_PARAMETERS })
}

async function ledger() {
  return (await database.query('select number, name from migrations order by number')).rows
}

describe('migrate', () => {
  it('has the same steps in a build and in what a build unpacks', () => {
    expect(readMigrations(join(import.meta.dirname, 'migrations'))).toEqual(migrations)
  })

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

  it('[K7] gives channels of before what a channel begins with', async () => {
    const before = await empty('before')
    const at = migrations.findIndex(({ number }) => number === 180)
    await migrate(before, migrations.slice(0, at), 10)
    const kinds = ['hh', 'site'] as const
    for (const [index, kind] of kinds.entries())
      await before.query(
        `insert into channels (id, kind, name, config, path_secret, health, delivery, created_at_ms, settings)
         values ($1, $2, '', '', '', '{}', 'polling', $3, '{"isOnlyWithMessages": true}')`,
        [`019b0000-0000-7000-8000-00000000000${String(index)}`, kind, index],
      )
    await migrate(before, migrations, 11)
    const { rows } = await before.query('select settings from channels order by created_at_ms')
    expect(rows).toEqual(kinds.map((kind) => ({ settings: { isOnlyWithMessages: true, calls: defaultCalls(kind) } })))
    await before.close()
  })

  it('numbers migrations in ascending order', () => {
    const numbers = migrations.map((migration) => migration.number)
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expect(new Set(numbers).size).toBe(numbers.length)
  })
})
