import { PGlite, type Results } from '@electric-sql/pglite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { KeptStatements } from './kept-statements'

/** From its third time on a statement is kept. */
const OFTEN = 3

let database: PGlite
let statements: KeptStatements

beforeAll(async () => {
  database = await PGlite.create()
  await database.exec('create table things (id int primary key, name text, content jsonb, at timestamptz, many int8[])')
})

afterAll(async () => {
  await database.close()
})

beforeEach(async () => {
  statements = new KeptStatements(database)
  await database.exec('delete from things; deallocate all')
})

async function often<Row>(text: string, values: unknown[] = []): Promise<Results<Row>[]> {
  const answers: Results<Row>[] = []
  for (let time = 0; time < OFTEN + 2; time += 1) answers.push(await statements.query<Row>(text, values))
  return answers
}

async function keptNames(): Promise<readonly string[]> {
  const { rows } = await database.query<{ name: string }>('select name from pg_prepared_statements order by name')
  return rows.map(({ name }) => name)
}

describe('statements that stay', () => {
  it('answer what PGlite answers, from the first time to the last', async () => {
    const content = { words: ['ё', "o'clock", '"'], nothing: null }
    await database.query('insert into things values ($1, $2, $3, $4, $5)', [1, 'Анна', content, new Date(0), [1, 2]])
    await database.query('insert into things (id) values (2)')
    const text = 'select * from things where id <= $1 order by id'
    const expected = await database.query(text, [2])
    expect(expected.rows).toHaveLength(2)
    for (const answer of await often(text, [2])) expect(answer).toEqual(expected)
    expect(await keptNames()).toHaveLength(1)
  })

  it('as lists and with parsers of the asker, as drizzle wishes it', async () => {
    await database.query('insert into things (id, at) values (1, $1)', [new Date(0)])
    const text = 'select id, at from things where id = $1'
    const options = { rowMode: 'array' as const, parsers: { 1184: (value: string) => `read: ${value}` } }
    const expected = await database.query(text, [1], options)
    for (let time = 0; time < OFTEN + 2; time += 1) expect(await statements.query(text, [1], options)).toEqual(expected)
    expect(expected.rows).toEqual([[1, expect.stringMatching(/^read: 1970/)]])
  })

  it('write what they are given, whatever its type', async () => {
    const text = 'insert into things values ($1, $2, $3, $4, $5) returning id'
    const given = Array.from({ length: OFTEN + 2 }, (_, id) => [id, id % 2 ? null : 'x', { id }, new Date(id), [id]])
    for (const values of given) {
      const { rows, affectedRows } = await statements.query(text, values)
      expect({ rows, affectedRows }).toEqual({ rows: [{ id: values[0] }], affectedRows: 1 })
    }
    const { rows } = await database.query('select * from things order by id', [], { rowMode: 'array' })
    expect(rows).toEqual(given)
  })

  it('one that answers no rows says how many it touched', async () => {
    await database.exec("insert into things (id, name) values (1, 'a'), (2, 'a')")
    const answers = await often("update things set name = 'b' where id <= $1", [2])
    expect(answers.map(({ affectedRows, rows }) => ({ affectedRows, rows }))).toEqual(
      answers.map(() => ({ affectedRows: 2, rows: [] })),
    )
  })

  it('what fails says why, and the next one is answered', async () => {
    const text = 'select $1::text::int as number'
    await often(text, ['1'])
    await expect(statements.query(text, ['x'])).rejects.toMatchObject({ code: '22P02' })
    expect((await statements.query(text, ['7'])).rows).toEqual([{ number: 7 }])
  })

  it('one that PostgreSQL cannot read fails each time and is not kept', async () => {
    for (let time = 0; time < OFTEN + 2; time += 1)
      await expect(statements.query('select nobody from things')).rejects.toMatchObject({ code: '42703' })
    expect(await keptNames()).toEqual([])
  })
})

describe('in a transaction', () => {
  const insert = 'insert into things (id) values ($1)'

  it('they are undone with it, and stay themselves', async () => {
    for (let id = 0; id < OFTEN + 2; id += 1) {
      const broken = statements.transaction(async (tx) => {
        await tx.query(insert, [id])
        throw new Error('enough')
      })
      await expect(broken).rejects.toThrow('enough')
    }
    expect((await database.query('select id from things')).rows).toEqual([])
    expect(await keptNames()).toHaveLength(1)
    await statements.transaction((tx) => tx.query(insert, [9]))
    expect((await database.query('select id from things')).rows).toEqual([{ id: 9 }])
  })

  it('after one that failed nothing is done any more', async () => {
    for (let id = 0; id < OFTEN; id += 1) await statements.query(insert, [id])
    const broken = statements.transaction(async (tx) => {
      await expect(tx.query(insert, [0])).rejects.toMatchObject({ code: '23505' })
      await expect(tx.query(insert, [8])).rejects.toMatchObject({ code: '25P02' })
    })
    await expect(broken).rejects.toThrow()
    expect((await statements.query('select count(*)::int from things')).rows).toEqual([{ count: OFTEN }])
  })

  it('one that is over takes no more', async () => {
    for (let id = 0; id < OFTEN; id += 1) await statements.query(insert, [id])
    const late = await statements.transaction(async (tx) => Promise.resolve({ tx }))
    await expect(late.tx.query(insert, [8])).rejects.toThrow('Transaction is closed')
  })

  it('what is asked beside it waits for its end', async () => {
    for (let id = 0; id < OFTEN; id += 1) await statements.query(insert, [id])
    const count = 'select count(*)::int from things'
    await often(count)
    const beside: Promise<Results<unknown>>[] = []
    await statements.transaction(async (tx) => {
      await tx.query(insert, [7])
      beside.push(statements.query(count))
      await tx.query(insert, [8])
    })
    expect((await Promise.all(beside)).map(({ rows }) => rows)).toEqual([[{ count: OFTEN + 2 }]])
  })

  it('what is asked side by side is answered each its own, kept or not', async () => {
    const texts = Array.from({ length: 6 }, (_, number) => `select $1::int + ${String(number)} as sum`)
    for (let time = 0; time < OFTEN + 2; time += 1) {
      const rows = await statements.transaction(async (tx) => {
        const answers = await Promise.all(texts.map((text) => tx.query<{ sum: number }>(text, [time])))
        return answers.map((answer) => answer.rows)
      })
      expect(rows).toEqual(texts.map((_, number) => [{ sum: time + number }]))
    }
  })
})

describe('a list of keys', () => {
  it('is planned for once, and not for each length of it', async () => {
    await database.exec('insert into things (id) select generate_series(1, 50)')
    const told = 'select things.id from unnest((select $1::int[])) as wanted (id) join things on things.id = wanted.id'
    for (let time = 1; time <= 20; time += 1)
      await statements.query(told, [Array.from({ length: 1 + (time % 3) }, (_, index) => index + 1)])
    const { rows } = await database.query<{ generic: number }>(
      'select generic_plans::int as generic from pg_prepared_statements',
    )
    // The first ones, by which PostgreSQL compares, are planned each.
    expect(rows).toEqual([{ generic: 20 - (OFTEN - 1) - 5 }])
  })
})
