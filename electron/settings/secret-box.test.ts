import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createSecretBox, type OsKeyring } from './secret-box'

const NO_KEYRING: OsKeyring = {
  isAvailable: () => false,
  encrypt: () => {
    throw new Error('not available')
  },
  decrypt: () => {
    throw new Error('not available')
  },
}
const KEYRING: OsKeyring = {
  isAvailable: () => true,
  encrypt: (text) => Buffer.from(text).reverse(),
  decrypt: (sealed) => Buffer.from(sealed).reverse().toString(),
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-secret-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('[I9] secrets', () => {
  it('are sealed by the system where it can', () => {
    const box = createSecretBox(folder, KEYRING)
    expect(box.storage).toBe('os')
    expect(box.open(box.seal('пароль'))).toBe('пароль')
  })

  it('are sealed with a file of this user alone where it cannot', () => {
    const box = createSecretBox(folder, NO_KEYRING)
    const sealed = box.seal('пароль')
    expect(box.storage).toBe('file')
    expect(sealed).not.toContain('пароль')
    expect(createSecretBox(folder, NO_KEYRING).open(sealed)).toBe('пароль')
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600)
  })

  it('stay readable when a keyring appears later', () => {
    const sealed = createSecretBox(folder, NO_KEYRING).seal('secret')
    expect(createSecretBox(folder, KEYRING).open(sealed)).toBe('secret')
  })

  it('are null, not wrong, when they cannot be opened', () => {
    const box = createSecretBox(folder, NO_KEYRING)
    const sealed = box.seal('secret')
    expect(box.open('os:AAAA')).toBeNull()
    expect(box.open('nonsense')).toBeNull()
    expect(box.open(`${sealed.slice(0, -4)}AAA=`)).toBeNull()
    writeFileSync(join(folder, 'secret.key'), Buffer.alloc(32))
    expect(createSecretBox(folder, NO_KEYRING).open(sealed)).toBeNull()
  })

  it('keeps a key file that holds no key under another name and begins anew', () => {
    writeFileSync(join(folder, 'secret.key'), 'short')
    const box = createSecretBox(folder, NO_KEYRING)
    expect(box.open(box.seal('secret'))).toBe('secret')
    const [kept = 'none'] = readdirSync(folder).filter((name) => /^secret\.broken-\d+\.key$/.test(name))
    expect(readFileSync(join(folder, kept), 'utf8')).toBe('short')
  })
})
