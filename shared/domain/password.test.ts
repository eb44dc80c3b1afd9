import { describe, expect, it } from 'vitest'

import { MAX_PASSWORD, normaliseLogin, passwordProblem } from './password'

describe('passwordProblem', () => {
  it.each([
    ['коротко', 'tooShort'],
    ['🔑🔑🔑🔑🔑🔒🔒🔒🔒', 'tooShort'],
    ['х'.repeat(12), 'oneCharacter'],
    ['ab'.repeat(MAX_PASSWORD), 'tooLong'],
    ['anna.petrova@example.ru', 'likeLogin'],
    ['ANNA.PETROVA', 'likeLogin'],
    ['anna.petrovaanna.petrova', 'likeLogin'],
    ['зима пришла рано', null],
    ['anna.petrova любит чай', null],
  ])('says of «%s»: %s', (password, problem) => {
    expect(passwordProblem(password, ' Anna.Petrova@Example.ru ')).toBe(problem)
  })

  it('knows no login to compare with', () => {
    expect(passwordProblem('anna.petrova@example.ru', null)).toBeNull()
  })
})

describe('normaliseLogin', () => {
  it('writes one address in one way', () => {
    expect(normaliseLogin('  Anna@Example.RU ')).toBe('anna@example.ru')
  })
})
