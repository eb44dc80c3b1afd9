import { describe, expect, it } from 'vitest'

import { BrokenDatabaseError, isFatal, openFailure, StorageError } from './open-failure'

const startFailed = new Error('PGlite failed to initialize properly')

describe('openFailure', () => {
  it('blames the files only when PostgreSQL does', () => {
    const broken = openFailure(startFailed, ['FATAL:  invalid page in block 0 of relation "base/5/1259"'])
    expect(broken).toBeInstanceOf(BrokenDatabaseError)
    const corrupted = Object.assign(new Error('invalid page'), { code: 'XX001' })
    expect(openFailure(new Error('Failed query', { cause: corrupted }), [])).toBeInstanceOf(BrokenDatabaseError)
  })

  it('a full disk or a missing right is no broken database', () => {
    const full = openFailure(startFailed, ['PANIC:  could not write to file "pg_wal/x": No space left on device'])
    expect(full).toMatchObject({ name: 'StorageError', code: 'ENOSPC' })
    const denied = openFailure(startFailed, ['FATAL:  could not open file "base/5/1259": Permission denied'])
    expect(denied).toBeInstanceOf(StorageError)
    expect(denied).toMatchObject({ code: 'EACCES' })
  })

  it('leaves every other failure as it is', () => {
    const other = new RangeError('WebAssembly.Memory(): could not allocate memory')
    expect(openFailure(other, [])).toBe(other)
    const syntax = Object.assign(new Error('syntax error'), { code: '42601' })
    expect(openFailure(syntax, [])).toBe(syntax)
  })
})

describe('isFatal', () => {
  it('looks through the wrappers of the query layer', () => {
    const aborted = Object.assign(new Error('unreachable'), { name: 'RuntimeError' })
    expect(isFatal(new Error('Failed query', { cause: aborted }))).toBe(true)
    expect(isFatal(new Error('duplicate key'))).toBe(false)
    expect(isFatal('text')).toBe(false)
  })
})
