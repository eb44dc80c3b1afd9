import { describe, expect, it } from 'vitest'

import { describeError, framesOf } from './logger'

/** As drizzle-orm throws it: the parameters stand in the message. */
function failedQuery(): Error {
  const text = 'Перезвоните на +7 843 555-01-72'
  const error = new Error(`Failed query: insert into messages values ($1)\nparams: ${text}`)
  return Object.assign(error, { params: [text], cause: new RangeError('out of range') })
}

describe('what is logged of an error', () => {
  it('is its kind and message', () => {
    expect(describeError(new TypeError('no'))).toBe('TypeError: no')
    expect(describeError({ secret: 1 })).toBe('non-error value thrown')
  })

  it('is never what a query was given', () => {
    expect(describeError(failedQuery())).toBe('failed query: RangeError: out of range')
    expect(framesOf(failedQuery())).toMatch(/^at failedQuery /)
    expect(framesOf(failedQuery())).not.toContain('555')
    expect(framesOf('text')).toBeUndefined()
  })
})
