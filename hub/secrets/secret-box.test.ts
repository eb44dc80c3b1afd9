import { randomBytes } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { createSecretBox } from './secret-box'

const key = () => randomBytes(32).toString('base64')

describe('secret box', () => {
  it('[I9] gives back what was sealed, and never seals the same way twice', () => {
    const box = createSecretBox(key())
    expect(box.open(box.seal('токен'))).toBe('токен')
    expect(box.seal('токен')).not.toBe(box.seal('токен'))
    expect(box.seal('secret-token')).not.toContain('secret-token')
  })

  it('opens nothing with another key, altered or cut', () => {
    const box = createSecretBox(key())
    const sealed = box.seal('токен')
    const altered = Buffer.from(sealed, 'base64')
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
    expect(createSecretBox(key()).open(sealed)).toBeNull()
    expect(box.open(altered.toString('base64'))).toBeNull()
    expect(box.open('')).toBeNull()
  })

  it('takes no short key', () => {
    expect(() => createSecretBox('c2hvcnQ=')).toThrow('32 bytes')
  })
})
