import { describe, expect, it } from 'vitest'

import { NamedStatements } from './named-statements'

describe('statements with a name', () => {
  it('what is asked often has one, and always the same', () => {
    const statements = new NamedStatements()
    const names = Array.from({ length: 5 }, () => statements.nameOf('select 1'))
    expect(names.slice(0, 2)).toEqual([undefined, undefined])
    expect(names[2]).toBeDefined()
    expect(new Set(names.slice(2)).size).toBe(1)
    for (let time = 0; time < 3; time += 1) statements.nameOf('select 2')
    expect(statements.nameOf('select 2')).not.toBe(names[2])
  })

  it('there are never more than PostgreSQL should keep for a connection', () => {
    const statements = new NamedStatements()
    for (let text = 0; text < 5_000; text += 1)
      for (let time = 0; time < 3; time += 1) statements.nameOf(`select ${String(text)}`)
    const named = Array.from({ length: 5_000 }, (_, text) => statements.nameOf(`select ${String(text)}`))
    expect(named.filter((name) => name !== undefined)).toHaveLength(250)
  })

  it('goes over the line with the rest of what was asked', async () => {
    const asked: unknown[] = []
    const client = {
      query: (config: object, values?: unknown[]) => {
        asked.push([config, values])
        return Promise.resolve({ rows: [], command: '', rowCount: 0, oid: 0, fields: [] })
      },
    }
    const named = new NamedStatements().over(client)
    for (let time = 0; time < 3; time += 1) await named.query({ text: 'select $1' }, [time])
    expect(asked).toEqual([
      [{ text: 'select $1' }, [0]],
      [{ text: 'select $1' }, [1]],
      [{ text: 'select $1', name: 'otklik_1' }, [2]],
    ])
  })
})
