import { describe, expect, it } from 'vitest'

import { hubFit, signInRequest } from './accounts'

describe('hubFit', () => {
  it.each([
    [1, { newest: 1, oldest: 1 }, 'fits'],
    [2, { newest: 3, oldest: 2 }, 'fits'],
    [1, { newest: 3, oldest: 2 }, 'deskTooOld'],
    [4, { newest: 3, oldest: 2 }, 'hubTooOld'],
  ])('says whether a desk of contract %i works with a hub of %j: %s', (desk, contract, fit) => {
    expect(hubFit({ contract }, desk)).toBe(fit)
  })
})

describe('signInRequest', () => {
  const given = { login: ' Anna@Example.RU ', password: ' сохраняет пробелы ', device: 'Рабочий стол' }

  it('takes a login as it was typed, and a password exactly', () => {
    expect(signInRequest.parse(given)).toEqual({ ...given, login: 'anna@example.ru' })
  })

  it('takes a code with its spaces and dashes', () => {
    expect(signInRequest.parse({ ...given, code: '123 456' }).code).toBe('123456')
    expect(signInRequest.parse({ ...given, code: 'abcd-efgh' }).code).toBe('ABCDEFGH')
  })

  it.each(['anna', 'anna@', '', 'anna@example.ru\nbcc: x@y.ru'])('refuses «%s» as a login', (login) => {
    expect(signInRequest.safeParse({ ...given, login }).success).toBe(false)
  })
})
