import { describe, expect, it } from 'vitest'

import { cameInBetween, isAway, isDouble } from './away'

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code })
const wrapped = (cause: Error) => new Error('Failed query', { cause })

describe('what PostgreSQL could not do', () => {
  it('tells a server that is away from one that says no', () => {
    for (const code of ['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '08006', '53300'])
      expect(isAway(wrapped(withCode(code)))).toBe(true)
    expect(isAway(new Error('Connection terminated unexpectedly'))).toBe(true)
    for (const code of ['28P01', '3D000', '42601', '40001']) expect(isAway(wrapped(withCode(code)))).toBe(false)
    expect(isAway('text')).toBe(false)
  })

  it('knows what is worth another try', () => {
    expect([cameInBetween(wrapped(withCode('40001'))), cameInBetween(withCode('40P01'))]).toEqual([true, true])
    expect([cameInBetween(withCode('23505')), isDouble(wrapped(withCode('23505')))]).toEqual([false, true])
    expect([cameInBetween(null), isDouble(undefined)]).toEqual([false, false])
  })
})
