import { describe, expect, it } from 'vitest'

import { indexBuildsOf, inTransaction } from './index-builds'

describe('the indexes of a migration', () => {
  it('are none of an ordinary one', () => {
    expect(indexBuildsOf('create table a (b int);\ncreate index a_by_b on a (b);')).toBeNull()
  })

  it('are each statement, without comments; within a transaction they are built as any', () => {
    const sql = `-- Why; and how.
      create index concurrently if not exists a_by_b on a (b)
        where b is not null;
      create unique index concurrently if not exists a_by_c on a (c);`
    const builds = indexBuildsOf(sql)
    expect(builds?.map(({ name }) => name)).toEqual(['a_by_b', 'a_by_c'])
    expect(inTransaction(builds ?? [])).toMatch(
      /^create index if not exists a_by_b .*;\ncreate unique index if not exists a_by_c on a \(c\);$/s,
    )
  })

  it('may not stand beside anything else, which would be done twice after an interruption', () => {
    const mixed = 'create table a (b int); create index concurrently if not exists a_by_b on a (b);'
    expect(() => indexBuildsOf(mixed)).toThrow(/nothing else, not: create table/)
    expect(() => indexBuildsOf('create index concurrently a_by_b on a (b)')).toThrow(/if not exists/)
  })
})
