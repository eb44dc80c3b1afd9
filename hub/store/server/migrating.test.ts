import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { sleep, systemClock } from '#shared/lib/clock'

import { PREPARING_MS } from '../../testing/test-folder'
import { migrate } from '../migrate'
import { migrations, type Migration } from '../migrations/list'
import { startPostgres, type TestPostgres } from '../testing/postgres'
import { underMigrationLock } from './migrating'

const TABLE: Migration = { number: 1, name: 'table', sql: 'create table things (id serial primary key, name text);' }
const INDEX: Migration = {
  number: 2,
  name: 'index',
  sql: 'create index concurrently if not exists things_by_name on things (name);',
}

let server: TestPostgres
let url: string
let name: string
beforeAll(async () => {
  server = await startPostgres()
}, PREPARING_MS)
afterAll(() => server.remove())
beforeEach(async () => {
  url = await server.createDatabase()
  name = new URL(url).pathname.slice(1)
})

const run = (sql: string) => server.run(sql, name)
const bring = (steps: readonly Migration[]) =>
  underMigrationLock(new Client({ connectionString: url, application_name: 'migrating' }), async (database) => {
    await migrate(database, steps, 1)
  })

/** Somebody whose transaction has written and is not over. */
async function openWriter(): Promise<{ readonly end: () => Promise<void> }> {
  const writer = new Client({ connectionString: url })
  await writer.connect()
  await writer.query('begin')
  await writer.query("insert into things (name) values ('unfinished')")
  return {
    async end() {
      await writer.query('commit')
      await writer.end()
    },
  }
}

const indexOf = async (index: string) =>
  (await run(`select indexrelid::int as oid, indisvalid from pg_index where indexrelid = to_regclass('${index}')`))[0]

async function untilBuilding(): Promise<void> {
  while ((await indexOf('things_by_name')) === undefined) await sleep(systemClock, 20)
}

describe('an index of a large table', () => {
  it('[V4] is built while others write: nobody waits for it, and it waits for them', async () => {
    await bring([TABLE])
    const writer = await openWriter()
    const building = bring([TABLE, INDEX])
    await untilBuilding()
    for (let nth = 0; nth < 50; nth += 1) await run(`insert into things (name) values ('thing ${String(nth)}')`)
    expect(await indexOf('things_by_name')).toMatchObject({ indisvalid: false })
    await writer.end()
    await building
    expect(await indexOf('things_by_name')).toMatchObject({ indisvalid: true })
    expect(await run('select count(*)::int as count from things')).toEqual([{ count: 51 }])
  })

  it('[V4] is built anew where its building was broken off', async () => {
    await bring([TABLE])
    const writer = await openWriter()
    const building = bring([TABLE, INDEX])
    const broken = expect(building).rejects.toThrow(/terminat/)
    await untilBuilding()
    await run("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'migrating'")
    await broken
    await writer.end()
    const unfinished = await indexOf('things_by_name')
    expect(unfinished).toMatchObject({ indisvalid: false })
    expect(await run('select number from migrations')).toEqual([{ number: 1 }])

    await bring([TABLE, INDEX])
    const whole = await indexOf('things_by_name')
    expect(whole).toMatchObject({ indisvalid: true })
    expect(whole?.['oid']).not.toBe(unfinished?.['oid'])
    expect(await run('select number from migrations order by number')).toEqual([{ number: 1 }, { number: 2 }])
  })

  it('[V4] hubs that start meanwhile wait for it, and it does not wait for them', async () => {
    await bring([TABLE])
    const writer = await openWriter()
    const first = bring([TABLE, INDEX])
    await untilBuilding()
    const others = [bring([TABLE, INDEX]), bring([TABLE, INDEX])]
    await sleep(systemClock, 500)
    await writer.end()
    await Promise.all([first, ...others])
    expect(await indexOf('things_by_name')).toMatchObject({ indisvalid: true })
  })

  it('[V4] stays as it is where an earlier version has built it', async () => {
    const before = migrations.filter(({ number }) => number < 600)
    await bring(before)
    await run('create index cases_by_opening on cases (opened_at_ms, id)')
    const built = await indexOf('cases_by_opening')
    await bring(migrations)
    expect(await indexOf('cases_by_opening')).toEqual(built)
    expect(await run('select indexrelid::regclass::text as name from pg_index where not indisvalid')).toEqual([])
  })
})
